using System.Globalization;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Acceptance;

/// <summary>A database of its own name for one test, on one or both servers, dropped at the end; and short ways to ask the servers.</summary>
internal sealed class SqlBox(Servers servers) : IDisposable
{
    public string Name { get; } = "BtsdrAcc_" + Guid.NewGuid().ToString("N")[..12];

    public string BackupFile(string kind) => $@"{servers.BackupFolder.TrimEnd('\\')}\{Name}_{kind}.bak";

    public void Source(string sql) => Execute(servers.Source, sql);

    public void Destination(string sql) => Execute(servers.Destination, sql);

    public T Source<T>(string sql) => Scalar<T>(servers.Source, sql);

    public T Destination<T>(string sql) => Scalar<T>(servers.Destination, sql);

    /// <summary>The number of the first error of a statement, and the numbers of all its errors and messages.</summary>
    public (int First, IReadOnlyList<int> All) DestinationError(string sql) => Error(servers.Destination, sql);

    public (int First, IReadOnlyList<int> All) SourceError(string sql) => Error(servers.Source, sql);

    /// <summary>The numbers of the messages that a statement sends when it succeeds.</summary>
    public IReadOnlyList<int> DestinationMessages(string sql) => Messages(servers.Destination, sql);

    public List<Dictionary<string, object?>> SourceRows(string sql) => Rows(servers.Source, sql);

    /// <summary>The database with a table of numbers, in the full recovery model, and its full backup.</summary>
    public void CreateWithFullBackup()
    {
        Source($"CREATE DATABASE [{Name}]; ALTER DATABASE [{Name}] SET RECOVERY FULL;");
        Source($"CREATE TABLE [{Name}].dbo.Number (Value int NOT NULL PRIMARY KEY);");
        Source($"BACKUP DATABASE [{Name}] TO DISK = N'{BackupFile("full")}' WITH INIT, FORMAT, CHECKSUM;");
    }

    public void Insert(int value) => Source($"INSERT [{Name}].dbo.Number (Value) VALUES ({value.ToString(CultureInfo.InvariantCulture)});");

    public void InsertMarked(int value, string mark) =>
        Source(
            $"BEGIN TRANSACTION [{mark}] WITH MARK N'acceptance'; INSERT [{Name}].dbo.Number (Value) VALUES ({value.ToString(CultureInfo.InvariantCulture)}); COMMIT TRANSACTION [{mark}];"
        );

    public void BackupLog(string kind) => Source($"BACKUP LOG [{Name}] TO DISK = N'{BackupFile(kind)}' WITH INIT, FORMAT;");

    public void RestoreFull(string options = "NORECOVERY") => Destination($"{RestoreFullStatement} WITH {Moves()}, {options};");

    public string RestoreFullStatement => $"RESTORE DATABASE [{Name}] FROM DISK = N'{BackupFile("full")}'";

    public string RestoreLogStatement(string kind, string options) =>
        $"RESTORE LOG [{Name}] FROM DISK = N'{BackupFile(kind)}' WITH {options};";

    public string DestinationState() => Destination<string>($"SELECT state_desc FROM sys.databases WHERE name = N'{Name}';");

    public List<int> DestinationNumbers() =>
        [.. Rows(servers.Destination, $"SELECT Value FROM [{Name}].dbo.Number ORDER BY Value;").Select(row => (int)row["Value"]!)];

    public string Moves()
    {
        var data = Destination<string>("SELECT CAST(SERVERPROPERTY('InstanceDefaultDataPath') AS nvarchar(400));").TrimEnd('\\');
        var log = Destination<string>("SELECT CAST(SERVERPROPERTY('InstanceDefaultLogPath') AS nvarchar(400));").TrimEnd('\\');
        return $@"MOVE N'{Name}' TO N'{data}\{Name}.mdf', MOVE N'{Name}_log' TO N'{log}\{Name}_log.ldf'";
    }

    public void Dispose()
    {
        foreach (var server in new[] { servers.Source, servers.Destination })
        {
            SqlConnection.ClearAllPools();
            // A session that has just been closed may be in it for a moment longer.
            Execute(
                server,
                $"""
                IF DATABASEPROPERTYEX(N'{Name}', 'Status') = 'ONLINE' ALTER DATABASE [{Name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE;
                IF DB_ID(N'{Name}') IS NOT NULL DROP DATABASE [{Name}];
                """
            );
        }
    }

    private static void Execute(string server, string sql)
    {
        using var connection = Open(server);
        using var command = new SqlCommand(sql, connection) { CommandTimeout = 120 };
        command.ExecuteNonQuery();
    }

    private static T Scalar<T>(string server, string sql)
    {
        using var connection = Open(server);
        using var command = new SqlCommand(sql, connection);
        return (T)command.ExecuteScalar();
    }

    private static List<Dictionary<string, object?>> Rows(string server, string sql)
    {
        using var connection = Open(server);
        using var command = new SqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
            rows.Add(
                Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i))
            );
        return rows;
    }

    private static (int First, IReadOnlyList<int> All) Error(string server, string sql)
    {
        var error = Assert.Throws<SqlException>(() => Execute(server, sql));
        return (error.Number, [.. error.Errors.Cast<SqlError>().Select(each => each.Number)]);
    }

    private static IReadOnlyList<int> Messages(string server, string sql)
    {
        using var connection = Open(server);
        var numbers = new List<int>();
        connection.InfoMessage += (_, message) => numbers.AddRange(message.Errors.Cast<SqlError>().Select(each => each.Number));
        using var command = new SqlCommand(sql, connection);
        command.ExecuteNonQuery();
        return numbers;
    }

    private static SqlConnection Open(string server)
    {
        var connection = new SqlConnection(server);
        connection.Open();
        return connection;
    }
}
