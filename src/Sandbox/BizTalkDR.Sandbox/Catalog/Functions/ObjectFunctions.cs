using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Functions;

/// <summary>OBJECT_ID, OBJECT_NAME, SCHEMA_ID, COL_NAME, TYPE_ID and kin.</summary>
internal static class ObjectFunctions
{
    internal static IEnumerable<SystemFunction> All() =>
        [
            Function.Of("OBJECT_ID", "int", 1, 2, ObjectId),
            Function.Of("OBJECT_NAME", "nvarchar(128)", 1, 2, (session, given) => ById(session, given)?.Name),
            Function.Of("OBJECT_SCHEMA_NAME", "nvarchar(128)", 1, 2, (session, given) => ById(session, given)?.Schema),
            Function.Of("OBJECT_DEFINITION", "nvarchar(max)", 1, 1, (session, given) => Text(ById(session, given))),
            Function.Of("SCHEMA_ID", "int", 0, 1, SchemaId),
            Function.Of("SCHEMA_NAME", "nvarchar(128)", 0, 1, SchemaName),
            Function.Of("COL_NAME", "nvarchar(128)", 2, 2, ColumnName),
            Function.Of("COL_LENGTH", "smallint", 2, 2, ColumnLength),
            Function.Of("TYPE_ID", "int", (session, name) => TypeNamed(session, Function.Text(name))),
            Function.Of("TYPE_NAME", "nvarchar(128)", (session, id) => TypeName(session, Function.Number(id))),
            Function.Of("INDEX_COL", "nvarchar(128)", 3, 3, IndexColumn),
            Function.Of("STATS_DATE", "datetime", 2, 2, (_, _) => null),
        ];

    /// <summary>The table of a name, or null.</summary>
    internal static (Database Database, TableDefinition Table)? Table(SqlSession session, object? name) =>
        Function.Text(name) is { } text && Name.Find(session, text) is var (database, found) && found?.Source is TableDefinition table
            ? (database, table)
            : null;

    private static object? ObjectId(SqlSession session, IReadOnlyList<object?> given)
    {
        if (Function.Text(given[0]) is not { } text)
            return null;
        var parts = Name.Split(text);
        var type = given.Count > 1 ? Function.Text(given[1])?.Trim() : null;
        if (parts[0] is { } name && name.StartsWith('#'))
            return type is null or "U" or "u" && IsInTempdb(session, parts)
                ? session.TemporaryTables.GetValueOrDefault(name)?.Definition.Id
                : null;
        var found = Name.Find(session, text).Object;
        return found is not null && (type is null || type.SameAs(found.Type)) ? found.Id : null;
    }

    private static bool IsInTempdb(SqlSession session, IReadOnlyList<string?> parts) =>
        (parts.Count > 2 ? parts[2] : session.DatabaseName).SameAs("tempdb");

    private static CatalogObject? ById(SqlSession session, IReadOnlyList<object?> given)
    {
        if (Function.Number(given[0]) is not { } id)
            return null;
        var database = given.Count > 1 && Function.Number(given[1]) is { } other ? session.Instance.FindDatabase(other) : session.Database;
        return database is null ? null : CatalogObjects.Find(database, id) ?? TemporaryTable(session, id);
    }

    private static CatalogObject? TemporaryTable(SqlSession session, int id) =>
        session.TemporaryTables.Values.FirstOrDefault(table => table.Definition.Id == id)?.Definition is { } definition
            ? new CatalogObject(id, definition.Name, "dbo", "U", definition)
            : null;

    private static string? Text(CatalogObject? found) =>
        found?.Source switch
        {
            ModuleDefinition module => module.Text,
            ColumnDefinition { DefaultText: { } text } => text,
            CheckDefinition check => check.Text,
            _ => null,
        };

    private static object? SchemaId(SqlSession session, IReadOnlyList<object?> given) =>
        given.Count == 0 ? DatabaseSchemas.Find(session.Database, PrincipalFunctions.Current(session).DefaultSchema)?.Id
        : Function.Text(given[0]) is { } name ? DatabaseSchemas.Find(session.Database, name)?.Id
        : null;

    private static object? SchemaName(SqlSession session, IReadOnlyList<object?> given) =>
        given.Count == 0 ? PrincipalFunctions.Current(session).DefaultSchema
        : Function.Number(given[0]) is { } id ? DatabaseSchemas.Find(session.Database, id)?.Name
        : null;

    private static object? ColumnName(SqlSession session, IReadOnlyList<object?> given) =>
        Function.Number(given[0]) is { } id
        && Function.Number(given[1]) is { } column
        && session.Database.Find(id) is TableDefinition table
        && column >= 1
        && column <= table.Columns.Count
            ? table.Columns[column - 1].Name
            : null;

    private static object? ColumnLength(SqlSession session, IReadOnlyList<object?> given) =>
        Table(session, given[0]) is var (_, table)
        && table is not null
        && Function.Text(given[1]) is { } name
        && table.ColumnIndex(name) is >= 0 and var index
            ? TypeFacts.Of(table.Columns[index].Type).MaxLength
            : null;

    private static object? TypeNamed(SqlSession session, string? name)
    {
        if (name is null || Name.Split(name)[0] is not { } wanted)
            return null;
        var alias = session.Database.Entries.OfType<UserTypeDefinition>().FirstOrDefault(type => type.Name.SameAs(wanted));
        return alias?.Id
            ?? TypeFacts.SystemTypes.Where(type => type.Name.SameAs(wanted)).Select(type => (int?)type.UserTypeId).FirstOrDefault();
    }

    private static string? TypeName(SqlSession session, int? id) =>
        id is not { } wanted ? null
        : session.Database.Find(wanted) is UserTypeDefinition alias ? alias.Name
        : TypeFacts.SystemTypes.Where(type => type.UserTypeId == wanted).Select(type => type.Name).FirstOrDefault();

    private static object? IndexColumn(SqlSession session, IReadOnlyList<object?> given) =>
        Table(session, given[0]) is var (_, table)
        && table is not null
        && Function.Number(given[2]) is { } position
        && CatalogIndex.Of(table).FirstOrDefault(index => index.Id == Function.Number(given[1]))?.Key is { } key
        && position >= 1
        && position <= key.Columns.Count
            ? key.Columns[position - 1]
            : null;
}
