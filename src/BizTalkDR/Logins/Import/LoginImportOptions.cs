using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins.Import;

/// <summary>How logins are carried over.</summary>
public sealed record LoginImportOptions
{
    /// <summary>The side that they are carried to.</summary>
    public InstanceSide Side { get; init; } = InstanceSide.Destination;

    /// <summary>The source instances whose logins are meant, by name; empty: all.</summary>
    public IReadOnlyList<string> Sources
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether a login of this name is meant.</summary>
    public Func<string, bool> IsWanted { get; init; } = _ => true;

    /// <summary>On which instances which source's logins belong, where that is said; else the databases that an instance takes tell it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MapInstance { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether roles and permissions beyond the source's are taken away.</summary>
    public bool IsExact { get; init; }
}

/// <summary>What an import would do.</summary>
public sealed record LoginImportPlan
{
    /// <summary>Each login on each instance.</summary>
    public IReadOnlyList<LoginImport> Logins
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What could not be made sure, one sentence each.</summary>
    public IReadOnlyList<string> Warnings
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>How many logins.</summary>
    public override string ToString() => $"{Logins.Count} logins";
}
