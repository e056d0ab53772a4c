using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Cases;

/// <summary>
/// The server that the cases run on: a real one named by BTSDR_SOURCE (the connection string of a sysadmin) with BTSDR_BACKUP_FOLDER (a folder that it
/// sees), else one of a sandbox. The cases can't tell them apart.
/// </summary>
public sealed partial class CaseServer : IAsyncLifetime
{
    private SandboxHost? host;
    private string connectionString = "";
    private string backup = "";
    private string data = "";
    private string log = "";

    /// <summary>Whether it is a real one.</summary>
    public bool IsReal => host is null;

    public ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("BTSDR_SOURCE") is { Length: > 0 } real)
        {
            connectionString = real;
            backup = (Environment.GetEnvironmentVariable("BTSDR_BACKUP_FOLDER") ?? "").TrimEnd('\\', '/');
            data = Property("InstanceDefaultDataPath");
            log = Property("InstanceDefaultLogPath");
            return ValueTask.CompletedTask;
        }
        host = new SandboxHost();
        var instance = host.AddInstance(new SqlInstanceOptions { Name = "CASES", OffersEncryption = false });
        (backup, data, log) = (instance.Options.BackupPath, instance.Options.DataPath, instance.Options.LogPath);
        connectionString = new SqlConnectionStringBuilder
        {
            DataSource = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1,{instance.EndPoint.Port}"),
            UserID = "sa",
            Password = instance.SaPassword,
            Encrypt = SqlConnectionEncryptOption.Optional,
            ConnectTimeout = 60,
        }.ConnectionString;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A connection of its own, which no pool keeps.</summary>
    public SqlConnection Open(Action<SqlConnectionStringBuilder>? change = null)
    {
        var builder = new SqlConnectionStringBuilder(connectionString) { Pooling = false, ConnectRetryCount = 0 };
        change?.Invoke(builder);
        var connection = new SqlConnection(builder.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Runs a script with names of its own, shows what came of it, and takes away what it made.</summary>
    public string Run(string script) => Run(script, new CaseNames());

    /// <summary>The same with names that the caller knows.</summary>
    public string Run(string script, CaseNames names)
    {
        var shown = new StringBuilder();
        try
        {
            using var connection = Open();
            connection.FireInfoMessageEventOnUserErrors = true;
            connection.InfoMessage += (_, told) =>
            {
                foreach (SqlError message in told.Errors)
                    shown.Append(Show(message)).Append('\n');
            };
            foreach (var batch in Batches(Fill(script, names)))
                Run(connection, batch, shown);
        }
        finally
        {
            Remove(names);
        }
        return shown.ToString();
    }

    /// <summary>The batches of a script.</summary>
    internal static IEnumerable<string> Batches(string script) =>
        Go().Split(script.ReplaceLineEndings("\n")).Where(batch => !string.IsNullOrWhiteSpace(batch));

    private string Fill(string script, CaseNames names) =>
        script
            .Replace("$(A)", names.A, StringComparison.Ordinal)
            .Replace("$(B)", names.B, StringComparison.Ordinal)
            .Replace("$(L)", names.L, StringComparison.Ordinal)
            .Replace("$(Backup)", backup, StringComparison.Ordinal)
            .Replace("$(Data)", data, StringComparison.Ordinal)
            .Replace("$(Log)", log, StringComparison.Ordinal);

    private static void Run(SqlConnection connection, string batch, StringBuilder shown)
    {
        try
        {
            using var command = new SqlCommand(batch, connection) { CommandTimeout = 120 };
            using var reader = command.ExecuteReader();
            do ShowRows(reader, shown);
            while (reader.NextResult());
        }
        catch (SqlException error)
        {
            foreach (SqlError message in error.Errors)
                shown.Append(Show(message)).Append('\n');
        }
    }

    private static void ShowRows(SqlDataReader reader, StringBuilder shown)
    {
        if (reader.FieldCount == 0)
            return;
        shown.AppendJoin(" | ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)).Append('\n');
        while (reader.Read())
            shown
                .Append("  > ")
                .AppendJoin(
                    " | ",
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .Select(i =>
                            reader.IsDBNull(i) ? "NULL" : Convert.ToString(Shown(reader.GetValue(i)), CultureInfo.InvariantCulture)
                        )
                )
                .Append('\n');
    }

    private static object Shown(object value) => value is bool bit ? (bit ? 1 : 0) : value;

    private static string Show(SqlError message) =>
        message.Number == 0
            ? message.Message
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Msg {message.Number}, Level {message.Class}, State {message.State}, {message.Message}"
            );

    private void Remove(CaseNames names)
    {
        using var connection = Open();
        foreach (var name in new[] { names.A, names.B })
            Try(
                connection,
                $"if databasepropertyex('{name}','Status')='ONLINE' and databasepropertyex('{name}','IsInStandBy')=0 "
                    + $"alter database [{name}] set single_user with rollback immediate; if db_id('{name}') is not null drop database [{name}]"
            );
        Try(connection, $"if suser_id('{names.L}') is not null drop login [{names.L}]");
        Try(
            connection,
            $"if exists(select * from msdb.dbo.sysjobs where name='{names.A}') exec msdb.dbo.sp_delete_job @job_name='{names.A}'"
        );
    }

    private static void Try(SqlConnection connection, string statement)
    {
        try
        {
            using var command = new SqlCommand(statement, connection) { CommandTimeout = 120 };
            command.ExecuteNonQuery();
        }
        catch (SqlException)
        {
            // What is left has a name of its own and is in nobody's way.
        }
    }

    private string Property(string name)
    {
        using var connection = Open();
        using var command = new SqlCommand($"select cast(serverproperty('{name}') as nvarchar(400))", connection);
        return ((string)command.ExecuteScalar()).TrimEnd('\\', '/');
    }

    [GeneratedRegex(@"^\s*go\s*$", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Go();
}

/// <summary>The names of one run of a case: two databases and a login.</summary>
public sealed class CaseNames
{
    private readonly string unique = Guid.NewGuid().ToString("N")[..8];

    public string A => $"CaseA{unique}";

    public string B => $"CaseB{unique}";

    public string L => $"CaseL{unique}";
}

/// <summary>One server for all cases.</summary>
[CollectionDefinition(nameof(CaseServer))]
public sealed class CaseServerCollection : ICollectionFixture<CaseServer>;
