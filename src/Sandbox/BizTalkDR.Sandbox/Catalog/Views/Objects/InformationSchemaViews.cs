using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Catalog.Views.Objects;

/// <summary>INFORMATION_SCHEMA: tables, columns, routines, constraints.</summary>
internal static class InformationSchemaViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            Tables().Build(),
            Views().Build(),
            Columns().Build(),
            Routines().Build(),
            Schemata().Build(),
            TableConstraints().Build(),
            KeyColumns("KEY_COLUMN_USAGE", withPosition: true).Build(),
            KeyColumns("CONSTRAINT_COLUMN_USAGE", withPosition: false).Build(),
            ReferentialConstraints().Build(),
        ];

    private sealed record Row(Database Database, CatalogObject Object);

    private static Func<Sessions.SqlSession, Database, IEnumerable<Row>> Of(params string[] types) =>
        (_, database) => CatalogObjects.Made(database).Where(found => types.Contains(found.Type)).Select(found => new Row(database, found));

    private static ViewOf<Row> Tables() =>
        new ViewOf<Row>("INFORMATION_SCHEMA.TABLES", Of("U", "V"))
            .Column("TABLE_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("TABLE_SCHEMA nvarchar(128)", row => row.Object.Schema)
            .Column("TABLE_NAME sysname", row => row.Object.Name)
            .Column("TABLE_TYPE varchar(10)", row => row.Object.Type == "U" ? "BASE TABLE" : "VIEW");

    private static ViewOf<Row> Views() =>
        new ViewOf<Row>("INFORMATION_SCHEMA.VIEWS", Of("V"))
            .Column("TABLE_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("TABLE_SCHEMA nvarchar(128)", row => row.Object.Schema)
            .Column("TABLE_NAME sysname", row => row.Object.Name)
            .Column("VIEW_DEFINITION nvarchar(4000)", row => Shown(((ModuleDefinition)row.Object.Source).Text))
            .Columns("CHECK_OPTION varchar(7) = NONE, IS_UPDATABLE varchar(2) = NO");

    private static ViewOf<(Database Database, CatalogColumn Column)> Columns() =>
        new ViewOf<(Database Database, CatalogColumn Column)>(
            "INFORMATION_SCHEMA.COLUMNS",
            (_, database) => CatalogColumn.OfTables(database).Select(column => (database, column))
        )
            .Column("TABLE_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("TABLE_SCHEMA nvarchar(128)", row => row.Column.Table!.Schema)
            .Column("TABLE_NAME nvarchar(128)", row => row.Column.Table!.Name)
            .Column("COLUMN_NAME sysname", row => row.Column.Name)
            .Column("ORDINAL_POSITION int", row => row.Column.Id)
            .Column("COLUMN_DEFAULT nvarchar(4000)", row => row.Column.Definition!.DefaultText)
            .Column("IS_NULLABLE varchar(3)", row => row.Column.IsNullable ? "YES" : "NO")
            .Column("DATA_TYPE nvarchar(128)", row => row.Column.Facts.Name)
            .Column("CHARACTER_MAXIMUM_LENGTH int", row => HasLength(row.Column) ? row.Column.Type.Length : null)
            .Column("CHARACTER_OCTET_LENGTH int", row => HasLength(row.Column) ? (int)row.Column.Facts.MaxLength : null)
            .Column("NUMERIC_PRECISION tinyint", row => IsNumeric(row.Column) ? row.Column.Facts.Precision : null)
            .Column("NUMERIC_PRECISION_RADIX smallint", row => IsNumeric(row.Column) ? 10 : null)
            .Column("NUMERIC_SCALE int", row => IsNumeric(row.Column) ? (int)row.Column.Facts.Scale : null)
            .Column("DATETIME_PRECISION smallint", row => IsTime(row.Column) ? (int)row.Column.Facts.Scale : null)
            .Columns("CHARACTER_SET_CATALOG sysname, CHARACTER_SET_SCHEMA sysname")
            .Column(
                "CHARACTER_SET_NAME sysname",
                row =>
                    !row.Column.Facts.HasCollation ? null
                    : IsUnicode(row.Column) ? "UNICODE"
                    : "iso_1"
            )
            .Columns("COLLATION_CATALOG sysname, COLLATION_SCHEMA sysname")
            .Column("COLLATION_NAME sysname", row => row.Column.Facts.HasCollation ? row.Database.Options.Collation : null)
            .Columns("DOMAIN_CATALOG sysname, DOMAIN_SCHEMA sysname, DOMAIN_NAME sysname");

    private static bool HasLength(CatalogColumn column) =>
        column.Type.IsString || (column.Type.IsBinary && column.Type.Kind != SqlTypeKind.RowVersion);

    private static bool IsUnicode(CatalogColumn column) =>
        column.Type.Kind is SqlTypeKind.NChar or SqlTypeKind.NVarChar or SqlTypeKind.NText;

    private static bool IsNumeric(CatalogColumn column) => column.Type.Kind is > SqlTypeKind.Bit and <= SqlTypeKind.Float;

    private static bool IsTime(CatalogColumn column) => column.Type.Kind is >= SqlTypeKind.Date and <= SqlTypeKind.DateTimeOffset;

    private static ViewOf<Row> Routines() =>
        new ViewOf<Row>("INFORMATION_SCHEMA.ROUTINES", Of("P", "FN", "TF", "IF"))
            .Column("SPECIFIC_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("SPECIFIC_SCHEMA nvarchar(128)", row => row.Object.Schema)
            .Column("SPECIFIC_NAME sysname", row => row.Object.Name)
            .Column("ROUTINE_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("ROUTINE_SCHEMA nvarchar(128)", row => row.Object.Schema)
            .Column("ROUTINE_NAME sysname", row => row.Object.Name)
            .Column("ROUTINE_TYPE nvarchar(20)", row => row.Object.Type == "P" ? "PROCEDURE" : "FUNCTION")
            .Columns(
                "MODULE_CATALOG sysname, MODULE_SCHEMA sysname, MODULE_NAME sysname, UDT_CATALOG sysname, UDT_SCHEMA sysname, UDT_NAME sysname"
            )
            .Columns("DATA_TYPE sysname, CHARACTER_MAXIMUM_LENGTH int, CHARACTER_OCTET_LENGTH int, COLLATION_CATALOG sysname")
            .Columns("COLLATION_SCHEMA sysname, COLLATION_NAME sysname, NUMERIC_PRECISION smallint, NUMERIC_SCALE int")
            .Columns("DATETIME_PRECISION smallint, ROUTINE_BODY nvarchar(30) = SQL")
            .Column("ROUTINE_DEFINITION nvarchar(4000)", row => Shown(((ModuleDefinition)row.Object.Source).Text))
            .Columns(
                "EXTERNAL_NAME sysname, EXTERNAL_LANGUAGE nvarchar(30), PARAMETER_STYLE nvarchar(30), IS_DETERMINISTIC nvarchar(10) = NO"
            )
            .Columns("SQL_DATA_ACCESS nvarchar(30) = MODIFIES, IS_NULL_CALL nvarchar(10), SCHEMA_LEVEL_ROUTINE nvarchar(10) = YES")
            .Column("CREATED datetime", row => row.Object.CreateDate)
            .Column("LAST_ALTERED datetime", row => row.Object.ModifyDate);

    private static ViewOf<(Database Database, SchemaDefinition Schema)> Schemata() =>
        new ViewOf<(Database Database, SchemaDefinition Schema)>(
            "INFORMATION_SCHEMA.SCHEMATA",
            (_, database) => DatabaseSchemas.All(database).Select(schema => (database, schema))
        )
            .Column("CATALOG_NAME sysname", row => row.Database.Name)
            .Column("SCHEMA_NAME sysname", row => row.Schema.Name)
            .Column("SCHEMA_OWNER sysname", row => row.Schema.Owner)
            .Columns(
                "DEFAULT_CHARACTER_SET_CATALOG sysname, DEFAULT_CHARACTER_SET_SCHEMA sysname, DEFAULT_CHARACTER_SET_NAME sysname = iso_1"
            );

    private static ViewOf<Row> TableConstraints() =>
        new ViewOf<Row>("INFORMATION_SCHEMA.TABLE_CONSTRAINTS", Of("PK", "UQ", "C", "F"))
            .Column("CONSTRAINT_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("CONSTRAINT_SCHEMA nvarchar(128)", row => row.Object.Schema)
            .Column("CONSTRAINT_NAME sysname", row => row.Object.Name)
            .Column("TABLE_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("TABLE_SCHEMA nvarchar(128)", row => row.Object.Schema)
            .Column("TABLE_NAME sysname", row => TableOf(row)?.Name)
            .Column("CONSTRAINT_TYPE varchar(11)", row => ConstraintType(row.Object.Type))
            .Columns("IS_DEFERRABLE varchar(2) = NO, INITIALLY_DEFERRED varchar(2) = NO");

    private static string ConstraintType(string type) =>
        type switch
        {
            "PK" => "PRIMARY KEY",
            "UQ" => "UNIQUE",
            "C" => "CHECK",
            _ => "FOREIGN KEY",
        };

    private static TableDefinition? TableOf(Row row) => row.Database.Find(row.Object.ParentId) as TableDefinition;

    private static ViewOf<(Row Row, string Column, int Position)> KeyColumns(string name, bool withPosition)
    {
        var view = new ViewOf<(Row Row, string Column, int Position)>(
            $"INFORMATION_SCHEMA.{name}",
            (session, database) =>
                Of("PK", "UQ", "F")(session, database)
                    .SelectMany(row => ColumnsOf(row.Object.Source).Select((column, index) => (row, column, index + 1)))
        )
            .Column("CONSTRAINT_CATALOG nvarchar(128)", item => item.Row.Database.Name)
            .Column("CONSTRAINT_SCHEMA nvarchar(128)", item => item.Row.Object.Schema)
            .Column("CONSTRAINT_NAME nvarchar(128)", item => item.Row.Object.Name)
            .Column("TABLE_CATALOG nvarchar(128)", item => item.Row.Database.Name)
            .Column("TABLE_SCHEMA nvarchar(128)", item => item.Row.Object.Schema)
            .Column("TABLE_NAME nvarchar(128)", item => TableOf(item.Row)?.Name)
            .Column("COLUMN_NAME nvarchar(128)", item => item.Column);
        return withPosition ? view.Column("ORDINAL_POSITION int", item => item.Position) : view;
    }

    private static IReadOnlyList<string> ColumnsOf(object source) =>
        source switch
        {
            KeyDefinition key => key.Columns,
            ForeignKeyDefinition key => key.Columns,
            _ => [],
        };

    private static ViewOf<Row> ReferentialConstraints() =>
        new ViewOf<Row>("INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS", Of("F"))
            .Column("CONSTRAINT_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("CONSTRAINT_SCHEMA nvarchar(128)", row => row.Object.Schema)
            .Column("CONSTRAINT_NAME sysname", row => row.Object.Name)
            .Column("UNIQUE_CONSTRAINT_CATALOG nvarchar(128)", row => row.Database.Name)
            .Column("UNIQUE_CONSTRAINT_SCHEMA nvarchar(128)", row => ((ForeignKeyDefinition)row.Object.Source).ReferencedSchema)
            .Column("UNIQUE_CONSTRAINT_NAME sysname", row => ReferencedKey(row)?.Name)
            .Columns("MATCH_OPTION varchar(7) = SIMPLE, UPDATE_RULE varchar(11) = NO ACTION, DELETE_RULE varchar(11) = NO ACTION");

    private static KeyDefinition? ReferencedKey(Row row)
    {
        var foreignKey = (ForeignKeyDefinition)row.Object.Source;
        var table = row.Database.Find(foreignKey.ReferencedSchema, foreignKey.ReferencedTable) as TableDefinition;
        return table?.Keys.FirstOrDefault(key =>
            key.IsUnique && key.Columns.SequenceEqual(foreignKey.ReferencedColumns, StringComparer.OrdinalIgnoreCase)
        );
    }

    // These views show no more than 4000 characters.
    private static string Shown(string text) => text.Length > 4000 ? text[..4000] : text;
}
