using BizTalkDR.Errors;
using BizTalkDR.Services;
using BizTalkDR.SwitchMarks;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>A service that a run has stopped.</summary>
/// <param name="context">What undoing works with.</param>
/// <param name="computer">The computer.</param>
/// <param name="name">The service.</param>
internal sealed class ServiceItem(UndoContext context, string computer, string name) : UndoItem
{
    protected override StepAct Act => StepAct.StartService;

    protected override string Description => $"Start service '{name}'";

    /// <summary>The service as it is ordered among others.</summary>
    public BtsService Service =>
        new()
        {
            Computer = computer,
            Name = name,
            IsOnMasterSecretServer = computer.SameAs(context.Topology.MasterSecretServer),
        };

    /// <summary>The services that the journal says are off, and those that carry the run's mark.</summary>
    /// <param name="context">What undoing works with.</param>
    /// <param name="onProblem">Told that the marks can't be read.</param>
    public static IReadOnlyList<ServiceItem> Find(UndoContext context, Action<string> onProblem)
    {
        var named = context.Off.Where(off => off.Database is null && !Guid.TryParse(off.Key, out _)).ToList();
        var marked = Marks(context, onProblem)
            .Where(mark =>
                mark.By == context.RunName && !named.Any(off => off.Server.SameAs(mark.Computer) && off.Key.SameAs(mark.Service))
            )
            .Select(mark => new SwitchedOff(mark.Computer, $"service '{mark.Service}'", null, mark.AtUtc) { Key = mark.Service });
        return [.. named.Concat(marked).Select(off => new ServiceItem(context, off.Server, off.Key) { Off = off })];
    }

    public override UndoReading Read(CancellationToken cancellationToken)
    {
        var now =
            context.Services.GetServices(computer, cancellationToken).FirstOrDefault(found => found.Name.SameAs(name))
            ?? throw ServiceControlException.NoSuchService(computer, name);
        return now.State == BtsServiceState.Running ? new(true, "running")
            : now.IsDisabled ? new(false, "stopped, and disabled: an administrator has forbidden it to start")
            : new(false, now.State.ToString().ToLowerInvariant());
    }

    public override void SwitchOn(CancellationToken cancellationToken) =>
        new ServiceCoordinator(context.Services, context.Options.ServiceTimeout, context.Options.PollInterval).Start(
            [Service],
            (_, start) => start(),
            cancellationToken
        );

    /// <summary>Takes its mark away: it runs.</summary>
    public void RemoveMark()
    {
        if (context.Answers(context.Topology.ManagementDatabase.Instance))
            new ServiceMarks(context.Connector, context.Topology).Remove(computer, name, context.Cancellation);
    }

    private static IReadOnlyList<ServiceMark> Marks(UndoContext context, Action<string> onProblem)
    {
        var home = context.Topology.ManagementDatabase.Instance;
        if (context.Topology.Computers.Count == 0)
            return [];
        if (!context.Answers(home))
        {
            onProblem($"{home} can not be asked: which services carry the run's mark can't be read, the journal alone tells.");
            return [];
        }
        try
        {
            return new ServiceMarks(context.Connector, context.Topology).Read(context.Cancellation);
        }
        catch (BizTalkDRException error) when (!context.Cancellation.IsCancellationRequested)
        {
            onProblem($"Which services carry the run's mark can't be read, the journal alone tells: {error.Message}");
            return [];
        }
    }
}
