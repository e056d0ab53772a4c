using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>Literals with the types SQL Server gives them.</summary>
internal static class Literals
{
    internal static Bound Bind(Literal literal) =>
        literal switch
        {
            NullLiteral => new Bound(SqlType.Int, _ => null) { IsNull = true, IsConstant = true },
            IntegerLiteral => Integer(literal.Value),
            NumericLiteral => Number(literal.Value),
            RealLiteral => Bound.Constant(SqlType.Float, double.Parse(literal.Value, NumberStyles.Float, CultureInfo.InvariantCulture)),
            MoneyLiteral => Bound.Constant(
                new SqlType(SqlTypeKind.Money),
                Conversion.Convert(literal.Value, SqlType.VarChar(30), new SqlType(SqlTypeKind.Money))
            ),
            BinaryLiteral => Binary(literal.Value),
            StringLiteral { IsNational: true } => Bound.Constant(SqlType.NVarChar(LengthOf(literal.Value, 4000)), literal.Value),
            StringLiteral or IdentifierLiteral => Bound.Constant(SqlType.VarChar(LengthOf(literal.Value, 8000)), literal.Value),
            OdbcLiteral odbc => Odbc(odbc),
            _ => throw ExpressionBinder.Unsupported(literal),
        };

    private static int LengthOf(string text, int limit) => text.Length > limit ? SqlType.Max : Math.Max(1, text.Length);

    private static Bound Integer(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Bound.Constant(SqlType.Int, number)
            : Number(digits);

    private static Bound Number(string digits)
    {
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            throw MessageCatalog.Error(1007, digits);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : digits.Length - point - 1;
        var whole = (point < 0 ? digits : digits[..point]).TrimStart('0').Length;
        return Bound.Constant(SqlType.Decimal((byte)Math.Clamp(whole + scale, 1, 38), (byte)scale), number);
    }

    private static Bound Binary(string text)
    {
        var bytes = BinaryConversion.ParseLiteral(text);
        return Bound.Constant(SqlType.VarBinary(bytes.Length > 8000 ? SqlType.Max : Math.Max(1, bytes.Length)), bytes);
    }

    private static Bound Odbc(OdbcLiteral literal)
    {
        var type = literal.OdbcLiteralType == OdbcLiteralType.Guid ? SqlType.UniqueIdentifier : SqlType.DateTime;
        return Bound.Constant(type, Conversion.Convert(literal.Value, SqlType.VarChar(60), type));
    }
}
