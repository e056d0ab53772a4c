using BizTalkDR.Runbook.Failback.Production;

namespace BizTalkDR.Runbook.Failback;

/// <summary>Owners and options of production's databases: what the servers say now beside what was recorded before step 6.</summary>
/// <param name="context">The failback.</param>
internal sealed class ProductionSettings(FailbackContext context)
{
    /// <summary>A database as it was recorded and as it is now.</summary>
    internal sealed record Reading(ProductionDatabase Recorded, ProductionDatabase Now);

    /// <summary>A database as it was recorded, and the statements that are left to make it so again.</summary>
    internal sealed record Comparison(ProductionDatabase Recorded, IReadOnlyList<string> Left);

    /// <summary>Every database of production, recorded and now.</summary>
    public IReadOnlyList<Reading> Read()
    {
        var reader = new ProductionReader(context.Connector);
        return
        [
            .. context
                .Before.Production.GroupBy(production => production.Instance, StringComparer.OrdinalIgnoreCase)
                .SelectMany(group =>
                    group.Zip(
                        reader.Read(context.Topology.Instance(group.Key), group.Select(each => each.Name), context.Cancellation),
                        (recorded, now) => new Reading(recorded, now)
                    )
                ),
        ];
    }

    /// <summary>
    /// What is left for each database, its protection included: until production is opened, nothing may change it.
    /// </summary>
    public IReadOnlyList<Comparison> Compare() =>
        [.. Read().Select(each => new Comparison(each.Recorded, each.Now.WasThere ? Left(each) : []))];

    /// <summary>What of owners and options is not as production had it, a sentence each.</summary>
    public IReadOnlyList<string> Differences() =>
        [
            .. Read()
                .Where(each => each.Now.WasThere)
                .SelectMany(each =>
                    ProductionOptions
                        .Statements(each.Recorded, each.Now)
                        .Select(statement => $"{each.Recorded.Name} on {each.Recorded.Instance} still needs: {statement}")
                ),
        ];

    /// <summary>
    /// Sets what is left, a statement at a time. The session is in the database itself, so that nobody comes in between while it is SINGLE_USER.
    /// </summary>
    public void BringBack(StepScope scope)
    {
        foreach (var (recorded, left) in Compare().Where(each => each.Left.Count > 0))
        {
            using var connection = context.Connector.Open(context.Topology.Instance(recorded.Instance), recorded.Name, scope.Cancellation);
            foreach (var statement in left)
                scope.Do(
                    new StepAction(recorded.Instance, recorded.Name, statement) { Act = StepAct.SetOptions },
                    () => ProductionOptions.Apply(connection, [statement])
                );
            connection.ChangeDatabase("master");
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
        return new StepAction(production.Instance, production.Name, $"Bring back owner and options ({string.Join(", ", options)})")
        {
            Act = StepAct.SetOptions,
        };
    }

    private IReadOnlyList<string> Left(Reading reading) =>
        context.Facts.IsProductionOpened
            ? ProductionOptions.Statements(reading.Recorded, reading.Now)
            : ProductionOptions.Protected(reading.Recorded, reading.Now, Protection(reading.Recorded));

    private Protection Protection(ProductionDatabase recorded) =>
        ProtectionChoice.Of(context, context.Databases.First(database => database.SourceKey.Equals(recorded.Key)));
}
