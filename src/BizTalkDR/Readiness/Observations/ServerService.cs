namespace BizTalkDR.Readiness.Observations;

/// <summary>A row of sys.dm_server_services.</summary>
internal sealed record ServerService(string Name, string? Status, string? StartupType, string? Account)
{
    public bool IsAgent => Name.StartsWith("SQL Server Agent", StringComparison.OrdinalIgnoreCase);
}
