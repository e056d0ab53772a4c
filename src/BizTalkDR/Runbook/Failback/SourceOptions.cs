using BizTalkDR.Runbook.Failback.Production;

namespace BizTalkDR.Runbook.Failback;

/// <summary>Owners and options of production's databases: what the servers say now beside what was recorded before step 6.</summary>
internal static class SourceOptions
{
    /// <summary>A database as it was recorded, and the statements that are left to make it so again.</summary>
    internal sealed record Reowning(ProductionDatabase Recorded, IReadOnlyList<string> Left);

    /// <summary>What is left for each database that is there now, and was when it was recorded.</summary>
    internal static IReadOnlyList<Reowning> Read(FailbackContext context)
    {
        var reader = new ProductionReader(context.Tools.Connector);
        return
        [
            .. context
                .Before.Production.GroupBy(production => production.Instance, StringComparer.OrdinalIgnoreCase)
                .SelectMany(group =>
                    group.Zip(
                        reader.Read(context.Topology.Instance(group.Key), group.Select(each => each.Name), context.Cancellation),
                        (recorded, now) => new Reowning(recorded, now.WasThere ? ProductionOptions.Statements(recorded, now) : [])
                    )
                ),
        ];
    }

    /// <summary>What of owners and options is not as production had it, a sentence each.</summary>
    internal static IReadOnlyList<string> Differences(FailbackContext context) =>
        [
            .. Read(context)
                .SelectMany(each =>
                    each.Left.Select(statement => $"{each.Recorded.Name} on {each.Recorded.Instance} still needs: {statement}")
                ),
        ];

    /// <summary>Sets what is left, a statement at a time.</summary>
    internal static void BringBack(FailbackContext context, StepScope scope)
    {
        foreach (var instance in Read(context).Where(each => each.Left.Count > 0).GroupBy(each => each.Recorded.Instance))
        {
            using var connection = context.Tools.Connector.Open(context.Topology.Instance(instance.Key), null, scope.Cancellation);
            foreach (var (recorded, left) in instance)
            {
                foreach (var statement in left)
                    scope.Do(
                        new StepAction(recorded.Instance, recorded.Name, statement),
                        () => ProductionOptions.Apply(connection, [statement])
                    );
            }
        }
    }
}
