using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Campaign.Worlds;

/// <summary>What a failback switches off and on again: the group's jobs and services, as they were.</summary>
/// <param name="Jobs">Each with its description.</param>
/// <param name="Services">Those that ran.</param>
internal sealed record Switches(
    IReadOnlyList<(SqlInstance Instance, string Name, string Description)> Jobs,
    IReadOnlyList<BizTalkService> Services
)
{
    public static Switches Of(World world) =>
        new(
            [
                .. JobsOf(world.Sandbox.Sources[0], [world.Group.BackupJobName]),
                .. world.Sandbox.LogShipping.SelectMany(shipping =>
                    JobsOf(shipping.Instance, [shipping.HistoryJobName, shipping.RestoreJobName])
                ),
            ],
            [.. world.Sandbox.Services.Where(service => service is { IsAlive: true, Name: not "W3SVC" })]
        );

    /// <summary>What is off that was on, as sentences; what the journal or the job itself remembers is not among it.</summary>
    /// <param name="journal">What a journal says that somebody will find; empty where there is none.</param>
    public IEnumerable<string> Forgotten(string journal)
    {
        foreach (var (instance, name, description) in Jobs)
        {
            var (isEnabled, now) = Read(instance, name);
            var isMarked = now is not null && now != description;
            if (!isEnabled && !isMarked && !Mentions(journal, name))
                yield return $"job '{name}' on {instance.Name} is off, and neither it nor a journal says so";
        }
        var marks = journal.Length == 0 ? "" : string.Concat(Jobs.Select(job => job.Instance).Distinct().Select(Marks));
        foreach (var service in Services.Where(service => !service.IsAlive && !Mentions(journal + marks, service.Name)))
            yield return $"service {service.Name} on {service.Computer.Name} is off, and neither a server nor a journal says so";
    }

    /// <summary>What is noted in an instance's msdb: no database of the group outlives a failback as it is.</summary>
    private static string Marks(SqlInstance instance)
    {
        using var session = instance.OpenInternalSession("campaign", "msdb");
        var rows = session.Perform("SELECT CONVERT(nvarchar(max), value) FROM sys.extended_properties WHERE class = 0").Results[0].Rows;
        return string.Concat(rows.Select(row => row[0] as string));
    }

    // A journal is JSON: names stand in it escaped.
    private static bool Mentions(string journal, string name) =>
        journal.Contains(name, StringComparison.Ordinal)
        || journal.Contains(System.Text.Json.JsonEncodedText.Encode(name).ToString(), StringComparison.Ordinal);

    private static IEnumerable<(SqlInstance, string, string)> JobsOf(SqlInstance instance, IEnumerable<string> names) =>
        names.Where(name => Read(instance, name).IsEnabled).Select(name => (instance, name, Read(instance, name).Description ?? ""));

    private static (bool IsEnabled, string? Description) Read(SqlInstance instance, string name)
    {
        using var session = instance.OpenInternalSession("campaign", "msdb");
        var rows = session.Perform("SELECT enabled, description FROM dbo.sysjobs WHERE name = @name", ("@name", name)).Results[0].Rows;
        return rows.Count == 0 ? (false, null) : (Convert.ToInt32(rows[0][0]) == 1, rows[0][1] as string ?? "");
    }
}
