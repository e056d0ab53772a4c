using BizTalkDR.DatabaseSets;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>The drops of steps 6 and 10.</summary>
/// <param name="context">The failback.</param>
internal sealed class Dropping(FailbackContext context)
{
    /// <summary>An action for each database.</summary>
    public static IReadOnlyList<StepAction> Plan(IEnumerable<DatabaseKey> keys) => [.. keys.Select(Action)];

    /// <summary>An action for each of production's databases, which are given up by it.</summary>
    public static IReadOnlyList<StepAction> PlanOfProduction(IEnumerable<DatabaseKey> keys) =>
        [.. Plan(keys).Select(action => action with { GivesUpProduction = true })];

    /// <summary>Drops the databases side by side; the first failure is thrown when all have ended.</summary>
    public void Run(StepScope scope, IReadOnlyList<DatabaseKey> keys)
    {
        foreach (var key in keys)
            scope.Started(Action(key));
        var results = new DatabaseSetRemover(context.Connector).Remove(
            context.Topology,
            keys,
            new DatabaseRemovalOptions { KillSessions = context.Options.EndSessions, ThrottleLimit = context.Options.ThrottleLimit },
            scope.Cancellation
        );
        foreach (var result in results)
        {
            var action = Action(new DatabaseKey(result.Instance, result.Database));
            if (result.Error is null)
                scope.Ended(action);
            else
                scope.Failed(action, result.Error);
        }
        if (results.FirstOrDefault(result => result.Error is not null)?.Error is { } error)
            throw error;
    }

    private static StepAction Action(DatabaseKey key) =>
        new(key.Server, key.Name, "Drop the database", IsDestructive: true)
        {
            Act = StepAct.Drop,
            // A copy that is gone is not closed any more.
            Switches = Switch.OfDatabase(key.Name, isOpen: true),
        };
}
