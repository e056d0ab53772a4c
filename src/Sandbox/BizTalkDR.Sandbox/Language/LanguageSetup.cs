using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Functions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Modules;
using BizTalkDR.Sandbox.Language.Statements.Storage;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language;

/// <summary>Teaches an instance T-SQL.</summary>
internal static class LanguageSetup
{
    internal static void AddTo(DatabaseEngine engine)
    {
        engine.Parts.Set(new SessionRequests(Interpreter.ExecuteBatch, Interpreter.ExecuteProcedure));
        engine.Parts.Set(
            new InnerPrograms(
                (context, scope, query) => new QueryBinder(context, scope).Bind(query),
                (binder, database, module, parameters) => new ScalarFunctionCall(binder.Context, database, module).Bind(binder, parameters),
                (binder, database, module, parameters) => new TableFunctionCall(binder.Context, database, module).Bind(binder, parameters)
            )
        );
        StateFunctions.AddTo(engine.Functions);
        engine.Functions.AddRange(ScalarFunctions.All);
        LanguageStatements.AddTo(engine.Statements);
        StorageStatements.AddTo(engine.Statements);
    }
}
