using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Execution;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>One argument of a call: its value, and where an OUTPUT value goes.</summary>
internal sealed class CallArgument
{
    /// <summary>With its @, or empty when given by place.</summary>
    internal required string Name { get; init; }

    internal required SqlType Type { get; init; }

    internal object? Value { get; init; }

    internal bool IsDefault { get; init; }

    internal bool IsOutput { get; init; }

    /// <summary>Takes the value of an OUTPUT parameter with its type.</summary>
    internal Action<object?, SqlType>? Return { get; init; }
}

/// <summary>Finds a procedure by its name and runs it.</summary>
internal static class ProcedureCall
{
    /// <returns>The return status.</returns>
    internal static int Run(StatementContext caller, SchemaObjectName name, IReadOnlyList<CallArgument> arguments, IResultSink? sink = null)
    {
        sink ??= caller.Sink;
        if (name.ServerIdentifier is { Value.Length: > 0 } server)
            return RemoteCalls.Call(caller, server.Value, name, arguments, sink);
        Reach(caller, name, FaultMoment.Before);
        var status = RunHere(caller, name, arguments, sink);
        Reach(caller, name, FaultMoment.After);
        return status;
    }

    private static void Reach(StatementContext caller, SchemaObjectName name, FaultMoment moment)
    {
        if (!caller.Instance.Host.Faults.IsEmpty)
            FaultPlace.Reach(
                caller.Session,
                FaultPoint.Procedure,
                name.BaseIdentifier.Value,
                moment,
                () => MessageCatalog.Error(701, "default"),
                caller.Attention
            );
    }

    private static int RunHere(StatementContext caller, SchemaObjectName name, IReadOnlyList<CallArgument> arguments, IResultSink sink)
    {
        var procedureName = name.BaseIdentifier.Value;
        var database = name.DatabaseIdentifier?.Value is { Length: > 0 } other
            ? ObjectResolver.FindDatabase(caller, other) ?? throw NotFound(name)
            : caller.Database;
        var schema = name.SchemaIdentifier?.Value is { Length: > 0 } written ? written : "dbo";
        var isSystemName =
            procedureName.StartsWith("sp_", StringComparison.OrdinalIgnoreCase)
            || procedureName.StartsWith("xp_", StringComparison.OrdinalIgnoreCase);
        if (isSystemName && LanguageProcedures.Find(procedureName) is { } own)
            return InDatabase(caller.Session, database, () => own(caller, arguments, sink));
        if (FindModule(database, schema, procedureName) is var (home, module))
            return RunModule(caller, home, module, arguments, sink);
        if (caller.SecondDatabase is { } second && FindModule(second, schema, procedureName) is var (secondHome, secondModule))
            return RunModule(caller, secondHome, secondModule, arguments, sink);
        if (FindSystem(caller, database, procedureName, isSystemName) is { } system)
            return SystemProcedureRunner.Run(caller, database, system, arguments, sink);
        if (
            isSystemName
            && caller.Instance.FindDatabase("master") is { } master
            && FindModule(master, "dbo", procedureName) is var (_, shared)
        )
            return RunModule(caller, database, shared, arguments, sink, master);
        if (database.Find(schema, procedureName) is SynonymDefinition synonym)
            return Run(caller, ModuleText.ParseName(synonym.BaseObjectName), arguments, sink);
        throw NotFound(name);
    }

    /// <summary>Called with a database's name, sp_executesql runs its batch there.</summary>
    private static int InDatabase(SqlSession session, Database database, Func<int> call)
    {
        var before = session.Database;
        session.Database = database;
        try
        {
            return call();
        }
        finally
        {
            session.Database = before;
        }
    }

    /// <summary>Runs a procedure written in T-SQL. The second database is master for its sp_ procedures, which run in the caller's.</summary>
    internal static int RunModule(
        StatementContext caller,
        Database database,
        ModuleDefinition module,
        IReadOnlyList<CallArgument> arguments,
        IResultSink sink,
        Database? second = null
    )
    {
        if (!module.IsSystem)
            caller.CheckObject(database, "EXECUTE", module);
        var body = ModuleText.Procedure(module);
        var session = caller.Session;
        var context = new StatementContext(session, sink, caller.Attention, caller)
        {
            Module = module,
            ProcedureName = module.Name,
            NestLevel = ProcedureScope.NextLevel(caller),
            SecondDatabase = second,
        };
        var before = session.TransactionCount;
        var isFinished = ProcedureScope.Run(
            context,
            database,
            module,
            () =>
            {
                ParameterBinding.Bind(context, module.Name, body.Parameters, arguments);
                StatementExecutor.RunAll(context, body.StatementList.Statements);
            }
        );
        ParameterBinding.Return(context, body.Parameters, arguments);
        CheckTransactionCount(caller, before);
        return isFinished ? context.ReturnValue as int? ?? 0 : -6;
    }

    private static void CheckTransactionCount(StatementContext caller, int before)
    {
        var after = caller.Session.TransactionCount;
        // It tells of the count and ends nothing; under XACT_ABORT, which ends the batch at errors, it is not raised.
        if (after != before && !caller.Session.IsTransactionDoomed && !caller.Session.Settings.XactAbort)
            throw MessageCatalog.ErrorWithState(266, 2, before, after);
    }

    private static (Database, ModuleDefinition)? FindModule(Database database, string schema, string name)
    {
        if (database.Find(schema, name) is not ModuleDefinition { Kind: ModuleKind.Procedure } module)
            return null;
        return (database, module);
    }

    private static SystemProcedure? FindSystem(StatementContext caller, Database database, string name, bool isSystemName)
    {
        var found = caller.Instance.Procedures.Find(database.Name, name);
        return found is null || (!isSystemName && !found.Database.SameAs(database.Name)) ? null : found;
    }

    private static SqlServerException NotFound(SchemaObjectName name) => MessageCatalog.ErrorWithState(2812, 62, ObjectResolver.Show(name));
}
