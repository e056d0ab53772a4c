using System.Collections.Concurrent;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>
/// The statements of an instance by the type of their parse tree. Each area adds what is its own: the storage BACKUP and RESTORE,
/// the catalog logins and permissions.
/// </summary>
internal sealed class StatementHandlers
{
    private readonly Dictionary<Type, Action<StatementContext, TSqlStatement>> handlers = [];
    private readonly ConcurrentDictionary<Type, Action<StatementContext, TSqlStatement>?> found = new();

    /// <summary>Runs a kind of statement; a handler of a base class takes all statements derived from it that have none of their own.</summary>
    internal void Add<TStatement>(Action<StatementContext, TStatement> handler)
        where TStatement : TSqlStatement
    {
        handlers.Add(typeof(TStatement), (context, statement) => handler(context, (TStatement)statement));
        found.Clear();
    }

    internal Action<StatementContext, TSqlStatement>? Find(TSqlStatement statement) => found.GetOrAdd(statement.GetType(), FindAnew);

    private Action<StatementContext, TSqlStatement>? FindAnew(Type type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
            if (handlers.TryGetValue(candidate, out var handler))
                return handler;
        return null;
    }
}
