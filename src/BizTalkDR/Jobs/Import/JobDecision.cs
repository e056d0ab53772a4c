using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Text;

namespace BizTalkDR.Jobs.Import;

/// <summary>What is done to a job of the source on a destination instance: a function of what both sides have.</summary>
internal static class JobDecision
{
    /// <param name="source">The source instance.</param>
    /// <param name="sourceNames">Names of the source's servers and databases that would be wrong there.</param>
    /// <param name="original">The job as it is on the source.</param>
    /// <param name="servers">What servers are called there.</param>
    /// <param name="there">What the destination instance has.</param>
    /// <param name="options">How jobs are carried over.</param>
    public static JobImport Decide(
        string source,
        IReadOnlyList<string> sourceNames,
        JobDefinition original,
        IReadOnlyDictionary<string, string> servers,
        InstanceJobs there,
        JobImportOptions options
    )
    {
        var notes = new List<string>();
        var job = Fitted(NamesInSteps.Map(original, servers, options.MapDatabase), there, notes);
        var import = new JobImport
        {
            Instance = there.Instance.Name,
            Name = job.Name,
            Source = source,
            Job = job.Job,
            SourceNames = NamesInSteps.Find(job, sourceNames),
        };
        var isEnabled = MayBeEnabled(job, there, options, notes);
        if (there.ByName(job.Name) is { } present)
            return Present(import, job, present, isEnabled, notes);
        var owner = there.Logins.FirstOrDefault(login => login.SameAs(job.Owner)) ?? options.Owner;
        if (owner is null || !there.Logins.Any(login => login.SameAs(owner)))
            return Refuse(
                import,
                "OwnerMissing",
                $"The owner of job {job.Name}, {owner ?? job.Owner ?? "a login that has gone"}, is no login of {there.Instance} (message 14234).",
                "Import-BtsLogin brings it; or name another owner: -Owner sa."
            );
        if (job.Steps.FirstOrDefault(step => step.Proxy is not null && !Has(there.Proxies, step.Proxy)) is { } step)
            return Refuse(
                import,
                "ProxyMissing",
                $"Step {step.Number} of job {job.Name} runs under the proxy {step.Proxy}, which {there.Instance} does not have.",
                "Make the proxy with its credential there, then import again."
            );
        var calls = JobCalls.Create(job, owner, job.Category is not null && !Has(there.Categories, job.Category));
        return import with
        {
            State = JobImportState.Missing,
            IsEnabled = isEnabled,
            Calls = isEnabled ? [.. calls, JobCalls.Enable(job, true)] : calls,
            Notes = notes,
        };
    }

    // An operator who is not there gets no notice; everything else of the job works without.
    private static JobDefinition Fitted(JobDefinition job, InstanceJobs there, List<string> notes)
    {
        foreach (
            var name in new[] { job.EmailOperator, job.PageOperator }.OfType<string>().Distinct().Where(name => !Has(there.Operators, name))
        )
            notes.Add($"There is no operator {name}: nobody is notified.");
        return job with
        {
            EmailOperator = job.EmailOperator is { } mail && Has(there.Operators, mail) ? mail : null,
            PageOperator = job.PageOperator is { } page && Has(there.Operators, page) ? page : null,
        };
    }

    private static bool MayBeEnabled(JobDefinition job, InstanceJobs there, JobImportOptions options, List<string> notes)
    {
        if (JobCalls.IsNeverStarted(job))
        {
            notes.Add("It is never enabled nor scheduled: MessageBox_Message_ManageRefCountLog starts it.");
            return false;
        }
        if (!job.IsEnabled || options.IsDisabled)
            return false;
        var closed = job.Databases.Where(database => !Has(there.OpenDatabases, database)).ToList();
        if (closed.Count == 0)
            return true;
        notes.Add($"Disabled until {string.Join(", ", closed)} is online there; then import again.");
        return false;
    }

    private static JobImport Present(JobImport import, JobDefinition job, JobDefinition present, bool isEnabled, List<string> notes)
    {
        if (!IsSame(job, present))
            return Refuse(
                import,
                "OtherJob",
                $"{import.Instance} has another job {job.Name}: it calls {Calls(present)}, this one {Calls(job)}.",
                $"Rename or delete the one that is there, if nothing needs it: EXEC msdb.dbo.sp_update_job @job_name = N'{job.Name.Replace("'", "''")}', @new_name = ..."
            );
        notes.AddRange(Differences(job, present));
        if (JobCalls.IsNeverStarted(job) && present.Schedules.Any(schedule => schedule.IsEnabled))
            notes.Add("It has a schedule there, which it must not have: take it away (sp_detach_schedule).");
        return present.IsEnabled == isEnabled
            ? import with
            {
                State = JobImportState.Present,
                IsEnabled = isEnabled,
                Notes = notes,
            }
            : import with
            {
                State = JobImportState.Outdated,
                IsEnabled = isEnabled,
                Calls = [JobCalls.Enable(present, isEnabled)],
                Notes = notes,
            };
    }

    private static bool IsSame(JobDefinition one, JobDefinition other) =>
        (
            one.Calls.Count > 0 || other.Calls.Count > 0
                ? new HashSet<string>(one.Calls, StringComparer.OrdinalIgnoreCase).SetEquals(other.Calls)
                : one.Steps.Select(step => step.Command).SequenceEqual(other.Steps.Select(step => step.Command), StringComparer.Ordinal)
        ) && one.Databases.All(database => other.Databases.Count == 0 || other.Databases.Any(each => each.SameAs(database)));

    private static IEnumerable<string> Differences(JobDefinition job, JobDefinition present)
    {
        if (
            !job
                .Steps.Select(step => (step.Command, step.Database))
                .SequenceEqual(present.Steps.Select(step => (step.Command, step.Database)))
        )
            yield return "Its steps say something else there; they are left.";
        var schedules = JobCalls.IsNeverStarted(job) ? [] : job.Schedules;
        if (
            !schedules
                .Select(Text)
                .OrderBy(text => text, StringComparer.Ordinal)
                .SequenceEqual(present.Schedules.Select(Text).OrderBy(text => text, StringComparer.Ordinal))
        )
            yield return "Its schedules are others there; they are left.";
        if (!job.Owner.SameAs(present.Owner))
            yield return $"Its owner there is {present.Owner ?? "a login that has gone"}, on the source {job.Owner ?? "one that has gone"}.";
    }

    private static string Text(JobScheduleDefinition schedule) =>
        $"{schedule.IsEnabled} {schedule.FrequencyType} {schedule.FrequencyInterval} {schedule.SubdayType} {schedule.SubdayInterval} {schedule.StartTime}";

    private static string Calls(JobDefinition job) => job.Calls.Count == 0 ? "no procedure" : string.Join(", ", job.Calls);

    private static bool Has(IReadOnlyList<string> names, string? name) => names.Any(each => each.SameAs(name));

    private static JobImport Refuse(JobImport import, string errorId, string detail, string remedy) =>
        import with
        {
            State = JobImportState.Refused,
            ErrorId = errorId,
            Detail = detail,
            Remedy = remedy,
        };
}
