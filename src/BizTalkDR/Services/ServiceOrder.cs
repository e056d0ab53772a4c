namespace BizTalkDR.Services;

/// <summary>
/// The order in which BizTalk services start and stop: Enterprise Single Sign-On on the master secret server first when starting, because
/// every other one gets its encryption key from it, and last when stopping.
/// </summary>
public static class ServiceOrder
{
    /// <summary>The services in the order of starting, in waves: those of one wave may start side by side.</summary>
    public static IReadOnlyList<IReadOnlyList<BtsService>> ForStart(IEnumerable<BtsService> services) =>
        [
            .. services
                .GroupBy(StartRank)
                .OrderBy(wave => wave.Key)
                .Select(wave => (IReadOnlyList<BtsService>)[.. wave.OrderBy(Key, StringComparer.OrdinalIgnoreCase)]),
        ];

    /// <summary>The services in the order of stopping, in waves.</summary>
    public static IReadOnlyList<IReadOnlyList<BtsService>> ForStop(IEnumerable<BtsService> services) => [.. ForStart(services).Reverse()];

    private static int StartRank(BtsService service) =>
        service.Kind switch
        {
            BtsServiceKind.SingleSignOn => service.IsOnMasterSecretServer ? 0 : 1,
            BtsServiceKind.RuleEngineUpdate => 2,
            BtsServiceKind.BamAlerts or BtsServiceKind.Tms => 3,
            BtsServiceKind.HostInstance => 4,
            _ => 5,
        };

    private static string Key(BtsService service) => $"{service.Computer}\0{service.Name}";
}
