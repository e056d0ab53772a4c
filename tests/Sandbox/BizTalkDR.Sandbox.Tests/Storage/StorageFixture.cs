using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Backup;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;
using BizTalkDR.Sandbox.Storage.Restore;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tests.Storage;

/// <summary>A sandbox with databases and tables for tests that speak to the storage itself.</summary>
internal sealed class StorageFixture : IAsyncDisposable
{
    internal StorageFixture() => Host.Files.CreateShare("FILES", "Backup");

    internal SandboxHost Host { get; } = new();

    internal SqlInstance Instance(string name = "SQL1") =>
        Host.FindInstance(name) ?? Host.AddInstance(new SqlInstanceOptions { Name = name });

    internal Database Database(string name, string instance = "SQL1") =>
        Instance(instance).FindDatabase(name)
        ?? DatabaseCreation.Create(Instance(instance), [1], new CreateDatabaseRequest { Name = name });

    /// <summary>A table with the columns Id (primary key) and Text.</summary>
    internal Table Table(Database database, string name = "Messages")
    {
        if (database.FindTable("dbo", name) is { } table)
            return table;
        var transaction = new SqlTransaction(spid: 51);
        database.Add(
            transaction,
            new TableDefinition
            {
                Id = database.NextObjectId(),
                Name = name,
                Columns =
                [
                    new ColumnDefinition
                    {
                        Name = "Id",
                        Type = SqlType.Int,
                        IsNullable = false,
                    },
                    new ColumnDefinition { Name = "Text", Type = SqlType.NVarChar(100) },
                ],
                Keys = [new KeyDefinition($"PK_{name}", ["Id"], IsPrimary: true, IsUnique: true, IsConstraint: true, IsClustered: true)],
            }
        );
        transaction.Commit();
        return database.FindTable("dbo", name)!;
    }

    /// <summary>The first column of all rows.</summary>
    internal static IEnumerable<int> Ids(Table table) => table.Scan().Select(row => (int)row.Values[0]!);

    internal IEnumerable<int> Ids(string database, string instance = "SQL1", string table = "Messages") =>
        Ids(Instance(instance).FindDatabase(database)!.FindTable("dbo", table)!);

    internal static long Insert(Table table, int id, string? text = null)
    {
        var transaction = new SqlTransaction(spid: 51);
        var row = table.Insert(transaction, [id, text]);
        transaction.Commit();
        return row;
    }

    /// <summary>Inserts a row in a marked transaction.</summary>
    internal static void Mark(Table table, int id, string mark)
    {
        var transaction = new SqlTransaction(spid: 51);
        transaction.Marks[table.Database!.Instance] = new LogMarkRequest(mark, null, "sa");
        table.Insert(transaction, [id, mark]);
        transaction.Commit();
    }

    internal static BackupRequest Full(string database, string file) =>
        new()
        {
            DatabaseName = database,
            Kind = BackupKind.Database,
            Devices = [Device(file)],
        };

    internal static BackupRequest Log(string database, string file) => Full(database, file) with { Kind = BackupKind.Log };

    internal static BackupRequest Differential(string database, string file) =>
        Full(database, file) with
        {
            Kind = BackupKind.Differential,
        };

    internal static RestoreRequest RestoreFull(string database, string file) =>
        new()
        {
            DatabaseName = database,
            Kind = RestoreKind.Database,
            Devices = [Device(file)],
            NoRecovery = true,
        };

    internal static RestoreRequest RestoreLog(string database, string file) => RestoreFull(database, file) with { Kind = RestoreKind.Log };

    internal RecordingSink Run(BackupRequest request, string instance = "SQL1")
    {
        var sink = new RecordingSink();
        BackupEngine.Run(Session(instance), request, sink, CancellationToken.None);
        return sink;
    }

    internal RecordingSink Run(RestoreRequest request, string instance = "SQL2")
    {
        var sink = new RecordingSink();
        RestoreEngine.Run(Session(instance), request, sink, CancellationToken.None);
        return sink;
    }

    /// <summary>The numbers of the errors that a backup ends with, the cause first.</summary>
    internal IEnumerable<int> Errors(BackupRequest request, string instance = "SQL1") => Numbers(() => Run(request, instance));

    /// <summary>The numbers of the errors that a restore ends with, the cause first.</summary>
    internal IEnumerable<int> Errors(RestoreRequest request, string instance = "SQL2") => Numbers(() => Run(request, instance));

    internal void RecoverAlone(string database, string instance = "SQL2") =>
        Run(new RestoreRequest { Kind = RestoreKind.Database, DatabaseName = database }, instance);

    internal SqlSession Session(string instance = "SQL1") =>
        Instance(instance).AllSessions.FirstOrDefault(session => session.Request.ApplicationName == "test")
        ?? Instance(instance).OpenInternalSession("test");

    /// <summary>Sessions here never run a statement, so they are only forgotten.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var instance in Host.Instances)
        foreach (var session in instance.Sessions.All)
            instance.Sessions.Remove(session);
        return Host.DisposeAsync();
    }

    internal static string Device(string file) => file.Contains('\\', StringComparison.Ordinal) ? file : $@"\\FILES\Backup\{file}";

    private static IEnumerable<int> Numbers(Action action)
    {
        var error = Assert.Throws<SqlServerException>(action);
        return [error.Error.Number, .. error.Following.Select(message => message.Number)];
    }
}
