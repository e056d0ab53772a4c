using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Storage;

/// <summary>A sandbox with databases and tables for tests that speak to the storage itself.</summary>
internal sealed class StorageFixture : IAsyncDisposable
{
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

    internal static long Insert(Table table, int id, string? text = null)
    {
        var transaction = new SqlTransaction(spid: 51);
        var row = table.Insert(transaction, [id, text]);
        transaction.Commit();
        return row;
    }

    /// <summary>Sessions here never run a statement, so they are only forgotten.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var instance in Host.Instances)
            instance.Sessions.Clear();
        return Host.DisposeAsync();
    }
}
