namespace BizTalkDR.Readiness.Results;

/// <summary>One check: where it belongs, its stable name, and the page with its rule. Makes the results.</summary>
/// <param name="Area">What it is about.</param>
/// <param name="Name">Its stable name.</param>
/// <param name="Documentation">The page that documents the rule.</param>
internal sealed record ReadinessCheck(ReadinessArea Area, string Name, Uri? Documentation = null)
{
    public ReadinessResult Passed(string? server, string? database, string detail) =>
        Result(ReadinessStatus.Passed, server, database, detail, null);

    public ReadinessResult Warning(string? server, string? database, string detail, string remedy) =>
        Result(ReadinessStatus.Warning, server, database, detail, remedy);

    public ReadinessResult Failed(string? server, string? database, string detail, string remedy) =>
        Result(ReadinessStatus.Failed, server, database, detail, remedy);

    public ReadinessResult Unknown(string? server, string? database, string detail, string? remedy = null) =>
        Result(ReadinessStatus.Unknown, server, database, detail, remedy);

    public ReadinessResult Skipped(string? server, string? database, string detail) =>
        Result(ReadinessStatus.Skipped, server, database, detail, null);

    private ReadinessResult Result(ReadinessStatus status, string? server, string? database, string detail, string? remedy) =>
        new()
        {
            Area = Area,
            Name = Name,
            Server = server,
            Database = database,
            Status = status,
            Detail = detail,
            Remedy = remedy,
            DocumentationUri = Documentation,
        };
}
