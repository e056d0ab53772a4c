using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Types;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements;

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

    /// <summary>Converts a value to the type of the variable or parameter it goes to.</summary>
    internal static object? Convert(object? value, Bound from, SqlType to) => Convert(value, from.Type, to);

    internal static object? Convert(object? value, SqlType from, SqlType to)
    {
        if (value is null || (from == to && !to.IsString))
            return value;
        RequireImplicit(from, to);
        return Conversion.Convert(value, from, to);
    }

    /// <summary>Converts a value for a column: what does not fit is an error, not cut.</summary>
    internal static object? ConvertForColumn(object? value, SqlType from, Storage.ColumnDefinition column, string table)
    {
        if (value is null)
            return null;
        RequireImplicit(from, column.Type);
        var to = column.Type;
        if (to.Length > 0 && value is string text && to.IsString)
        {
            var length = text.Length;
            if (length > to.Length && text.AsSpan().TrimEnd(' ').Length > to.Length)
                throw MessageCatalog.Error(2628, table, column.Name, text[..Math.Min(to.Length, 128)]);
        }
        else if (to.Length > 0 && to.Kind != SqlTypeKind.RowVersion && value is byte[] bytes && to.IsBinary && bytes.Length > to.Length)
            throw MessageCatalog.Error(2628, table, column.Name, System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(to.Length, 128)]));
        return Conversion.Convert(value, from, to);
    }

    /// <summary>Applies = += -= and kin.</summary>
    internal static Bound Combine(AssignmentKind kind, Bound current, Bound operand) =>
        kind == AssignmentKind.Equals
            ? operand
            : Operators.Bind(
                kind switch
                {
                    AssignmentKind.AddEquals => BinaryExpressionType.Add,
                    AssignmentKind.SubtractEquals => BinaryExpressionType.Subtract,
                    AssignmentKind.MultiplyEquals => BinaryExpressionType.Multiply,
                    AssignmentKind.DivideEquals => BinaryExpressionType.Divide,
                    AssignmentKind.ModEquals => BinaryExpressionType.Modulo,
                    AssignmentKind.BitwiseAndEquals => BinaryExpressionType.BitwiseAnd,
                    AssignmentKind.BitwiseOrEquals => BinaryExpressionType.BitwiseOr,
                    _ => BinaryExpressionType.BitwiseXor,
                },
                current,
                operand
            );

    private static void RequireImplicit(SqlType from, SqlType to)
    {
        if (from.Kind == SqlTypeKind.Variant && to.Kind != SqlTypeKind.Variant)
            throw MessageCatalog.Error(257, "sql_variant", TypeNames.Name(to));
        if (from.IsString && to.IsBinary && to.Kind != SqlTypeKind.RowVersion)
            throw MessageCatalog.Error(257, TypeNames.Name(from), TypeNames.Name(to));
        if (TypeRules.IsDateOrTime(from.Kind) && TypeRules.IsNumber(to.Kind))
            throw MessageCatalog.Error(257, TypeNames.Name(from), TypeNames.Name(to));
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
                : Combine(statement.AssignmentKind, new Bound(variable.Type, _ => variable.Value), operand);
        variable.Value = Convert(bound.Evaluate(RowFrame.Empty), bound, variable.Type);
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
