using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>A job that a run has disabled.</summary>
/// <param name="context">What undoing works with.</param>
/// <param name="job">The job, by instance and id.</param>
/// <param name="note">What the run had noted of it; null if nothing.</param>
internal sealed class JobItem(UndoContext context, AgentJob job, JobNote? note) : UndoItem
{
    private readonly AgentJobControl control = new(context.Connector, context.Topology);

    protected override StepAct Act => StepAct.EnableJob;

    protected override string Description => $"Enable job '{job.Name}'";

    /// <summary>The jobs that the journal says are off, and those that carry the run's mark.</summary>
    public static IReadOnlyList<UndoItem> Find(UndoContext context)
    {
        var before = context.Facts.Before;
        JobNote? Note(string instance, Guid id) =>
            before?.BackupJobs.Concat(before.RestoreJobs).FirstOrDefault(note => note.JobId == id && note.Instance.SameAs(instance));

        var named = context
            .Off.Where(off => off.Database is null && Guid.TryParse(off.Key, out _))
            .Select(off => (Off: off, Id: Guid.Parse(off.Key)))
            .ToList();
        var marked = context
            .Answering.SelectMany(instance => new AgentJobReader(context.Connector).ReadStates(instance, context.Cancellation))
            .Where(job =>
                job.SwitchedOffBy == context.RunName && !named.Any(each => each.Id == job.JobId && each.Off.Server.SameAs(job.Instance))
            )
            .Select(job =>
                (
                    Off: new SwitchedOff(job.Instance, $"job '{job.Name}'", null, job.SwitchedOffAt ?? default)
                    {
                        Key = job.JobId.ToString(),
                    },
                    Id: job.JobId
                )
            );
        return
        [
            .. named
                .Concat(marked)
                .Select(each =>
                {
                    var noted = Note(each.Off.Server, each.Id);
                    return new JobItem(context, Job(each.Off, each.Id, noted), noted) { Off = each.Off };
                }),
        ];
    }

    public override UndoReading Read(CancellationToken cancellationToken)
    {
        var now = control.Refresh(job, cancellationToken);
        if (now.IsEnabled)
            return new(true, "enabled");
        var by = now.SwitchedOffBy;
        return by is not null && by != context.RunName ? new(false, "disabled", $"{by} has switched it off {now.SwitchedOffAt:u}")
            : by is null && note?.WasEnabled == false ? new(false, "disabled", "it was disabled before the run began")
            : new(false, "disabled");
    }

    public override void SwitchOn(CancellationToken cancellationToken) => control.SetEnabled(job, true, context.RunName, cancellationToken);

    private static AgentJob Job(SwitchedOff off, Guid id, JobNote? note) =>
        new()
        {
            Instance = off.Server,
            JobId = id,
            Name = note?.Name ?? Named(off.Thing),
        };

    // "job 'Backup BizTalk Server'" is what the journal calls it.
    private static string Named(string thing) =>
        thing.StartsWith("job '", StringComparison.Ordinal) ? thing.Substring(5, thing.Length - 6) : thing;
}
