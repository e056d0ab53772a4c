using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>ODBC's numbers of types, as sp_columns gives them.</summary>
internal static class OdbcType
{
    internal static short Of(SqlType type) =>
        type.Kind switch
        {
            SqlTypeKind.Bit => -7,
            SqlTypeKind.TinyInt => -6,
            SqlTypeKind.SmallInt => 5,
            SqlTypeKind.Int => 4,
            SqlTypeKind.BigInt => -5,
            SqlTypeKind.Decimal or SqlTypeKind.Money or SqlTypeKind.SmallMoney => 3,
            SqlTypeKind.Real => 7,
            SqlTypeKind.Float => 6,
            SqlTypeKind.Char => 1,
            SqlTypeKind.VarChar => 12,
            SqlTypeKind.Text => -1,
            SqlTypeKind.NChar => -8,
            SqlTypeKind.NVarChar => -9,
            SqlTypeKind.NText => -10,
            SqlTypeKind.Binary or SqlTypeKind.RowVersion => -2,
            SqlTypeKind.VarBinary => -3,
            SqlTypeKind.Image => -4,
            SqlTypeKind.UniqueIdentifier => -11,
            SqlTypeKind.Xml => -152,
            SqlTypeKind.Variant => -150,
            SqlTypeKind.DateTimeOffset => -155,
            SqlTypeKind.Date or SqlTypeKind.Time => -9,
            _ => 11,
        };
}
