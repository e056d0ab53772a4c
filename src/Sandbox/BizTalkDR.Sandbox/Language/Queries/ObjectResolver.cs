using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using TableDefinition = BizTalkDR.Sandbox.Storage.Definitions.TableDefinition;

namespace BizTalkDR.Sandbox.Language.Queries;

internal sealed record ResolvedView(Database Database, ModuleDefinition Module);

internal sealed record ResolvedSystemView(Database Database, SystemView View);

internal sealed record ResolvedRemote(string Server, SchemaObjectName Name);

/// <summary>Finds what a name in a FROM clause or after INSERT, UPDATE, DELETE stands for.</summary>
internal static class ObjectResolver
{
    private const int SynonymsAtMost = 8;

    /// <summary>A <see cref="Table"/>, one of the records above, or null.</summary>
    internal static object? Find(StatementContext context, Database? nameDatabase, SchemaObjectName name)
    {
        if (FindRemote(context, name) is { } remote)
            return remote;
        var objectName = name.BaseIdentifier.Value;
        if (objectName.StartsWith('#'))
            return FindTemporary(context, objectName);
        if (name.Count == 1)
            for (var scope = context; scope is not null; scope = scope.IsTrigger ? null : scope.Caller)
                if (scope.PrivateTables.TryGetValue(objectName, out var own))
                    return own;
        var current = nameDatabase ?? context.Database;
        var schema = name.SchemaIdentifier?.Value is { Length: > 0 } written ? written : null;
        if (name.DatabaseIdentifier?.Value is { Length: > 0 } databaseName)
        {
            var database = context.Instance.FindDatabase(databaseName);
            return database is null ? null : FindIn(context, database, schema, objectName, SynonymsAtMost);
        }
        return FindIn(context, current, schema, objectName, SynonymsAtMost)
            ?? (
                context.SecondDatabase is { } second && second != current
                    ? FindIn(context, second, schema, objectName, SynonymsAtMost)
                    : null
            );
    }

    /// <summary>A name with another server's in front; the instance's own leads nowhere else.</summary>
    private static ResolvedRemote? FindRemote(StatementContext context, SchemaObjectName name) =>
        name.ServerIdentifier is { Value.Length: > 0 } server && context.Instance.LinkedServers.Find(server.Value) is not { IsLocal: true }
            ? new ResolvedRemote(server.Value, name)
            : null;

    internal static Table? FindTemporary(StatementContext context, string name) =>
        context.Session.TemporaryTables.GetValueOrDefault(name) ?? context.Instance.GlobalTemporaryTables.GetValueOrDefault(name);

    /// <summary>
    /// Throws when a database that a name leads to is not open to the session, whether the name is there or not: 927, 942, 922, 924 and their like.
    /// </summary>
    internal static void CheckOpen(StatementContext context, Database database)
    {
        if (database != context.Database)
            DatabaseAccess.Check(database, context.Session);
        else
            DatabaseAccess.CheckState(database);
    }

    /// <summary>The database of a name, open to the session; null when there is none of that name.</summary>
    internal static Database? FindDatabase(StatementContext context, string name)
    {
        var database = context.Instance.FindDatabase(name);
        if (database is not null)
            CheckOpen(context, database);
        return database;
    }

    /// <summary>The name as it was written, without brackets, for messages.</summary>
    internal static string Show(MultiPartIdentifier name) => string.Join('.', name.Identifiers.Select(part => part.Value));

    private static object? FindIn(StatementContext context, Database database, string? schema, string name, int synonymsLeft)
    {
        CheckOpen(context, database);
        var found = database.Find(schema ?? "dbo", name);
        return found switch
        {
            TableDefinition definition => database.GetTable(definition),
            ModuleDefinition { Kind: ModuleKind.View } view => new ResolvedView(database, view),
            SynonymDefinition synonym when synonymsLeft > 0 => FindSynonym(context, database, synonym, synonymsLeft - 1),
            _ => FindSystemView(context, database, schema, name),
        };
    }

    private static ResolvedSystemView? FindSystemView(StatementContext context, Database database, string? schema, string name)
    {
        var views = context.Instance.Views;
        var view = schema is null
            ? views.Find(database.Name, "dbo", name) ?? views.Find(database.Name, "sys", name)
            : views.Find(database.Name, schema, name) ?? (IsDbo(schema) ? views.Find(database.Name, "sys", name) : null);
        return view is null || (view.Schema.SameAs("sys") && !IsSys(schema) && !IsCompatibilityView(name))
            ? null
            : new ResolvedSystemView(database, view);
    }

    private static bool IsDbo(string schema) => schema.SameAs("dbo");

    private static bool IsSys(string? schema) => "sys".SameAs(schema);

    /// <summary>sysobjects, sysdatabases and their kin are found without the sys schema too.</summary>
    private static bool IsCompatibilityView(string name) => name.StartsWith("sys", StringComparison.OrdinalIgnoreCase);

    private static object? FindSynonym(StatementContext context, Database database, SynonymDefinition synonym, int synonymsLeft)
    {
        var target = ModuleText.ParseName(synonym.BaseObjectName);
        if (FindRemote(context, target) is { } remote)
            return remote;
        var targetDatabase = target.DatabaseIdentifier?.Value is { Length: > 0 } other ? context.Instance.FindDatabase(other) : database;
        return targetDatabase is null
            ? null
            : FindIn(context, targetDatabase, target.SchemaIdentifier?.Value, target.BaseIdentifier.Value, synonymsLeft);
    }
}
