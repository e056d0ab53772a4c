using BizTalkDR.Restore.Saved;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Plans;

/// <summary>
/// Compares what a plan was made for with what is there now: by identity, nothing by name alone. Each difference says what to do. What grows by itself,
/// as the rows of a production that is open, is no difference.
/// </summary>
internal static class FailbackPlanDrift
{
    private const string StandStill =
        "Make the plan again while nothing moves: Disable-BtsBackupJob, Disable-BtsRestoreJob, Wait-BtsRestoreJob. What they switch off is switched on at the "
        + "end of the failback.";

    /// <summary>What has changed in the world.</summary>
    /// <param name="was">What there was.</param>
    /// <param name="now">What there is.</param>
    /// <param name="restores">What has changed for the restores of step 4: what is told there is not told again.</param>
    public static IReadOnlyList<PlanChange> Of(FailbackWorld was, FailbackWorld now, IReadOnlyList<PlanChange> restores) =>
        [
            .. restores,
            .. Servers(was, now, restores),
            .. Databases(was, now, restores),
            .. Sets(was, now),
            .. Jobs(was, now),
            .. Services(was, now),
        ];

    /// <summary>What a run would do now and the plan does not list, and the other way round.</summary>
    /// <param name="was">The acts of the plan.</param>
    /// <param name="now">The acts as they would be planned now.</param>
    public static IReadOnlyList<PlanChange> Of(IReadOnlyList<PlannedAct> was, IReadOnlyList<PlannedAct> now) =>
        [
            .. Without(now, was)
                .Select(act => Acts(act, "not in the plan", "would be done", $"Step {act.Step} would also do this now: {act}.")),
            .. Without(was, now)
                .Select(act => Acts(act, "in the plan", "would not be done", $"Step {act.Step} would not do this any more: {act}.")),
        ];

    /// <summary>Which databases have come to the group, and which have left it.</summary>
    /// <param name="was">Those of the plan.</param>
    /// <param name="now">Those of the group.</param>
    public static IReadOnlyList<PlanChange> Of(IReadOnlyList<DatabaseKey> was, IReadOnlyList<DatabaseKey> now) =>
        [
            .. was.Except(now)
                .Select(key => Change(key, "in the group", "not in the group", $"{key} does not belong to the group any more.")),
            .. now.Except(was).Select(key => Change(key, "not in the group", "in the group", $"{key} belongs to the group now.")),
        ];

    private static IEnumerable<PlannedAct> Without(IReadOnlyList<PlannedAct> acts, IReadOnlyList<PlannedAct> others)
    {
        var known = new HashSet<PlannedAct>(others);
        return acts.Where(act => act.Act != nameof(StepAct.WaitForJob) && !known.Contains(act));
    }

    private static PlanChange Acts(PlannedAct act, string was, string now, string message) =>
        Change(PlanChangeKind.Acts, act.Instance, was, now, message) with
        {
            Database = act.Database,
        };

    private static IEnumerable<PlanChange> Servers(FailbackWorld was, FailbackWorld now, IReadOnlyList<PlanChange> restores) =>
        from before in was.Instances
        let after = now.Instances.FirstOrDefault(server => server.Name.SameAs(before.Name) && server.Side == before.Side)
        where after is not null && before.Version != after.Version
        where !restores.Any(change => change.Kind == PlanChangeKind.Instance && change.Server.SameAs(before.Name))
        select Change(
            PlanChangeKind.Instance,
            before.Name,
            before.Version ?? "unknown",
            after.Version ?? "unknown",
            $"{before.Name} has version {after.Version ?? "unknown"}; the plan was made for {before.Version ?? "unknown"}."
        );

    private static IEnumerable<PlanChange> Databases(FailbackWorld was, FailbackWorld now, IReadOnlyList<PlanChange> restores)
    {
        var after = now.Conditions.ToDictionary(condition => condition.Key);
        return from before in was.Conditions
            where !IsTold(before.Key, restores)
            let there = after[before.Key]
            let differences = before.DifferencesFrom(there)
            where differences.Count > 0
            select Change(before.Key, $"{before}", $"{there}", $"{before.Key} is not as it was: {string.Join("; ", differences)}.") with
            {
                Remedy = StandStill,
            };
    }

    private static bool IsTold(DatabaseKey key, IReadOnlyList<PlanChange> restores) =>
        restores.Any(change =>
            change.Kind is PlanChangeKind.State or PlanChangeKind.Position or PlanChangeKind.RanAlready
            && change.Server.SameAs(key.Server)
            && (change.Database ?? "").SameAs(key.Name)
        );

    // Going to the mark loses them: that is not what was signed off.
    private static IEnumerable<PlanChange> Sets(FailbackWorld was, FailbackWorld now)
    {
        if (now.NewestSet is not { } set || set <= (was.NewestSet ?? set))
            yield break;
        yield return Change(
            PlanChangeKind.NewBackups,
            now.About.Source.Instances.Select(instance => instance.Name).FirstOrDefault() ?? "",
            Set(was.NewestSet, was.NewestMark),
            Set(set, now.NewestMark),
            $"Production has taken backup {Set(set, now.NewestMark)} since; the newest was {Set(was.NewestSet, was.NewestMark)}. To go to the plan's mark "
                + "would lose more than was signed off."
        ) with
        {
            Remedy = StandStill,
        };
    }

    private static string Set(long? set, string? mark) => $"set {set}{(mark is null ? "" : $" (mark {mark})")}";

    private static IEnumerable<PlanChange> Jobs(FailbackWorld was, FailbackWorld now)
    {
        foreach (var before in was.Jobs)
        {
            var after = now.Jobs.FirstOrDefault(job => job.JobId == before.JobId && job.Instance.SameAs(before.Instance));
            if (after is null)
                yield return Job(before, "there", "gone", $"Job '{before.Name}' on {before.Instance} is not there any more.");
            else if (after.IsEnabled != before.IsEnabled)
                yield return Job(
                    before,
                    Enabled(before),
                    Enabled(after),
                    $"Job '{before.Name}' on {before.Instance} was {Enabled(before)} and is {Enabled(after)} now."
                ) with
                {
                    Remedy = $"{(before.IsEnabled ? "Enable" : "Disable")} the job again, or make the plan again.",
                };
        }
        foreach (
            var after in now.Jobs.Where(job => !was.Jobs.Any(known => known.JobId == job.JobId && known.Instance.SameAs(job.Instance)))
        )
            yield return Job(after, "not there", "there", $"Job '{after.Name}' on {after.Instance} is new.");
    }

    private static string Enabled(PlannedJob job) => job.IsEnabled ? "enabled" : "disabled";

    private static PlanChange Job(PlannedJob job, string was, string now, string message) =>
        Change(PlanChangeKind.Job, job.Instance, was, now, message);

    private static IEnumerable<PlanChange> Services(FailbackWorld was, FailbackWorld now)
    {
        foreach (var before in was.Services)
        {
            var after = now.Services.FirstOrDefault(service => IsSame(service, before));
            if (after is null)
                yield return Service(before, before.State, "gone", $"Service '{before.Name}' on {before.Computer} is not there any more.");
            else if (after.State != before.State)
                yield return Service(
                    before,
                    before.State,
                    after.State,
                    $"Service '{before.Name}' on {before.Computer} was {before.State} and is {after.State} now."
                ) with
                {
                    Remedy =
                        $"Bring it back to what it was ({(before.State == "Running" ? "Start" : "Stop")}-BtsService), or make the plan again.",
                };
        }
        foreach (var after in now.Services.Where(service => !was.Services.Any(known => IsSame(known, service))))
            yield return Service(after, "not there", after.State, $"Service '{after.Name}' on {after.Computer} is new.");
    }

    private static bool IsSame(PlannedService one, PlannedService other) =>
        one.Computer.SameAs(other.Computer) && one.Name.SameAs(other.Name);

    private static PlanChange Service(PlannedService service, string was, string now, string message) =>
        Change(PlanChangeKind.Service, service.Computer, was, now, message);

    private static PlanChange Change(DatabaseKey key, string was, string now, string message) =>
        Change(PlanChangeKind.State, key.Server, was, now, message) with
        {
            Database = key.Name,
        };

    private static PlanChange Change(PlanChangeKind kind, string server, string was, string now, string message) =>
        new()
        {
            Kind = kind,
            Server = server,
            Was = was,
            Is = now,
            Message = message,
            Remedy = "Make the plan again (New-BtsFailbackPlan), and have it signed off.",
        };
}
