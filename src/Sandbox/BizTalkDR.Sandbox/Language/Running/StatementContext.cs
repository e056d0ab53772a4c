using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>
/// One running batch, procedure, function or trigger: its variables, where its output goes and who called it. Statement handlers
/// get it to evaluate expressions, to send messages and to reach the session.
/// </summary>
internal sealed class StatementContext(SqlSession session, IResultSink sink, CancellationToken attention, StatementContext? caller = null)
{
    private readonly Dictionary<string, Variable> variables = new(StringComparer.OrdinalIgnoreCase);

    internal SqlSession Session { get; } = session;

    internal DatabaseEngine Instance => Session.Instance;

    internal IResultSink Sink { get; } = sink;

    internal CancellationToken Attention { get; } = attention;

    /// <summary>Who called this procedure, function, trigger or dynamic batch; null for a batch of the client's.</summary>
    internal StatementContext? Caller { get; } = caller;

    /// <summary>The database that names are looked up in: the session's current one, a module's own while it runs.</summary>
    internal Database Database => Session.Database;

    /// <summary>Where names are looked up that the current database does not have: master, in a system procedure of master's.</summary>
    internal Database? SecondDatabase { get; init; }

    /// <summary>The running procedure, function or trigger.</summary>
    internal ModuleDefinition? Module { get; init; }

    /// <summary>The module's name, as errors report it; a dynamic batch has none.</summary>
    internal string? ProcedureName { get; init; }

    /// <summary>@@NESTLEVEL.</summary>
    internal int NestLevel { get; init; }

    /// <summary>Whether errors go to the calling statement as they are: functions and triggers have no statements of their own for the client.</summary>
    internal bool IsFunction { get; init; }

    internal bool IsTrigger { get; init; }

    /// <summary>Whether nothing runs, and names are only looked at: no locks, no permissions, no other servers.</summary>
    internal bool IsDry { get; init; }

    /// <summary>In a trigger, the columns that the UPDATE set; null after an INSERT, which sets all.</summary>
    internal IReadOnlySet<string>? UpdatedColumns { get; init; }

    /// <summary>Whether results are those of a procedure: DONEINPROC.</summary>
    internal bool IsInProcedure => Module is not null || Caller is not null;

    /// <summary>How many TRY blocks of this very context are open.</summary>
    internal int TryDepth { get; set; }

    /// <summary>How many CATCH blocks of this very context are open: THROW alone needs one.</summary>
    internal int CatchDepth { get; set; }

    /// <summary>The statements that run, for the declarations in them.</summary>
    internal IList<TSqlStatement>? Statements { get; set; }

    /// <summary>The type a function returns.</summary>
    internal SqlType ReturnType { get; init; } = SqlType.Int;

    /// <summary>RETURN's value.</summary>
    internal object? ReturnValue { get; set; }

    /// <summary>Where a GOTO wants to go.</summary>
    internal string? WantedLabel { get; set; }

    internal StatementLocation Location { get; set; } = new(1);

    /// <summary>Cursors declared LOCAL.</summary>
    internal Dictionary<string, SqlCursor> Cursors { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tables that only this context sees by name: inserted and deleted in a trigger.</summary>
    internal Dictionary<string, Table> PrivateTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Temporary tables made here, which end with it, and what they hid.</summary>
    internal List<(string Name, Table? Hidden)> TemporaryTables { get; } = [];

    /// <summary>SCOPE_IDENTITY() of this context.</summary>
    internal decimal? ScopeIdentity
    {
        get => IsOutermost ? Session.ScopeIdentity : field;
        set
        {
            if (IsOutermost)
                Session.ScopeIdentity = value;
            else
                field = value;
        }
    }

    internal IReadOnlyDictionary<string, Variable> Variables => variables;

    /// <summary>Expressions outside any query that were bound once for the whole run.</summary>
    internal Dictionary<ScalarExpression, Bound> BoundExpressions { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Conditions outside any query that were bound once for the whole run.</summary>
    internal Dictionary<BooleanExpression, Predicate> BoundConditions { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// The transaction that a statement's changes belong to: the user's, or one of the statement's own that is committed when it ends.
    /// </summary>
    internal SqlTransaction Transaction => Session.Transaction ?? (Session.Autocommit ??= new SqlTransaction(Session.Spid));

    private bool IsOutermost => Module is null && Caller is null;

    internal Variable Declare(Variable variable)
    {
        if (!variables.TryAdd(variable.Name, variable))
            throw MessageCatalog.Error(134, variable.Name);
        return variable;
    }

    /// <summary>Declares a variable, or finds it when the same DECLARE runs again in a loop.</summary>
    internal Variable DeclareAgain(Variable variable)
    {
        if (variables.TryGetValue(variable.Name, out var known))
            return known;
        variables.Add(variable.Name, variable);
        return variable;
    }

    internal Variable FindVariable(string name) =>
        variables.GetValueOrDefault(name) ?? FindDeclaration(name) ?? throw MessageCatalog.ErrorWithState(137, 2, name);

    /// <summary>A DECLARE counts from where it is written on, whether it was run or not.</summary>
    private Variable? FindDeclaration(string name)
    {
        var element = Statements is null ? null : BatchChecks.FindDeclaration(Statements, name);
        return element is null ? null : DeclareAgain(new Variable(name, ResolveType(element.DataType)));
    }

    /// <summary>An error that goes to a CATCH block when there is one, and ends nothing when there is none.</summary>
    internal void Raise(SqlMessage message)
    {
        var located = Locate(message);
        Session.LastError = located.Number;
        if (TryDepth > 0 || IsTriedByCaller())
            throw new StatementFailure([located], FailureReach.Statement, this);
        Sink.Message(located);
        Session.PendingError = located.Number;
    }

    /// <summary>Sends information or an error that does not end the statement, with the line and procedure it comes from.</summary>
    internal void Send(SqlMessage message) => Sink.Message(Locate(message));

    /// <summary>Sends a message of the catalog (severity 10 or less).</summary>
    internal void Send(int number, params object?[] arguments) => Send(MessageCatalog.Message(number, arguments));

    internal SqlMessage Locate(SqlMessage message) =>
        message.Procedure is not null ? message : message with { Line = Location.Line, Procedure = ProcedureName };

    /// <summary>Ends a statement for the client: the count is left out under NOCOUNT.</summary>
    internal void EndStatement(StatementKind kind, long? rowCount)
    {
        if (IsFunction || (Session.Settings.NoCount && rowCount is null && IsInProcedure))
            return;
        Sink.EndStatement(kind, Session.Settings.NoCount ? null : rowCount, IsInProcedure);
    }

    /// <summary>Whether a TRY block of a caller's is open.</summary>
    internal bool IsTriedByCaller()
    {
        for (var context = Caller; context is not null; context = context.Caller)
            if (context.TryDepth > 0)
                return true;
        return false;
    }

    /// <summary>The type that is meant by a name, a database's own types among them.</summary>
    internal SqlType ResolveType(DataTypeReference reference, int defaultLength = 1) =>
        TypeReferences.Resolve(reference, Database, defaultLength);
}

/// <summary>The line of the running statement.</summary>
internal readonly record struct StatementLocation(int Line);
