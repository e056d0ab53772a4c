using BizTalkDR.Services;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 9: BizTalk works again, on production's databases.</summary>
internal static class Step09StartServices
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 9,
            Title = "Restart all BizTalk servers including the master secret server",
            Explanation =
                "Opens production for use (READ_WRITE and MULTI_USER, or whatever it was). Starts Enterprise Single Sign-On, on the master secret server first, then the services that ran before step 5. Refuses while a production database is not online at the mark with its owner and options.",
            Plan = context => new ServiceActions(context).PlanStart(),
            Check = context =>
                context.Production.NotBack() is { Count: > 0 } notBack
                    ? StepCheck.Of(notBack)
                    : new ServiceActions(context).CheckAll(BtsServiceState.Running) with
                    {
                        // Somebody has started them: the marks have served.
                        Note = new ServiceActions(context).RemoveMarks,
                    },
            Run = (context, scope) => new ServiceActions(context).Start(scope),
            Prove = context => new ServiceActions(context).ProveAll(BtsServiceState.Running),
        };
}
