using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Parsing;

/// <summary>The types that a text names.</summary>
internal static class TypeReferences
{
    /// <summary>The type a DECLARE, CAST or column names. Alias types are looked up in the database.</summary>
    /// <param name="reference">The type as written.</param>
    /// <param name="database">Where alias types live.</param>
    /// <param name="defaultLength">The length of char and binary types without one: 1 in declarations, 30 in CAST and CONVERT.</param>
    internal static SqlType Resolve(DataTypeReference reference, Database database, int defaultLength = 1) =>
        reference switch
        {
            SqlDataTypeReference known => Resolve(known, defaultLength),
            XmlDataTypeReference => new SqlType(SqlTypeKind.Xml),
            _ => FindAlias(reference.Name, database)?.Type ?? SysName(reference.Name) ?? throw Unknown(reference.Name.BaseIdentifier.Value),
        };

    /// <summary>The alias type of that name, or null.</summary>
    internal static UserTypeDefinition? FindAlias(SchemaObjectName? name, Database database) =>
        name is null ? null : database.Find(name.SchemaIdentifier?.Value ?? "dbo", name.BaseIdentifier.Value) as UserTypeDefinition;

    private static SqlServerException Unknown(string name) => MessageCatalog.Error(2715, name);

    private static SqlType? SysName(SchemaObjectName name) => name.BaseIdentifier.Value.SameAs("sysname") ? SqlType.SysName : null;

    private static SqlType Resolve(SqlDataTypeReference reference, int defaultLength)
    {
        return reference.SqlDataTypeOption switch
        {
            SqlDataTypeOption.BigInt => SqlType.BigInt,
            SqlDataTypeOption.Int => SqlType.Int,
            SqlDataTypeOption.SmallInt => SqlType.SmallInt,
            SqlDataTypeOption.TinyInt => SqlType.TinyInt,
            SqlDataTypeOption.Bit => SqlType.Bit,
            SqlDataTypeOption.Decimal or SqlDataTypeOption.Numeric => SqlType.Decimal((byte)Parameter(0, 18), (byte)Parameter(1, 0)),
            SqlDataTypeOption.Money => new SqlType(SqlTypeKind.Money),
            SqlDataTypeOption.SmallMoney => new SqlType(SqlTypeKind.SmallMoney),
            SqlDataTypeOption.Float => Parameter(0, 53) <= 24 ? new SqlType(SqlTypeKind.Real) : SqlType.Float,
            SqlDataTypeOption.Real => new SqlType(SqlTypeKind.Real),
            SqlDataTypeOption.DateTime => SqlType.DateTime,
            SqlDataTypeOption.SmallDateTime => new SqlType(SqlTypeKind.SmallDateTime),
            SqlDataTypeOption.Char => SqlType.Char(Parameter(0, defaultLength)),
            SqlDataTypeOption.VarChar => SqlType.VarChar(Parameter(0, defaultLength)),
            SqlDataTypeOption.Text => new SqlType(SqlTypeKind.Text),
            SqlDataTypeOption.NChar => SqlType.NChar(Parameter(0, defaultLength)),
            SqlDataTypeOption.NVarChar => SqlType.NVarChar(Parameter(0, defaultLength)),
            SqlDataTypeOption.NText => new SqlType(SqlTypeKind.NText),
            SqlDataTypeOption.Binary => new SqlType(SqlTypeKind.Binary, Parameter(0, defaultLength)),
            SqlDataTypeOption.VarBinary => SqlType.VarBinary(Parameter(0, defaultLength)),
            SqlDataTypeOption.Image => new SqlType(SqlTypeKind.Image),
            SqlDataTypeOption.Sql_Variant => SqlType.Variant,
            SqlDataTypeOption.Timestamp or SqlDataTypeOption.Rowversion => new SqlType(SqlTypeKind.RowVersion, 8),
            SqlDataTypeOption.UniqueIdentifier => SqlType.UniqueIdentifier,
            SqlDataTypeOption.Date => new SqlType(SqlTypeKind.Date),
            SqlDataTypeOption.Time => new SqlType(SqlTypeKind.Time, Scale: (byte)Parameter(0, 7)),
            SqlDataTypeOption.DateTime2 => SqlType.DateTime2((byte)Parameter(0, 7)),
            SqlDataTypeOption.DateTimeOffset => new SqlType(SqlTypeKind.DateTimeOffset, Scale: (byte)Parameter(0, 7)),
            _ => throw Unknown(reference.SqlDataTypeOption.ToString().ToLowerInvariant()),
        };

        int Parameter(int index, int missing) =>
            reference.Parameters.Count <= index ? missing
            : reference.Parameters[index] is MaxLiteral ? SqlType.Max
            : int.Parse(reference.Parameters[index].Value, CultureInfo.InvariantCulture);
    }
}
