using System.Globalization;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Hosting;

/// <summary>Two instances, and clients of them as they are in the world: over the wire.</summary>
public abstract class ClientFixture : IAsyncDisposable
{
    private protected const string Application = "client";

    private protected SandboxHost Host { get; } = new();

    private protected SqlInstance First { get; }

    private protected SqlInstance Second { get; }

    protected ClientFixture()
    {
        First = Host.AddInstance(new SqlInstanceOptions { Name = "SQL1", OffersEncryption = false });
        Second = Host.AddInstance(new SqlInstanceOptions { Name = "SQL2", OffersEncryption = false });
        Host.Files.CreateShare("FILES", "Backup");
    }

    public async ValueTask DisposeAsync()
    {
        Host.Faults.Clear();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static SqlConnection Open(SqlInstance instance, string application = Application)
    {
        var connection = new SqlConnection(
            new SqlConnectionStringBuilder
            {
                DataSource = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{instance.EndPoint.Port}"),
                UserID = "sa",
                Password = instance.SaPassword,
                Encrypt = SqlConnectionEncryptOption.Optional,
                ApplicationName = application,
                Pooling = false,
                ConnectRetryCount = 0,
                ConnectTimeout = 300,
            }.ConnectionString
        );
        connection.Open();
        return connection;
    }

    private protected static void Execute(SqlConnection connection, string statement)
    {
        using var command = new SqlCommand(statement, connection) { CommandTimeout = 60 };
        command.ExecuteNonQuery();
    }

    private protected static void Execute(SqlInstance instance, string statement)
    {
        using var connection = Open(instance);
        Execute(connection, statement);
    }

    private protected static object? Read(SqlInstance instance, string query)
    {
        using var connection = Open(instance, "reader");
        return Read(connection, query);
    }

    private protected static object? Read(SqlConnection connection, string query)
    {
        using var command = new SqlCommand(query, connection);
        return command.ExecuteScalar() is var value && value == DBNull.Value ? null : value;
    }
}
