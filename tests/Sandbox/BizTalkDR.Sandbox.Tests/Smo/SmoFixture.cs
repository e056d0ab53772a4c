using System.Globalization;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Management.Common;
using Microsoft.SqlServer.Management.Smo;

namespace BizTalkDR.Sandbox.Tests.Smo;

/// <summary>An instance with a database and a job, and SMO's view of it.</summary>
public sealed class SmoFixture : IAsyncDisposable
{
    private readonly SandboxHost host = new();

    public SmoFixture()
    {
        Instance = host.AddInstance(new SqlInstanceOptions { Name = @"BTSSQL\PROD" });
        Execute("CREATE DATABASE Orders");
        Execute(
            "CREATE TABLE Orders.dbo.Items (Id int PRIMARY KEY, Name nvarchar(50)); INSERT INTO Orders.dbo.Items VALUES (1, N'one'), (2, N'two')"
        );
    }

    internal SqlInstance Instance { get; }

    internal string ConnectionString =>
        new SqlConnectionStringBuilder
        {
            DataSource = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{Instance.EndPoint.Port}"),
            UserID = "sa",
            Password = Instance.SaPassword,
            TrustServerCertificate = true,
            Pooling = false,
        }.ConnectionString;

    /// <summary>A server object with a connection of its own, as a cmdlet makes one.</summary>
    internal Server Connect() => new(new ServerConnection(new SqlConnection(ConnectionString)));

    internal void Execute(string batch) => Run(batch, command => command.ExecuteNonQuery());

    internal object? Scalar(string batch) => Run(batch, command => command.ExecuteScalar());

    // The session has ended when this returns: until then it would be a user of its database.
    private T Run<T>(string batch, Func<SqlCommand, T> run)
    {
        using var connection = new SqlConnection(ConnectionString);
        connection.Open();
        var session = Instance.Sessions.Find(connection.ServerProcessId)!;
        using var command = new SqlCommand(batch, connection);
        var result = run(command);
        connection.Close();
        Assert.True(SpinWait.SpinUntil(() => !Instance.Sessions.Contains(session), TimeSpan.FromMinutes(15)));
        return result;
    }

    /// <summary>A job of one T-SQL step that runs the text.</summary>
    internal void AddJob(string name, string text) =>
        Execute(
            $"""
            EXEC msdb.dbo.sp_add_job @job_name = N'{name}', @description = N'A job of the test';
            EXEC msdb.dbo.sp_add_jobstep @job_name = N'{name}', @step_name = N'Only step', @subsystem = N'TSQL', @database_name = N'Orders',
                @command = N'{text.Replace("'", "''", StringComparison.Ordinal)}';
            EXEC msdb.dbo.sp_add_jobserver @job_name = N'{name}', @server_name = N'(local)';
            """
        );

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
