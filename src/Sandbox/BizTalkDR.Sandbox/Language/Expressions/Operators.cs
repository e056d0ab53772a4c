using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>Arithmetic, concatenation and bitwise operators with their result types.</summary>
internal static class Operators
{
    internal static Bound Bind(BinaryExpressionType operation, Bound left, Bound right)
    {
        if (left.IsNull && right.IsNull)
            return new Bound(SqlType.Int, _ => null);
        var (leftType, rightType) = (left.IsNull ? right.Type : left.Type, right.IsNull ? left.Type : right.Type);
        if (operation == BinaryExpressionType.Add && (leftType.IsString && rightType.IsString || leftType.IsBinary && rightType.IsBinary))
            return Concatenate(left, right, TypeRules.Concatenation(leftType, rightType));
        var common = TypeRules.Common(leftType, rightType);
        if (
            common.Kind is SqlTypeKind.DateTime or SqlTypeKind.SmallDateTime
            && operation is BinaryExpressionType.Add or BinaryExpressionType.Subtract
        )
            return AddDays(operation, left, right, common);
        if (common.IsString)
            throw MessageCatalog.Error(
                operation is BinaryExpressionType.Add ? 402 : 8117,
                TypeNames.Name(leftType),
                operation is BinaryExpressionType.Add ? TypeNames.Name(rightType) : Word(operation),
                Word(operation)
            );
        if (TypeRules.IsDateOrTime(common.Kind))
            throw MessageCatalog.Error(206, TypeNames.Name(rightType), TypeNames.Name(leftType));
        if (operation is BinaryExpressionType.BitwiseAnd or BinaryExpressionType.BitwiseOr or BinaryExpressionType.BitwiseXor)
            return Bitwise(
                operation,
                left,
                right,
                leftType.IsBinary ? rightType
                    : rightType.IsBinary ? leftType
                    : common
            );
        if (common.IsBinary || leftType.IsBinary || rightType.IsBinary)
            common =
                leftType.IsBinary && rightType.IsBinary ? throw MessageCatalog.Error(8117, TypeNames.Name(common), Word(operation))
                : leftType.IsBinary ? rightType
                : leftType;
        if (!TypeRules.IsNumber(common.Kind))
            throw MessageCatalog.Error(
                common.Kind == SqlTypeKind.Bit ? 402 : 8117,
                TypeNames.Name(common),
                Word(operation),
                Word(operation)
            );
        return Arithmetic(operation, left, right, leftType, rightType, common);
    }

    internal static Bound Bind(UnaryExpressionType operation, Bound operand)
    {
        if (operation == UnaryExpressionType.Positive)
            return operand;
        if (operation == UnaryExpressionType.BitwiseNot)
            return new Bound(operand.Type, frame => operand.Evaluate(frame) is { } value ? Not(value, operand.Type) : null);
        if (operand.IsNull)
            return operand;
        if (operand.Type.IsString || operand.Type.IsBinary)
            throw MessageCatalog.Error(8117, TypeNames.Name(operand.Type), "minus");
        var type = operand.Type.Kind is SqlTypeKind.TinyInt ? SqlType.SmallInt : operand.Type;
        var zero = Conversion.Convert(0, SqlType.Int, type)!;
        // The smallest int is written as minus a literal that is too large for an int.
        if (operand.IsConstant && operand.Evaluate(RowFrame.Empty) is decimal and 2147483648m)
            return Bound.Constant(SqlType.Int, int.MinValue);
        var converted = operand.As(type);
        return new Bound(
            type,
            frame => converted.Evaluate(frame) is { } value ? Calculate(BinaryExpressionType.Subtract, zero, value, type) : null
        )
        {
            IsConstant = operand.IsConstant,
            IsNullable = operand.IsNullable,
        };
    }

    private static Bound Concatenate(Bound left, Bound right, SqlType type)
    {
        var (first, second) = (left.Evaluate, right.Evaluate);
        var limit = type.Length <= 0 ? int.MaxValue : type.Length;
        Func<RowFrame, object?> evaluate = type.IsString
            ? frame => first(frame) is string a && second(frame) is string b ? Cut(a + b, limit) : null
            : frame => first(frame) is byte[] a && second(frame) is byte[] b ? (byte[])[.. a, .. b] : null;
        var collation = right.HasExplicitCollation ? right.Collation : left.Collation;
        return new Bound(type, evaluate) { IsNullable = left.IsNullable || right.IsNullable, Collation = collation };
    }

    private static string Cut(string text, int limit) => text.Length > limit ? text[..limit] : text;

    private static Bound AddDays(BinaryExpressionType operation, Bound left, Bound right, SqlType type)
    {
        var (first, second) = (left.As(type), right.As(type));
        var sign = operation == BinaryExpressionType.Subtract ? -1 : 1;
        return new Bound(
            type,
            frame =>
            {
                if (first.Evaluate(frame) is not DateTime a || second.Evaluate(frame) is not DateTime b)
                    return null;
                var days = (b - DateConversion.Epoch) * sign;
                try
                {
                    return DateConversion.FromDateTime(a + days, type, type);
                }
                catch (ArgumentOutOfRangeException)
                {
                    throw MessageCatalog.Error(517, TypeNames.Name(type));
                }
            }
        );
    }

    private static Bound Bitwise(BinaryExpressionType operation, Bound left, Bound right, SqlType type)
    {
        if (!TypeRules.IsInteger(type.Kind))
            throw MessageCatalog.Error(402, TypeNames.Name(left.Type), TypeNames.Name(right.Type), Word(operation));
        var (first, second) = (left.As(SqlType.BigInt), right.As(SqlType.BigInt));
        return new Bound(
            type,
            frame =>
            {
                if (first.Evaluate(frame) is not long a || second.Evaluate(frame) is not long b)
                    return null;
                var result = operation switch
                {
                    BinaryExpressionType.BitwiseAnd => a & b,
                    BinaryExpressionType.BitwiseOr => a | b,
                    _ => a ^ b,
                };
                return Conversion.Convert(result, SqlType.BigInt, type);
            }
        );
    }

    private static object Not(object value, SqlType type) =>
        value switch
        {
            bool bit => !bit,
            byte number => (byte)~number,
            short number => (short)~number,
            int number => ~number,
            long number => ~number,
            _ => throw MessageCatalog.Error(8117, TypeNames.Name(type), "'~'"),
        };

    private static Bound Arithmetic(
        BinaryExpressionType operation,
        Bound left,
        Bound right,
        SqlType leftType,
        SqlType rightType,
        SqlType common
    )
    {
        var result = common;
        if (
            common.Kind == SqlTypeKind.Decimal
            && !left.IsNull
            && !right.IsNull
            && TypeRules.IsExactNumber(leftType.Kind)
            && TypeRules.IsExactNumber(rightType.Kind)
        )
            result = ResultOf(operation, DigitsOf(left), DigitsOf(right));
        else if (common.Kind == SqlTypeKind.Bit)
            throw MessageCatalog.Error(402, "bit", "bit", Word(operation));
        var operands = result.Kind == SqlTypeKind.Decimal ? SqlType.Decimal(38, 28) : result;
        var (first, second) = (
            result.Kind == SqlTypeKind.Decimal ? Exact(left) : left.As(operands).Evaluate,
            result.Kind == SqlTypeKind.Decimal ? Exact(right) : right.As(operands).Evaluate
        );
        return new Bound(result, frame => first(frame) is { } a && second(frame) is { } b ? Calculate(operation, a, b, result) : null)
        {
            IsNullable = left.IsNullable || right.IsNullable,
            IsConstant = left.IsConstant && right.IsConstant,
        };
    }

    /// <summary>Decimals keep their own scale until the operation is done.</summary>
    private static Func<RowFrame, object?> Exact(Bound operand)
    {
        if (operand.Type.Kind is SqlTypeKind.Decimal or SqlTypeKind.Money or SqlTypeKind.SmallMoney || operand.IsNull)
            return operand.Evaluate;
        var (from, evaluate) = (operand.Type, operand.Evaluate);
        var to = TypeRules.IsInteger(from.Kind) ? TypeRules.AsDecimal(from) : SqlType.Decimal(38, 18);
        return frame => Conversion.Convert(evaluate(frame), from, to);
    }

    /// <summary>An integer literal counts with the digits it has, a variable or column with those of its type.</summary>
    private static SqlType DigitsOf(Bound operand) =>
        operand.IsConstant && TypeRules.IsInteger(operand.Type.Kind) && operand.Evaluate(RowFrame.Empty) is { } value
            ? TypeRules.TypeOf(Convert.ToDecimal(value, null))
            : TypeRules.AsDecimal(operand.Type);

    private static SqlType ResultOf(BinaryExpressionType operation, SqlType left, SqlType right) =>
        operation switch
        {
            BinaryExpressionType.Multiply => TypeRules.Product(left, right),
            BinaryExpressionType.Divide => TypeRules.Quotient(left, right),
            BinaryExpressionType.Modulo => TypeRules.Remainder(left, right),
            _ => TypeRules.Sum(left, right),
        };

    private static object Calculate(BinaryExpressionType operation, object left, object right, SqlType type)
    {
        try
        {
            return (left, right) switch
            {
                (int a, int b) => checked(
                    operation switch
                    {
                        BinaryExpressionType.Add => a + b,
                        BinaryExpressionType.Subtract => a - b,
                        BinaryExpressionType.Multiply => a * b,
                        BinaryExpressionType.Divide => a / b,
                        _ => b == -1 ? 0 : a % b,
                    }
                ),
                (decimal a, decimal b) => Conversion.FitDecimal(
                    Exact(operation, a, b),
                    type,
                    type.Kind == SqlTypeKind.Decimal ? type : SqlType.Decimal(19, 4)
                ),
                (double a, double b) => Finite(Floating(operation, a, b)),
                (float a, float b) => (float)Finite(Floating(operation, a, b)),
                _ => Conversion.Convert(Whole(operation, Convert.ToInt64(left, null), Convert.ToInt64(right, null)), SqlType.BigInt, type)!,
            };
        }
        catch (OverflowException)
        {
            throw MessageCatalog.Error(8115, "expression", TypeNames.Name(type));
        }
        catch (DivideByZeroException)
        {
            throw MessageCatalog.Error(8134);
        }
    }

    private static long Whole(BinaryExpressionType operation, long a, long b) =>
        checked(
            operation switch
            {
                BinaryExpressionType.Add => a + b,
                BinaryExpressionType.Subtract => a - b,
                BinaryExpressionType.Multiply => a * b,
                BinaryExpressionType.Divide => a / b,
                _ => b == -1 ? 0 : a % b,
            }
        );

    private static decimal Exact(BinaryExpressionType operation, decimal a, decimal b) =>
        operation switch
        {
            BinaryExpressionType.Add => a + b,
            BinaryExpressionType.Subtract => a - b,
            BinaryExpressionType.Multiply => a * b,
            BinaryExpressionType.Divide => a / b,
            _ => a % b,
        };

    private static double Floating(BinaryExpressionType operation, double a, double b)
    {
        if (b == 0 && operation is BinaryExpressionType.Divide or BinaryExpressionType.Modulo && b == 0)
            throw new DivideByZeroException();
        return operation switch
        {
            BinaryExpressionType.Add => a + b,
            BinaryExpressionType.Subtract => a - b,
            BinaryExpressionType.Multiply => a * b,
            BinaryExpressionType.Divide => a / b,
            _ => a % b,
        };
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : throw new OverflowException();

    private static string Word(BinaryExpressionType operation) =>
        operation switch
        {
            BinaryExpressionType.Add => "add",
            BinaryExpressionType.Subtract => "subtract",
            BinaryExpressionType.Multiply => "multiply",
            BinaryExpressionType.Divide => "divide",
            BinaryExpressionType.Modulo => "modulo",
            BinaryExpressionType.BitwiseAnd => "'&'",
            BinaryExpressionType.BitwiseOr => "'|'",
            _ => "'^'",
        };
}
