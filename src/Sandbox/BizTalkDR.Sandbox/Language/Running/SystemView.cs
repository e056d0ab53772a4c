using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>
/// A view whose rows are computed from the server's state: sys.databases, sys.objects, INFORMATION_SCHEMA.TABLES, master.dbo.sysprocesses.
/// </summary>
internal sealed class SystemView
{
    internal required string Schema { get; init; }

    internal required string Name { get; init; }

    /// <summary>The database it is found in, or null for every database.</summary>
    internal string? Database { get; init; }

    internal required IReadOnlyList<ResultColumn> Columns { get; init; }

    /// <summary>The rows as seen by a session from a database.</summary>
    internal required Func<SqlSession, Database, IEnumerable<object?[]>> Rows { get; init; }
}

/// <summary>A table-valued system function: sys.dm_os_volume_stats(...), sys.dm_exec_sql_text(...), fn_dblog(...).</summary>
internal sealed class SystemTableFunction
{
    internal required string Schema { get; init; }

    internal required string Name { get; init; }

    internal required IReadOnlyList<ResultColumn> Columns { get; init; }

    internal required Func<SqlSession, Database, IReadOnlyList<object?>, IEnumerable<object?[]>> Rows { get; init; }
}

/// <summary>The system views and table functions of an instance, by schema and name.</summary>
internal sealed class SystemViews
{
    private readonly Dictionary<string, SystemView> views = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SystemTableFunction> functions = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyCollection<SystemView> All => views.Values;

    internal void Add(SystemView view) => views.Add($"{view.Database}.{view.Schema}.{view.Name}", view);

    internal void Add(SystemTableFunction function) => functions.Add($"{function.Schema}.{function.Name}", function);

    internal SystemView? Find(string database, string schema, string name) =>
        views.GetValueOrDefault($"{database}.{schema}.{name}") ?? views.GetValueOrDefault($".{schema}.{name}");

    internal SystemTableFunction? FindFunction(string schema, string name) => functions.GetValueOrDefault($"{schema}.{name}");
}
