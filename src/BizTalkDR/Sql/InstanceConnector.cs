using System.Collections.Concurrent;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sql;

/// <summary>
/// Opens connections with Microsoft.Data.SqlClient: encrypted and with a checked certificate unless the reference says otherwise, Windows
/// authentication unless it names a credential. Logins that fail for a passing reason are tried again; wrong passwords never are.
/// </summary>
/// <param name="credentials">Where the credentials that references name are found; null if there are none.</param>
/// <param name="connectTimeout">How long one login may take; 15 seconds if not given.</param>
public sealed class InstanceConnector(ICredentialSource? credentials = null, TimeSpan? connectTimeout = null) : IInstanceConnector
{
    private const int Attempts = 3;

    // SqlClient knows a login by this object, not by what is in it: it would keep notes of its own for each, for minutes, and search them every time.
    private readonly ConcurrentDictionary<string, SqlCredential> logins = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public SqlConnection Open(InstanceReference instance, string? database = null, CancellationToken cancellationToken = default)
    {
        var credential = Credential(instance);
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var connection = Create(instance, database, credential);
            try
            {
                // Not OpenAsync: SqlClient lets only few connections that are not pooled open asynchronously at once.
                connection.Open();
                return connection;
            }
            catch (SqlException exception) when (attempt < Attempts && ConnectionErrors.IsTransient(exception))
            {
                connection.Dispose();
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(250 * attempt));
            }
            catch (Exception exception) when (exception is SqlException or InvalidOperationException)
            {
                connection.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                throw ConnectionErrors.Describe(instance, database, exception);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public SmoSession OpenServer(InstanceReference instance, CancellationToken cancellationToken = default) =>
        new(Open(instance, null, cancellationToken));

    /// <summary>The login's credential, the same object each time; null for Windows authentication.</summary>
    internal SqlCredential? Credential(InstanceReference instance)
    {
        if (instance.CredentialReference is not { } reference)
            return null;
        return logins.GetOrAdd(
            reference,
            name =>
            {
                var credential = credentials?.Find(name) ?? throw ConnectionErrors.MissingCredential(instance, name);
                return new SqlCredential(credential.UserName, credential.Password);
            }
        );
    }

    private SqlConnection Create(InstanceReference instance, string? database, SqlCredential? credential)
    {
        var builder = new SqlConnectionStringBuilder
        {
            DataSource = instance.Address,
            InitialCatalog = database ?? "master",
            ApplicationName = "BizTalkDR",
            IntegratedSecurity = credential is null,
            Encrypt = Encryption(instance.Encrypt),
            TrustServerCertificate = instance.TrustServerCertificate,
            ConnectTimeout = (int)(connectTimeout ?? TimeSpan.FromSeconds(15)).TotalSeconds,
            // Restores, drops and locks must not meet a session that an earlier user left in the pool.
            Pooling = false,
            PersistSecurityInfo = false,
            // SqlClient's own retry waits ten seconds and repeats what can't heal (4060); a session that was lost must not be replaced unseen.
            ConnectRetryCount = 0,
        };
        return credential is null ? new SqlConnection(builder.ConnectionString) : new SqlConnection(builder.ConnectionString, credential);
    }

    private static SqlConnectionEncryptOption Encryption(ConnectionEncryption encryption) =>
        encryption switch
        {
            ConnectionEncryption.Strict => SqlConnectionEncryptOption.Strict,
            ConnectionEncryption.Optional => SqlConnectionEncryptOption.Optional,
            _ => SqlConnectionEncryptOption.Mandatory,
        };
}
