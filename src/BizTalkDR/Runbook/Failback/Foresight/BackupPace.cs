using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback.Foresight;

/// <summary>
/// How long a failback will take, by how long the newest full backup of each database took (msdb.dbo.backupset of both sides: a restore writes its
/// backup down as well). A restore is taken to be as quick as the backup was.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class BackupPace(FailbackContext context)
{
    private sealed record Full(long Bytes, double Seconds);

    /// <summary>The time of the steps that are run.</summary>
    /// <param name="plan">What step 4 restores; null where nothing is restored.</param>
    public OutlookDuration Predict(RestorePlan? plan)
    {
        var fulls = Read();
        var known = context.Databases.Where(database => fulls.ContainsKey(database.Name)).ToList();
        var unknown = context.Databases.Where(database => !fulls.ContainsKey(database.Name)).Select(database => database.Name).ToList();
        if (known.Count == 0)
            return new OutlookDuration(null, "msdb knows no full backup of these databases on either side.");
        var full = SideBySide(known.Select(database => fulls[database.Name].Seconds));
        var pace = known.Sum(database => fulls[database.Name].Bytes) / Math.Max(1, known.Sum(database => fulls[database.Name].Seconds));
        var parts = new List<(string Name, double Seconds)>();
        if (plan is not null && context.Runbook.Includes(4))
            parts.Add(("step 4", SideBySide(plan.Databases.Select(database => database.EstimatedBytes / Math.Max(1, pace)))));
        if (context.Runbook.Includes(7) || context.Options.DocumentedOrder)
            parts.Add(("backups of step 7", full));
        if (context.Runbook.Includes(8))
            parts.Add(("restores of step 8", full));
        if (parts.Count == 0)
            return new OutlookDuration(null, "nothing is backed up or restored; jobs and services are waited for.");
        return new OutlookDuration(
            TimeSpan.FromSeconds(parts.Sum(part => part.Seconds)),
            $"{string.Join(", ", parts.Select(part => part.Name))}, by the newest full backups in msdb; without waiting for jobs, services and answers"
                + (unknown.Count > 0 ? $"; none is known of {string.Join(", ", unknown)}" : "")
        );
    }

    private double SideBySide(IEnumerable<double> seconds)
    {
        var each = seconds.ToList();
        return each.Count == 0 ? 0 : Math.Max(each.Max(), each.Sum() / Math.Max(1, context.Options.ThrottleLimit));
    }

    private Dictionary<string, Full> Read() =>
        OwnThread
            .ForEach(context.Topology.Source.Concat(context.Topology.Destination), Read, context.Cancellation)
            .SelectMany(rows => rows)
            .GroupBy(row => row.Database, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                rows => rows.Key,
                rows => rows.Select(row => row.Full).OrderByDescending(full => full.Seconds).First(),
                StringComparer.OrdinalIgnoreCase
            );

    private List<(string Database, Full Full)> Read(Topologies.InstanceReference instance)
    {
        try
        {
            using var connection = context.Connector.Open(instance, null, context.Cancellation);
            return SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(BackupPace), "FullBackupPace"),
                row => (row.RequiredText("database_name"), new Full(row.Long("backup_size") ?? 0, Math.Max(1, row.Int("seconds") ?? 1))),
                context.Cancellation
            );
        }
        catch (Exception error) when (error is SqlException or InstanceConnectionException)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            return [];
        }
    }
}
