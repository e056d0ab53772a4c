using BizTalkDR.Runbook.Failback.Plans;

namespace BizTalkDR.Runbook.Failback;

/// <summary>How a failback is carried out.</summary>
public sealed record FailbackOptions
{
    /// <summary>The log mark to bring all databases to; null takes the recommended one.</summary>
    public string? Mark { get; init; }

    /// <summary>Where the name of the mark occurs more than once: the id of the set whose mark is meant.</summary>
    public long? MarkSetId { get; init; }

    /// <summary>
    /// The order of Microsoft's page, 6 before 7: step 6 takes and verifies the backups itself before it drops production. By default step 7 comes
    /// first.
    /// </summary>
    public bool DocumentedOrder { get; init; }

    /// <summary>How many databases are backed up or restored at once.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>How long step 2 waits for a running restore job, and step 1 for a running backup job.</summary>
    public TimeSpan JobTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long one service may take to start or stop; Enterprise Single Sign-On alone takes up to three minutes.</summary>
    public TimeSpan ServiceTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often jobs and services are looked at while waiting.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// End other sessions in the databases that are dropped or restored. Without it a database that is in use is refused, with the sessions named.
    /// </summary>
    public bool EndSessions { get; init; }

    /// <summary>
    /// The plan that is carried out, exactly: it has decided the mark, the steps, their order, the folder and whether sessions are ended. Null where the run
    /// decides itself.
    /// </summary>
    public FailbackPlan? Plan { get; init; }

    /// <summary>The folder for the full backups of step 7, reachable from both sides; null takes the topology's.</summary>
    public string? BackupLocation { get; init; }
}
