using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Commands;

/// <summary>sp_rename: objects, columns and indexes.</summary>
internal static class RenameCommand
{
    internal static void Run(SystemProcedureCall call)
    {
        var name = call.Text("@objname") ?? "";
        var newName = call.Text("@newname") ?? "";
        switch (call.Text("@objtype")?.ToUpperInvariant())
        {
            case null or "OBJECT":
                RenameObject(call, name, newName);
                break;
            case "COLUMN":
                RenamePart(call, name, "COLUMN", (table, part) => RenameColumn(table, part, newName));
                break;
            case "INDEX":
                RenamePart(call, name, "INDEX", (table, part) => RenameIndex(table, part, newName));
                break;
            case var other:
                throw MessageCatalog.Error(15248, other);
        }
        call.SendMessage(15477);
    }

    private static void RenameObject(SystemProcedureCall call, string name, string newName)
    {
        var (database, found) = Name.Find(call.Session, name);
        if (found?.Source is not SchemaEntry entry)
            throw MessageCatalog.Error(15225, name, database.Name, call.Text("@objtype") ?? "(null)");
        if (database.Find(entry.Schema, newName) is { } taken && taken.Id != entry.Id)
            throw MessageCatalog.Error(15335, newName, "OBJECT");
        Replace(call, database, entry with { Name = newName });
    }

    private static void RenamePart(
        SystemProcedureCall call,
        string name,
        string type,
        Func<TableDefinition, string, TableDefinition?> rename
    )
    {
        var parts = Name.Split(name);
        var tableName = string.Join('.', parts.Skip(1).Reverse().Select(part => part is null ? "" : Name.Quote(part)));
        var (database, found) = Name.Find(call.Session, tableName);
        if (found?.Source is not TableDefinition table || parts[0] is not { } part || rename(table, part) is not { } changed)
            throw MessageCatalog.Error(15248, type);
        Replace(call, database, changed);
    }

    private static TableDefinition? RenameColumn(TableDefinition table, string column, string newName)
    {
        if (table.ColumnIndex(column) < 0)
            return null;
        if (table.ColumnIndex(newName) >= 0)
            throw MessageCatalog.Error(15335, newName, "COLUMN");
        string Renamed(string name) => name.SameAs(column) ? newName : name;
        return table with
        {
            Columns = [.. table.Columns.Select(one => one with { Name = Renamed(one.Name) })],
            Keys = [.. table.Keys.Select(key => key with { Columns = [.. key.Columns.Select(Renamed)] })],
            ForeignKeys = [.. table.ForeignKeys.Select(key => key with { Columns = [.. key.Columns.Select(Renamed)] })],
        };
    }

    private static TableDefinition? RenameIndex(TableDefinition table, string index, string newName)
    {
        if (!table.Keys.Any(key => key.Name.SameAs(index)))
            return null;
        if (table.Keys.Any(key => key.Name.SameAs(newName)))
            throw MessageCatalog.Error(15335, newName, "INDEX");
        return table with { Keys = [.. table.Keys.Select(key => key.Name.SameAs(index) ? key with { Name = newName } : key)] };
    }

    private static void Replace(SystemProcedureCall call, Database database, SchemaEntry entry)
    {
        if (!Permissions.Has(call.Session, database, "ALTER", entry))
            throw MessageCatalog.Error(15247);
        CatalogChange.Make(
            call.Session,
            transaction => database.Replace(transaction, entry with { ModifyDate = call.Session.Instance.Host.Clock.Now })
        );
    }
}
