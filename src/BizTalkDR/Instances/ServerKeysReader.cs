using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Instances;

/// <summary>A certificate or asymmetric key in master.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Thumbprint">What it is, on whatever server, as <c>0x...</c>.</param>
/// <param name="HasPrivateKey">Whether it can decrypt.</param>
internal sealed record ServerKey(string Name, string Thumbprint, bool HasPrivateKey);

/// <summary>A database under transparent data encryption.</summary>
/// <param name="Database">The database.</param>
/// <param name="Thumbprint">The certificate or key that protects its encryption key, as <c>0x...</c>.</param>
internal sealed record EncryptedDatabase(string Database, string Thumbprint);

/// <summary>What an instance can decrypt, and what it keeps encrypted.</summary>
/// <param name="connector">Opens the connections.</param>
internal sealed class ServerKeysReader(IInstanceConnector connector)
{
    /// <summary>The certificates and keys of an instance.</summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public IReadOnlyList<ServerKey> Read(InstanceReference instance, CancellationToken cancellationToken)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        return Read(connection, cancellationToken);
    }

    /// <summary>The certificates and keys of an instance.</summary>
    public static IReadOnlyList<ServerKey> Read(SqlConnection connection, CancellationToken cancellationToken) =>
        SqlQuery.Rows(
            connection,
            SqlText.Load(typeof(ServerKeysReader), "ServerKeys"),
            row => new ServerKey(row.RequiredText("name"), Thumbprint.Of(row.Bytes("thumbprint")) ?? "", row.Int("has_private_key") == 1),
            cancellationToken
        );

    /// <summary>The databases of an instance that are encrypted.</summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public IReadOnlyList<EncryptedDatabase> ReadEncrypted(InstanceReference instance, CancellationToken cancellationToken)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        return ReadEncrypted(connection, cancellationToken);
    }

    /// <summary>The databases of an instance that are encrypted; needs VIEW SERVER STATE.</summary>
    public static IReadOnlyList<EncryptedDatabase> ReadEncrypted(SqlConnection connection, CancellationToken cancellationToken) =>
        SqlQuery.Rows(
            connection,
            SqlText.Load(typeof(ServerKeysReader), "EncryptedDatabases"),
            row => new EncryptedDatabase(row.RequiredText("database_name"), Thumbprint.Of(row.Bytes("encryptor_thumbprint")) ?? ""),
            cancellationToken
        );
}
