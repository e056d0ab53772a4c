using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>Names given as text to functions and procedures: OBJECT_ID('[db].dbo.[my table]').</summary>
internal static class Name
{
    /// <summary>The parts of a name, the object's first; an empty part is null.</summary>
    internal static IReadOnlyList<string?> Split(string text)
    {
        var parts = new List<string?>();
        var part = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var close = text[i] switch
            {
                '[' => ']',
                '"' => '"',
                _ => '\0',
            };
            if (close != '\0' && part.ToString().Trim().Length == 0)
            {
                part.Clear();
                for (i++; i < text.Length && (text[i] != close || (i + 1 < text.Length && text[i + 1] == close)); i++)
                {
                    if (text[i] == close)
                        i++;
                    part.Append(text[i]);
                }
            }
            else if (text[i] == '.')
            {
                parts.Add(Finish(part));
            }
            else
            {
                part.Append(text[i]);
            }
        }
        parts.Add(Finish(part));
        parts.Reverse();
        return parts;
    }

    /// <summary>A one-part name without its quotes.</summary>
    internal static string Unquote(string text) => Split(text)[0] ?? "";

    /// <summary>[name], with ] doubled.</summary>
    internal static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    /// <summary>
    /// The object of a one- to three-part name: in the schema named, else in the caller's default schema, dbo or sys. Null with the database
    /// when there is none.
    /// </summary>
    internal static (Database Database, CatalogObject? Object) Find(SqlSession session, string text)
    {
        var parts = Split(text);
        var database = parts.Count > 2 && parts[2] is { } named ? session.Instance.FindDatabase(named) : session.Database;
        if (database is null || parts[0] is not { } name)
            return (session.Database, null);
        DatabaseAccess.CheckState(database);
        if (parts.Count > 1 && parts[1] is { } schema)
            return (database, CatalogObjects.Find(database, schema, name) ?? SystemObject(database, schema, name));
        var own = DatabaseUser.Of(database, session.Login)?.DefaultSchema ?? "dbo";
        return (
            database,
            CatalogObjects.Find(database, own, name)
                ?? CatalogObjects.Find(database, "dbo", name)
                ?? CatalogObjects.Find(database, "sys", name)
                ?? InMaster(database, name)
        );
    }

    // System procedures are named dbo.sp_x as often as sys.sp_x.
    private static CatalogObject? SystemObject(Database database, string schema, string name) =>
        schema.SameAs("dbo") && IsProcedureName(name) ? CatalogObjects.Find(database, "sys", name) : null;

    private static CatalogObject? InMaster(Database database, string name) =>
        IsProcedureName(name) && database.Instance.FindDatabase("master") is { } master ? CatalogObjects.Find(master, "sys", name) : null;

    private static bool IsProcedureName(string name) =>
        name.StartsWith("sp_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("xp_", StringComparison.OrdinalIgnoreCase);

    private static string? Finish(System.Text.StringBuilder part)
    {
        var text = part.ToString().Trim();
        part.Clear();
        return text.Length == 0 ? null : text;
    }
}
