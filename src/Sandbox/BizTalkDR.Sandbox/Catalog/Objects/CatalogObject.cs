namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>A row of sys.all_objects.</summary>
/// <param name="Id">object_id.</param>
/// <param name="Name">The name, unique in its schema.</param>
/// <param name="Schema">The schema's name.</param>
/// <param name="Type">One or two letters as in sys.objects.type.</param>
/// <param name="Source">The entry of the catalog or the part of a table it is made from.</param>
/// <param name="ParentId">The table of a constraint or trigger; 0 without one.</param>
/// <param name="CreateDate">When it was made.</param>
/// <param name="ModifyDate">When it was last altered.</param>
/// <param name="IsShipped">Whether it belongs to SQL Server.</param>
internal sealed record CatalogObject(
    int Id,
    string Name,
    string Schema,
    string Type,
    object Source,
    int ParentId = 0,
    DateTime CreateDate = default,
    DateTime ModifyDate = default,
    bool IsShipped = false
)
{
    /// <summary>type_desc.</summary>
    internal string TypeDescription => Descriptions[Type];

    private static readonly Dictionary<string, string> Descriptions = new()
    {
        ["U"] = "USER_TABLE",
        ["S"] = "SYSTEM_TABLE",
        ["V"] = "VIEW",
        ["P"] = "SQL_STORED_PROCEDURE",
        ["X"] = "EXTENDED_STORED_PROCEDURE",
        ["FN"] = "SQL_SCALAR_FUNCTION",
        ["TF"] = "SQL_TABLE_VALUED_FUNCTION",
        ["IF"] = "SQL_INLINE_TABLE_VALUED_FUNCTION",
        ["TR"] = "SQL_TRIGGER",
        ["SN"] = "SYNONYM",
        ["PK"] = "PRIMARY_KEY_CONSTRAINT",
        ["UQ"] = "UNIQUE_CONSTRAINT",
        ["D"] = "DEFAULT_CONSTRAINT",
        ["C"] = "CHECK_CONSTRAINT",
        ["F"] = "FOREIGN_KEY_CONSTRAINT",
    };
}
