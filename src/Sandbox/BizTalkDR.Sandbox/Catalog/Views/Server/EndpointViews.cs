using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>sys.endpoints: those every instance has.</summary>
internal static class EndpointViews
{
    /// <summary>An endpoint for T-SQL.</summary>
    internal sealed record Endpoint(int Id, string Name, int Protocol, string ProtocolName, bool IsAdministrative = false);

    internal static readonly IReadOnlyList<Endpoint> All =
    [
        new(1, "Dedicated Admin Connection", 2, "TCP", true),
        new(2, "TSQL Local Machine", 4, "SHARED_MEMORY"),
        new(3, "TSQL Named Pipes", 3, "NAMED_PIPES"),
        new(4, "TSQL Default TCP", 2, "TCP"),
        new(5, "TSQL Default VIA", 5, "VIA"),
    ];

    internal static IEnumerable<SystemView> Views() => [Endpoints("sys.endpoints", All).Build(), TcpEndpoints().Build()];

    private static ViewOf<Endpoint> Endpoints(string name, IEnumerable<Endpoint> endpoints) =>
        new ViewOf<Endpoint>(name, (_, _) => endpoints)
            .Column("name sysname", endpoint => endpoint.Name)
            .Column("endpoint_id int", endpoint => endpoint.Id)
            .Columns("principal_id int = 1")
            .Column("protocol tinyint", endpoint => endpoint.Protocol)
            .Column("protocol_desc nvarchar(60)", endpoint => endpoint.ProtocolName)
            .Columns("type tinyint = 2, type_desc nvarchar(60) = TSQL, state tinyint = 0, state_desc nvarchar(60) = STARTED")
            .Column("is_admin_endpoint bit", endpoint => endpoint.IsAdministrative);

    private static ViewOf<Endpoint> TcpEndpoints() =>
        Endpoints("sys.tcp_endpoints", All.Where(endpoint => endpoint.Protocol == 2))
            .Columns("port int = 0, is_dynamic_port bit = 1, ip_address nvarchar(45)");
}
