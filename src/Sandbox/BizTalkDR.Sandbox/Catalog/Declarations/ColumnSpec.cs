using System.Globalization;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Catalog.Declarations;

/// <summary>
/// Columns written down as T-SQL would: <c>name sysname, database_id int, is_cdc_enabled bit = 0, note nvarchar(60) = none</c>. What
/// stands after = is the value of every row; without it the value is NULL unless the view computes it. A name with blanks stands in brackets.
/// </summary>
internal readonly record struct ColumnSpec(ResultColumn Column, object? Constant)
{
    internal static IEnumerable<ColumnSpec> ParseAll(string specs)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= specs.Length; i++)
        {
            if (i < specs.Length)
                depth += specs[i] switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
            if (i < specs.Length && (specs[i] != ',' || depth > 0))
                continue;
            yield return Parse(specs[start..i]);
            start = i + 1;
        }
    }

    internal static ColumnSpec Parse(string spec)
    {
        var declaration = spec.Split('=', 2);
        var text = declaration[0].Trim();
        var end = text.StartsWith('[') ? text.IndexOf(']') + 1 : text.IndexOf(' ');
        var name = text[..end].Trim('[', ']');
        var type = ParseType(text[end..].Trim());
        var constant = declaration.Length == 1 ? null : CatalogValue.Convert(declaration[1].Trim(), type);
        return new ColumnSpec(new ResultColumn(name, type), constant);
    }

    internal static SqlType ParseType(string text)
    {
        var parts = text.Split('(', ',', ')');
        int Number(int index) => parts[index] == "max" ? SqlType.Max : int.Parse(parts[index], CultureInfo.InvariantCulture);
        return parts[0].Trim() switch
        {
            "sysname" => SqlType.SysName,
            "bit" => SqlType.Bit,
            "tinyint" => SqlType.TinyInt,
            "smallint" => SqlType.SmallInt,
            "int" => SqlType.Int,
            "bigint" => SqlType.BigInt,
            "real" => new SqlType(SqlTypeKind.Real),
            "float" => SqlType.Float,
            "money" => new SqlType(SqlTypeKind.Money),
            "datetime" => SqlType.DateTime,
            "datetime2" => SqlType.DateTime2(),
            "smalldatetime" => new SqlType(SqlTypeKind.SmallDateTime),
            "datetimeoffset" => new SqlType(SqlTypeKind.DateTimeOffset, 0, 0, 7),
            "time" => new SqlType(SqlTypeKind.Time, 0, 0, 7),
            "uniqueidentifier" => SqlType.UniqueIdentifier,
            "sql_variant" => SqlType.Variant,
            "xml" => new SqlType(SqlTypeKind.Xml),
            "image" => new SqlType(SqlTypeKind.Image),
            "numeric" or "decimal" => SqlType.Decimal((byte)Number(1), (byte)Number(2)),
            "nvarchar" => SqlType.NVarChar(Number(1)),
            "varchar" => SqlType.VarChar(Number(1)),
            "nchar" => SqlType.NChar(Number(1)),
            "char" => SqlType.Char(Number(1)),
            "binary" => new SqlType(SqlTypeKind.Binary, Number(1)),
            "varbinary" => SqlType.VarBinary(Number(1)),
            var other => throw new FormatException($"'{other}' is no type that system views use."),
        };
    }
}
