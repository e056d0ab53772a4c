using BizTalkDR.Services;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 5: nothing of BizTalk works on the databases any more.</summary>
internal static class Step05StopServices
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 5,
            Title = "Stop all BizTalk Server services on all BizTalk servers",
            Explanation =
                "Stops host instances, the rule engine, BAM alerts and, last, Enterprise Single Sign-On: on the master secret server after all others.",
            Plan = context => new ServiceActions(context).PlanStop(),
            Check = context => new ServiceActions(context).CheckAll(BtsServiceState.Stopped),
            Run = (context, scope) => new ServiceActions(context).Stop(scope),
            Prove = context => new ServiceActions(context).ProveAll(BtsServiceState.Stopped),
        };
}
