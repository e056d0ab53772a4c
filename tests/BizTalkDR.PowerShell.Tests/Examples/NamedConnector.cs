using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.PowerShell.Tests.Examples;

/// <summary>A network in which the instances are found by their names, and everybody is let in.</summary>
internal sealed class NamedConnector(IInstanceConnector connector, IReadOnlyDictionary<string, string> addresses) : IInstanceConnector
{
    public SqlConnection Open(InstanceReference instance, string? database = null, CancellationToken cancellationToken = default) =>
        connector.Open(Found(instance), database, cancellationToken);

    public SmoSession OpenServer(InstanceReference instance, CancellationToken cancellationToken = default) =>
        connector.OpenServer(Found(instance), cancellationToken);

    private InstanceReference Found(InstanceReference instance) =>
        instance with
        {
            Address = addresses[instance.Name],
            CredentialReference = instance.Name,
            TrustServerCertificate = true,
        };
}
