using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Data;
using BizTalkDR.Sandbox.Language.Statements.Tables;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Control;

/// <summary>DECLARE and SET of variables, and the conversions that assignments make.</summary>
internal static class Assignments
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<DeclareVariableStatement>(Declare);
        handlers.Add<DeclareTableVariableStatement>(DeclareTable);
        handlers.Add<SetVariableStatement>(Set);
        handlers.Add<PrintStatement>(Print);
    }

    private static void Declare(StatementContext context, DeclareVariableStatement statement)
    {
        foreach (var declaration in statement.Declarations)
        {
            var name = declaration.VariableName.Value;
            if (declaration.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.Cursor })
            {
                context.DeclareAgain(new Variable(name, SqlType.Int) { IsCursor = true });
                continue;
            }
            var type = context.ResolveType(declaration.DataType);
            var variable = context.DeclareAgain(new Variable(name, type));
            if (declaration.Value is not null)
            {
                variable.Value = context.Evaluate(declaration.Value, type);
                context.Session.RowCount = 1;
            }
        }
    }

    private static void DeclareTable(StatementContext context, DeclareTableVariableStatement statement)
    {
        var name = statement.Body.VariableName.Value;
        var definition = TableBuilder.Build(context, context.Database, name, "dbo", statement.Body.Definition, id: -1);
        context.DeclareAgain(new Variable(name, SqlType.Int) { Table = new Table(null, definition) });
    }

    private static void Set(StatementContext context, SetVariableStatement statement)
    {
        var variable = context.FindVariable(statement.Variable.Name);
        if (statement.CursorDefinition is { } definition)
        {
            variable.Cursor = Cursors.Make(context, variable.Name, definition);
            return;
        }
        if (variable.IsCursor)
        {
            variable.Cursor = statement.Expression switch
            {
                VariableReference other => context.FindVariable(other.Name).Cursor,
                ColumnReferenceExpression { MultiPartIdentifier: { } name } => Cursors.FindNamed(context, name[0].Value),
                _ => throw ExpressionBinder.Unsupported(statement),
            };
            return;
        }
        var operand = context.Bind(statement.Expression);
        var bound =
            statement.AssignmentKind == AssignmentKind.Equals
                ? operand
                : AssignmentConversion.Combine(statement.AssignmentKind, new Bound(variable.Type, _ => variable.Value), operand);
        variable.Value = AssignmentConversion.Convert(bound.Evaluate(RowFrame.Empty), bound, variable.Type);
        context.Session.RowCount = 1;
    }

    private static void Print(StatementContext context, PrintStatement statement)
    {
        var bound = context.Bind(statement.Expression);
        var text = (string?)Conversion.Convert(bound.Evaluate(RowFrame.Empty), bound.Type, SqlType.NVarChar(4000)) ?? " ";
        context.Send(new SqlMessage(0, 0, 1, text.Length == 0 ? " " : text));
        context.Session.RowCount = 0;
    }
}
