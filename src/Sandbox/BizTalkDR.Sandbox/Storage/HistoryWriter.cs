using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// Writes the server's own history rows (marks, backups, restores) into msdb.dbo. It takes no table lock: a history row never waits for
/// somebody's open transaction.
/// </summary>
internal sealed class HistoryWriter(DatabaseEngine instance)
{
    /// <summary>Inserts a row. Returns false when msdb has no such table (message 3009 is about that), or a fault keeps it from being written.</summary>
    /// <param name="tableName">A table of msdb.dbo.</param>
    /// <param name="values">By column name; columns left out get their identity, or NULL.</param>
    internal bool Insert(string tableName, IReadOnlyDictionary<string, object?> values) => Insert(tableName, values, out _);

    /// <param name="tableName">A table of msdb.dbo.</param>
    /// <param name="values">By column name.</param>
    /// <param name="identity">The identity value the row got, or 0.</param>
    internal bool Insert(string tableName, IReadOnlyDictionary<string, object?> values, out int identity)
    {
        identity = 0;
        if (Fails(tableName))
            return false;
        if (instance.FindDatabase("msdb")?.FindTable("dbo", tableName) is not { } table)
            return false;
        var columns = table.Definition.Columns;
        var row = new object?[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Identity is not null)
                row[i] = ValueConverter.ToColumn(identity = (int)table.NextIdentity(), columns[i].Type);
            else if (values.TryGetValue(columns[i].Name, out var value))
                row[i] = ValueConverter.ToColumn(value, columns[i].Type);
        }
        var transaction = new SqlTransaction(spid: 0);
        table.Insert(transaction, row);
        transaction.Commit();
        Fails(tableName, FaultMoment.After);
        return true;
    }

    // A row that can't be written is not an error of the backup or restore: message 3009 tells of it.
    private bool Fails(string tableName, FaultMoment moment = FaultMoment.Before)
    {
        if (instance.Host.Faults.Strike(FaultPoint.HistoryWrite, instance.Name, tableName, moment) is not { } fault)
            return false;
        if (fault.Effect == FaultEffect.Fail)
            return true;
        FaultPlace.Carry(fault, instance, () => MessageCatalog.Error(596));
        return false;
    }
}
