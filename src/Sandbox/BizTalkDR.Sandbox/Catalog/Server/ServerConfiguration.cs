using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Catalog.Server;

/// <summary>One option of sp_configure.</summary>
/// <param name="Id">configuration_id.</param>
/// <param name="Name">The name in sp_configure.</param>
/// <param name="Description">What sys.configurations says of it.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Default">The value after setup.</param>
/// <param name="IsDynamic">Whether RECONFIGURE makes it effective without a restart.</param>
/// <param name="IsAdvanced">Whether it is shown only with show advanced options.</param>
internal sealed record ConfigurationOption(
    int Id,
    string Name,
    string Description,
    int Minimum,
    int Maximum,
    int Default,
    bool IsDynamic = true,
    bool IsAdvanced = true
);

/// <summary>The configuration of an instance: configured values, and those in use since the last RECONFIGURE.</summary>
internal sealed class ServerConfiguration
{
    private const int ShowAdvanced = 518;
    private readonly Lock latch = new();
    private readonly Dictionary<int, int> configured = [];
    private readonly Dictionary<int, int> inUse = [];

    internal int Configured(ConfigurationOption option)
    {
        lock (latch)
            return configured.GetValueOrDefault(option.Id, option.Default);
    }

    internal int InUse(ConfigurationOption option)
    {
        lock (latch)
            return inUse.GetValueOrDefault(option.Id, option.Default);
    }

    /// <summary>The value in use of an option by its name.</summary>
    internal int InUse(string name) => InUse(ConfigurationOptions.All.First(option => option.Name == name));

    /// <summary>The options a caller sees: advanced ones only with show advanced options.</summary>
    internal IEnumerable<ConfigurationOption> Shown()
    {
        var advanced = InUse(ConfigurationOptions.All.First(option => option.Id == ShowAdvanced)) == 1;
        return ConfigurationOptions.All.Where(option => advanced || !option.IsAdvanced);
    }

    /// <summary>Finds an option by name or by an unambiguous part of it. Throws 15123 when it is not there or not shown, 15124 when ambiguous.</summary>
    internal ConfigurationOption Find(string name)
    {
        var shown = Shown().ToList();
        var exact = shown.FirstOrDefault(option => option.Name.SameAs(name));
        if (exact is not null)
            return exact;
        var partial = shown.Where(option => option.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return partial.Count switch
        {
            1 => partial[0],
            0 => throw MessageCatalog.Error(15123, name),
            _ => throw MessageCatalog.Error(15124, name),
        };
    }

    /// <summary>Sets the configured value. Throws 15129 when it is out of range.</summary>
    internal void Set(ConfigurationOption option, int value)
    {
        if (value < option.Minimum || value > option.Maximum)
            throw MessageCatalog.Error(15129, value, option.Name);
        lock (latch)
            configured[option.Id] = value;
    }

    /// <summary>RECONFIGURE: dynamic options take effect.</summary>
    internal void Reconfigure()
    {
        lock (latch)
            foreach (var option in ConfigurationOptions.All.Where(option => option.IsDynamic))
                if (configured.TryGetValue(option.Id, out var value))
                    inUse[option.Id] = value;
    }
}
