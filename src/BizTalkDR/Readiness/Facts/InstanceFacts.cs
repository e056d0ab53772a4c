using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Readiness.Steps;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Facts;

/// <summary>What an instance was asked. An instance that does not answer has the same failure in every part.</summary>
internal sealed record InstanceFacts
{
    public required InstanceIdentity Identity { get; init; }

    public required Reading<InstanceSettings> Settings { get; init; }

    public required Reading<IReadOnlyList<ServerService>> Services { get; init; }

    public required Reading<IReadOnlyList<JobFacts>> Jobs { get; init; }

    public required Reading<IReadOnlyList<DatabasePosition>> Databases { get; init; }

    public required Reading<IReadOnlyList<LinkedServer>> LinkedServers { get; init; }

    public required Reading<IReadOnlyList<ServerLogin>> Logins { get; init; }

    public required Reading<InstanceStorage> Storage { get; init; }

    /// <summary>What it sees at the paths that it was asked for.</summary>
    public IReadOnlyList<StoragePath> Paths { get; init; } = [];

    public string Name => Identity.Instance.Name;

    public InstanceSide Side => Identity.Side;

    /// <summary>Whether it sees a folder; null where it could not be asked or gave no sure answer.</summary>
    public bool? SeesFolder(string path) => Paths.FirstOrDefault(seen => ServerPath.IsSame(seen.Path, path))?.IsFolder;

    /// <summary>The Agent's service, if services could be read.</summary>
    public ServerService? Agent => Services.Or([]).FirstOrDefault(service => service.IsAgent);
}

/// <summary>The clock and the settings of an instance.</summary>
/// <param name="Now">Its local time.</param>
/// <param name="UtcNow">Its time in UTC.</param>
/// <param name="AdHocConfigured">sys.configurations.value of Ad Hoc Distributed Queries.</param>
/// <param name="AdHocInUse">sys.configurations.value_in_use of it.</param>
/// <param name="MachineName">The computer it runs on.</param>
internal sealed record InstanceSettings(DateTime Now, DateTime UtcNow, bool AdHocConfigured, bool AdHocInUse, string? MachineName);

/// <summary>A row of sys.dm_server_services.</summary>
internal sealed record ServerService(string Name, string? Status, string? StartupType, string? Account)
{
    public bool IsAgent => Name.StartsWith("SQL Server Agent", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A job with what is behind it.</summary>
/// <param name="Job">The job.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Schedules">Its schedules.</param>
/// <param name="LastFailure">What the step that failed last said in the newest run, if one failed.</param>
internal sealed record JobFacts(AgentJob Job, IReadOnlyList<JobStep> Steps, IReadOnlyList<JobSchedule> Schedules, string? LastFailure)
{
    /// <summary>Why the newest run failed: the step tells more than the job, which only names the step.</summary>
    public string? FailureText => LastFailure ?? Job.LastMessage;

    /// <summary>The schedule that starts it again and again, the most frequent one where there are several.</summary>
    /// <param name="now">The instance's local time.</param>
    public JobSchedule? ActiveSchedule(DateTime now) =>
        Schedules.Where(schedule => schedule.IsActive(now)).OrderBy(schedule => schedule.LongestGap).FirstOrDefault();

    /// <summary>How to enable it: with a cmdlet, or without the module.</summary>
    public string HowToEnable(string cmdlet) =>
        $"{cmdlet}, or EXEC msdb.dbo.sp_update_job @job_name = {SqlIdentifier.Literal(Job.Name)}, @enabled = 1.";
}

/// <summary>A linked server and how logins without a mapping of their own appear there.</summary>
internal sealed record LinkedServer
{
    public required string Name { get; init; }

    public string? DataSource { get; init; }

    public bool IsRpcOutEnabled { get; init; }

    public bool PromotesTransactions { get; init; }

    /// <summary>Whether callers appear there as themselves.</summary>
    public bool UsesSelf { get; init; }

    /// <summary>The login they appear as there, where it is not their own.</summary>
    public string? RemoteLogin { get; init; }

    /// <summary>What a test of the connection said; null when it worked.</summary>
    public string? ConnectionFailure { get; init; }

    /// <summary>Whether it failed because of who came: there is no mapping for the login, or the other server does not let it in.</summary>
    public bool IsLoginRefused { get; init; }

    /// <summary>What a test of a distributed transaction over it said; null when it worked.</summary>
    public string? TransactionFailure { get; init; }

    /// <summary>Whether they were tested at all.</summary>
    public bool IsTested { get; init; }
}

/// <summary>A login.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sid">Its security identifier, hexadecimal.</param>
/// <param name="Type">S, U or G.</param>
/// <param name="IsDisabled">Whether it is disabled.</param>
/// <param name="IsSysAdmin">Whether it is in sysadmin.</param>
internal sealed record ServerLogin(string Name, string Sid, string Type, bool IsDisabled, bool IsSysAdmin);

/// <summary>A user of a database that stands for a login, or the database's owner.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Sid">The login's security identifier, hexadecimal.</param>
/// <param name="Type">S, U or G.</param>
/// <param name="IsInBackupUsers">Whether it is in BTS_BACKUP_USERS, itself or through another role.</param>
/// <param name="IsOwner">Whether it owns the database.</param>
internal sealed record DatabaseUser(string Name, string Sid, string Type, bool IsInBackupUsers, bool IsOwner);

/// <summary>The users of a database.</summary>
/// <param name="Database">The database.</param>
/// <param name="HasBackupUsers">Whether it has the role BTS_BACKUP_USERS.</param>
/// <param name="Users">Its users with logins.</param>
internal sealed record DatabaseUsers(DatabaseKey Database, bool HasBackupUsers, IReadOnlyList<DatabaseUser> Users);
