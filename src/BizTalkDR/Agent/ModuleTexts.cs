using System.Collections.Concurrent;
using BizTalkDR.Agent.Calls;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Agent;

/// <summary>
/// The texts of one database's procedures that have to do with backups or log shipping: a site's own procedure around the product's is known by
/// what it calls, and the product's undocumented ones by what they do.
/// </summary>
internal sealed class ModuleTexts
{
    private const int Deepest = 8;
    private readonly Dictionary<string, string?> texts;
    private readonly ConcurrentDictionary<string, IReadOnlyList<ProcedureCall>> calls = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> reaches = new(StringComparer.OrdinalIgnoreCase);

    private ModuleTexts(IEnumerable<KeyValuePair<string, string?>> modules)
    {
        texts = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        // Of procedures of one name in several schemas any is as good as another.
        foreach (var module in modules)
            texts[module.Key] = module.Value;
    }

    /// <summary>None: the database is not there, or may not be read.</summary>
    public static ModuleTexts None { get; } = new([]);

    /// <summary>Made of texts that are known.</summary>
    public static ModuleTexts Of(IEnumerable<KeyValuePair<string, string?>> modules) => new(modules);

    /// <summary>Reads a management database's procedures around backups.</summary>
    public static ModuleTexts ReadBackups(SqlConnection connection, CancellationToken cancellationToken) =>
        Read(connection, "BackupModules", cancellationToken);

    /// <summary>Reads log shipping's procedures in master.</summary>
    public static ModuleTexts ReadLogShipping(SqlConnection connection, CancellationToken cancellationToken) =>
        Read(connection, "LogShippingModules", cancellationToken);

    /// <summary>The text; null for one that is not there, or that the server keeps to itself (encrypted, no VIEW DEFINITION).</summary>
    public string? Text(string procedure) => texts.TryGetValue(procedure, out var text) ? text : null;

    /// <summary>Whether it is one of them.</summary>
    public bool Has(string procedure) => texts.ContainsKey(procedure);

    /// <summary>The calls in a procedure's text.</summary>
    public IReadOnlyList<ProcedureCall> CallsOf(string procedure) =>
        Text(procedure) is { } text ? calls.GetOrAdd(procedure, _ => ProcedureCallParser.Parse(text)) : [];

    /// <summary>The texts of a procedure and of all that it calls among these, without their comments.</summary>
    public string ReachOf(string procedure) => reaches.GetOrAdd(procedure, FindReach);

    private string FindReach(string procedure)
    {
        var reached = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Reach(procedure, reached, 0);
        return string.Join(
            "\n",
            reached.Select(name => string.Join(" ", SqlTokenizer.Read(Text(name) ?? "").Select(token => token.Value)))
        );
    }

    private void Reach(string procedure, HashSet<string> reached, int depth)
    {
        if (depth > Deepest || !Has(procedure) || !reached.Add(procedure))
            return;
        foreach (var call in CallsOf(procedure))
            Reach(call.Procedure, reached, depth + 1);
    }

    private static ModuleTexts Read(SqlConnection connection, string query, CancellationToken cancellationToken) =>
        new(
            SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(ModuleTexts), query),
                row => new KeyValuePair<string, string?>(row.RequiredText("name"), row.Text("definition")),
                cancellationToken
            )
        );
}
