namespace BizTalkDR.Sandbox.Types;

/// <summary>Types as T-SQL writes them.</summary>
internal static class TypeNames
{
    /// <summary>The name alone, as error messages show it: varchar, numeric.</summary>
    internal static string Name(SqlType type) =>
        type.Kind switch
        {
            SqlTypeKind.Decimal => "numeric",
            SqlTypeKind.RowVersion => "timestamp",
            SqlTypeKind.Variant => "sql_variant",
            _ => type.Kind.ToString().ToLowerInvariant(),
        };
}
