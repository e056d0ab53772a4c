using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>The conversions that assignments make: those that need no CONVERT.</summary>
internal static class AssignmentConversion
{
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
    internal static object? ConvertForColumn(
        object? value,
        SqlType from,
        BizTalkDR.Sandbox.Storage.Definitions.ColumnDefinition column,
        string table
    )
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
}
