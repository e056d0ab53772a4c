using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Agent;

/// <summary>A job tied to one of its schedules.</summary>
internal sealed record ScheduledJob(Guid JobId, AgentSchedule Schedule);

/// <summary>
/// Reads which jobs are scheduled out of msdb, as the Agent's cache does: without locks, so that a transaction that is just changing a
/// job never holds up the scheduler, nor the other way round. What a run does is read again, with locks, when it starts.
/// </summary>
internal static class ScheduleTable
{
    internal static IReadOnlyList<ScheduledJob> Read(Database msdb)
    {
        var enabled = new HashSet<Guid>();
        foreach (var row in Rows(msdb, "sysjobs"))
            if (row.Get<byte>("enabled") == 1)
                enabled.Add(row.Get<Guid>("job_id"));
        var targeted = Rows(msdb, "sysjobservers").Select(row => row.Get<Guid>("job_id")).ToHashSet();
        var schedules = Rows(msdb, "sysschedules").Select(ReadSchedule).ToDictionary(schedule => schedule.Id);
        return
        [
            .. Rows(msdb, "sysjobschedules")
                .Select(row => (Job: row.Get<Guid>("job_id"), Schedule: schedules.GetValueOrDefault(row.Get<int>("schedule_id"))))
                .Where(pair => pair.Schedule is { IsEnabled: true } && enabled.Contains(pair.Job) && targeted.Contains(pair.Job))
                .Select(pair => new ScheduledJob(pair.Job, pair.Schedule!)),
        ];
    }

    /// <summary>The ids of all jobs.</summary>
    internal static IReadOnlyList<Guid> Jobs(Database msdb) => [.. Rows(msdb, "sysjobs").Select(row => row.Get<Guid>("job_id"))];

    /// <summary>The id of the job of that name, or null.</summary>
    internal static Guid? FindJob(Database msdb, string name)
    {
        foreach (var row in Rows(msdb, "sysjobs"))
            if ((row.Get<string>("name")).SameAs(name))
                return row.Get<Guid>("job_id");
        return null;
    }

    /// <summary>The last run of each job, of sysjobservers.</summary>
    internal static IReadOnlyDictionary<Guid, (int Date, int Time)> LastRuns(Database msdb) =>
        Rows(msdb, "sysjobservers")
            .DistinctBy(row => row.Get<Guid>("job_id"))
            .ToDictionary(row => row.Get<Guid>("job_id"), row => (row.Get<int>("last_run_date"), row.Get<int>("last_run_time")));

    private static AgentSchedule ReadSchedule(NamedRow row) =>
        new()
        {
            Id = row.Get<int>("schedule_id"),
            Name = row.Get<string>("name")!,
            IsEnabled = row.Get<int>("enabled") == 1,
            FrequencyType = row.Get<int>("freq_type"),
            FrequencyInterval = row.Get<int>("freq_interval"),
            SubdayType = row.Get<int>("freq_subday_type"),
            SubdayInterval = row.Get<int>("freq_subday_interval"),
            RelativeInterval = row.Get<int>("freq_relative_interval"),
            RecurrenceFactor = row.Get<int>("freq_recurrence_factor"),
            ActiveStartDate = row.Get<int>("active_start_date"),
            ActiveEndDate = row.Get<int>("active_end_date"),
            ActiveStartTime = row.Get<int>("active_start_time"),
            ActiveEndTime = row.Get<int>("active_end_time"),
        };

    private static IEnumerable<NamedRow> Rows(Database msdb, string name) =>
        msdb.FindTable("dbo", name) is { } table ? table.Scan().Select(row => new NamedRow(table.Definition, row.Values)) : [];

    private readonly record struct NamedRow(TableDefinition Table, object?[] Values)
    {
        internal T? Get<T>(string column) => Values[Table.ColumnIndex(column)] is T value ? value : default;
    }
}
