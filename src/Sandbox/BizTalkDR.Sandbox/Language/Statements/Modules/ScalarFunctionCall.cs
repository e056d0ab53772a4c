using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>A call of a scalar function written in T-SQL.</summary>
internal sealed class ScalarFunctionCall(StatementContext caller, Database database, ModuleDefinition module)
    : ModuleFunctionCall(caller, database, module)
{
    internal Bound Bind(ExpressionBinder binder, IList<ScalarExpression> parameters)
    {
        var type = Caller.ResolveType(((ScalarFunctionReturnType)Body.ReturnType).DataType);
        var arguments = BindArguments(binder, parameters);
        return new Bound(type, frame => Run(type, arguments, frame).ReturnValue);
    }
}
