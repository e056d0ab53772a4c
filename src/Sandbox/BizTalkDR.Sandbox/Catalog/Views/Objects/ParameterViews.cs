using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Objects;

/// <summary>sys.parameters, sys.all_parameters and INFORMATION_SCHEMA.PARAMETERS.</summary>
internal static class ParameterViews
{
    internal static IEnumerable<SystemView> All() =>
        [Parameters("sys.parameters").Build(), Parameters("sys.all_parameters").Build(), InformationSchema().Build()];

    private static ViewOf<CatalogParameter> Parameters(string name) =>
        new ViewOf<CatalogParameter>(name, (_, database) => CatalogParameter.OfAll(database))
            .Column("object_id int", parameter => parameter.Module.Id)
            .Column("name sysname", parameter => parameter.Name)
            .Column("parameter_id int", parameter => parameter.Id)
            .Column("system_type_id tinyint", parameter => parameter.Facts.SystemTypeId)
            .Column("user_type_id int", parameter => parameter.Facts.UserTypeId)
            .Column("max_length smallint", parameter => parameter.Facts.MaxLength)
            .Column("precision tinyint", parameter => parameter.Facts.Precision)
            .Column("scale tinyint", parameter => parameter.Facts.Scale)
            .Column("is_output bit", parameter => parameter.IsOutput)
            .Columns("is_cursor_ref bit = 0")
            // T-SQL modules keep their defaults in their text: has_default_value is for CLR objects alone.
            .Columns("has_default_value bit = 0, is_xml_document bit = 0, default_value sql_variant, xml_collection_id int = 0")
            .Columns("is_readonly bit = 0, is_nullable bit = 1, encryption_type int, encryption_type_desc nvarchar(64)")
            .Columns("encryption_algorithm_name sysname, column_encryption_key_id int, column_encryption_key_database_name sysname");

    private static ViewOf<(Database Database, CatalogParameter Parameter)> InformationSchema() =>
        new ViewOf<(Database Database, CatalogParameter Parameter)>(
            "INFORMATION_SCHEMA.PARAMETERS",
            (_, database) => CatalogParameter.OfAll(database).Select(parameter => (database, parameter))
        )
            .Column("SPECIFIC_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("SPECIFIC_SCHEMA nvarchar(128)", row => row.Parameter.Module.Schema)
            .Column("SPECIFIC_NAME sysname", row => row.Parameter.Module.Name)
            .Column("ORDINAL_POSITION int", row => row.Parameter.Id)
            .Column(
                "PARAMETER_MODE nvarchar(10)",
                row =>
                    row.Parameter.Id == 0 ? "OUT"
                    : row.Parameter.IsOutput ? "INOUT"
                    : "IN"
            )
            .Column("IS_RESULT nvarchar(10)", row => row.Parameter.Id == 0 ? "YES" : "NO")
            .Columns("AS_LOCATOR nvarchar(10) = NO")
            .Column("PARAMETER_NAME sysname", row => row.Parameter.Name)
            .Column("DATA_TYPE nvarchar(128)", row => row.Parameter.Facts.Name)
            .Column("CHARACTER_MAXIMUM_LENGTH int", row => row.Parameter.Type.IsString ? row.Parameter.Type.Length : null)
            .Column("CHARACTER_OCTET_LENGTH int", row => row.Parameter.Type.IsString ? (int)row.Parameter.Facts.MaxLength : null);
}
