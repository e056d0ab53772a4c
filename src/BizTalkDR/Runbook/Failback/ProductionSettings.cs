using BizTalkDR.Runbook.Failback.Production;

namespace BizTalkDR.Runbook.Failback;

/// <summary>Owners and options of production's databases: what the servers say now beside what was recorded before step 6.</summary>
/// <param name="context">The failback.</param>
internal sealed class ProductionSettings(FailbackContext context)
{
    /// <summary>A database as it was recorded, and the statements that are left to make it so again.</summary>
    internal sealed record Comparison(ProductionDatabase Recorded, IReadOnlyList<string> Left);

    /// <summary>What is left for each database that is there now, and was when it was recorded.</summary>
    public IReadOnlyList<Comparison> Compare()
    {
        var reader = new ProductionReader(context.Connector);
        return
        [
            .. context
                .Before.Production.GroupBy(production => production.Instance, StringComparer.OrdinalIgnoreCase)
                .SelectMany(group =>
                    group.Zip(
                        reader.Read(context.Topology.Instance(group.Key), group.Select(each => each.Name), context.Cancellation),
                        (recorded, now) => new Comparison(recorded, now.WasThere ? ProductionOptions.Statements(recorded, now) : [])
                    )
                ),
        ];
    }

    /// <summary>What of owners and options is not as production had it, a sentence each.</summary>
    public IReadOnlyList<string> Differences() =>
        [
            .. Compare()
                .SelectMany(each =>
                    each.Left.Select(statement => $"{each.Recorded.Name} on {each.Recorded.Instance} still needs: {statement}")
                ),
        ];

    /// <summary>Sets what is left, a statement at a time.</summary>
    public void BringBack(StepScope scope)
    {
        foreach (var instance in Compare().Where(each => each.Left.Count > 0).GroupBy(each => each.Recorded.Instance))
        {
            using var connection = context.Connector.Open(context.Topology.Instance(instance.Key), null, scope.Cancellation);
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

    /// <summary>Owner and options in words, to say beforehand what is brought back.</summary>
    public static StepAction Describe(ProductionDatabase production)
    {
        var options = new List<string> { $"owner {production.Owner ?? "unknown"}", $"recovery model {production.RecoveryModel}" };
        if (production.IsTrustworthy)
            options.Add("TRUSTWORTHY");
        if (production.IsDbChaining)
            options.Add("ownership chaining");
        if (production.IsBrokerEnabled)
            options.Add("Service Broker");
        return new StepAction(production.Instance, production.Name, $"Bring back owner and options ({string.Join(", ", options)})");
    }
}
