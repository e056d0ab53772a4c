using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Readiness.Steps;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Facts;

/// <summary>A row of sys.dm_server_services.</summary>
internal sealed record ServerService(string Name, string? Status, string? StartupType, string? Account)
{
    public bool IsAgent => Name.StartsWith("SQL Server Agent", StringComparison.OrdinalIgnoreCase);
}
