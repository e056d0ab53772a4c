using BizTalkDR.Sandbox.Catalog.Commands;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>sp_help, sp_helptext, sp_rename and the catalog procedures of ODBC (sp_tables, sp_columns ...).</summary>
internal static class ObjectProcedures
{
    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of("sp_help", "@objname nvarchar(776) = null", Help),
            Procedure.Of("sp_helptext", "@objname nvarchar(776), @columnname sysname = null", HelpText),
            Procedure.Of("sp_helpindex", "@objname nvarchar(776)", call => SendIndexes(call, FindTable(call, "@objname"))),
            Procedure.Of("sp_rename", "@objname nvarchar(1035), @newname sysname, @objtype varchar(13) = null", RenameCommand.Run),
            Procedure.Of(
                "sp_tables",
                "@table_name nvarchar(384) = null, @table_owner nvarchar(384) = null, @table_qualifier sysname = null, @table_type varchar(100) = null",
                Tables
            ),
            Procedure.Of(
                "sp_columns",
                "@table_name nvarchar(384), @table_owner nvarchar(384) = null, @table_qualifier sysname = null, @column_name nvarchar(384) = null",
                Columns
            ),
            Procedure.Of(
                "sp_stored_procedures",
                "@sp_name nvarchar(390) = null, @sp_owner nvarchar(384) = null, @sp_qualifier sysname = null",
                StoredProcedures
            ),
            Procedure.Of("sp_pkeys", "@table_name sysname, @table_owner sysname = null, @table_qualifier sysname = null", PrimaryKeys),
            Procedure.Of("sp_recompile", "@objname nvarchar(776)", call => FindObject(call, "@objname")),
            Procedure.Of("sp_refreshview", "@viewname nvarchar(776)", call => FindObject(call, "@viewname")),
            Procedure.Of("sp_updatestats", "@resample char(8) = NO", _ => { }),
        ];

    private static CatalogObject FindObject(SystemProcedureCall call, string parameter)
    {
        var name = call.Text(parameter) ?? "";
        return Name.Find(call.Session, name).Object ?? throw MessageCatalog.Error(15009, name, call.Database.Name);
    }

    private static TableDefinition FindTable(SystemProcedureCall call, string parameter) =>
        FindObject(call, parameter).Source as TableDefinition
        ?? throw MessageCatalog.Error(15009, call.Text(parameter), call.Database.Name);

    private static void Help(SystemProcedureCall call)
    {
        if (call.Text("@objname") is null)
        {
            call.SendRows(
                "Name sysname, Owner sysname, Object_type nvarchar(31)",
                CatalogObjects.All(call.Database).Select(found => new object?[] { found.Name, "dbo", TypeText(found) })
            );
            return;
        }
        var one = FindObject(call, "@objname");
        call.SendRows(
            "Name sysname, Owner sysname, Type nvarchar(31), Created_datetime datetime",
            [
                [one.Name, "dbo", TypeText(one), one.CreateDate],
            ]
        );
        if (one.Source is not TableDefinition table)
            return;
        SendColumns(call, table);
        SendIndexes(call, table);
    }

    private static string TypeText(CatalogObject found) =>
        found.Type switch
        {
            "U" => "user table",
            "V" => "view",
            "P" => "stored procedure",
            "X" => "extended stored proc",
            _ => found.TypeDescription.ToLowerInvariant().Replace('_', ' '),
        };

    private static void SendColumns(SystemProcedureCall call, TableDefinition table) =>
        call.SendRows(
            "Column_name sysname, Type nvarchar(128), Computed varchar(3), Length int, Prec char(5), Scale char(5), Nullable varchar(3), "
                + "TrimTrailingBlanks varchar(35), FixedLenNullInSource varchar(35), Collation sysname",
            CatalogColumn
                .Of(table)
                .Select(column =>
                    new object?[]
                    {
                        column.Name,
                        column.Facts.Name,
                        column.Definition!.ComputedText is null ? "no" : "yes",
                        (int)column.Facts.MaxLength,
                        column.Facts.Precision == 0 ? "     " : $"{column.Facts.Precision, -5}",
                        column.Facts.Precision == 0 ? "     " : $"{column.Facts.Scale, -5}",
                        column.IsNullable ? "yes" : "no",
                        "(n/a)",
                        "(n/a)",
                        column.Facts.HasCollation ? call.Database.Options.Collation : null,
                    }
                )
        );

    private static void SendIndexes(SystemProcedureCall call, TableDefinition table) =>
        call.SendRows(
            "index_name sysname, index_description varchar(210), index_keys nvarchar(2078)",
            CatalogIndex
                .Of(table)
                .Where(index => index.Key is not null)
                .Select(index => new object?[] { index.Key!.Name, IndexText(index), string.Join(", ", index.Key.Columns) })
        );

    private static string IndexText(CatalogIndex index) =>
        index.TypeDescription.ToLowerInvariant()
        + (index.Key!.IsUnique ? ", unique" : "")
        + (index.Key.IsPrimary ? ", primary key" : "")
        + " located on PRIMARY";

    private static void HelpText(SystemProcedureCall call)
    {
        var found = FindObject(call, "@objname");
        if (found.Source is not ModuleDefinition module)
            throw MessageCatalog.Error(15197, call.Text("@objname"));
        var lines = module.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        call.SendRows("Text nvarchar(255)", lines.Select(line => new object?[] { line + "\r\n" }));
    }

    private static void Tables(SystemProcedureCall call) =>
        call.SendRows(
            "TABLE_QUALIFIER sysname, TABLE_OWNER sysname, TABLE_NAME sysname, TABLE_TYPE varchar(32), REMARKS varchar(254)",
            CatalogObjects
                .All(call.Database)
                .Where(found =>
                    found.Type is "U" or "V"
                    && Pattern.IsMatch(found.Name, call.Text("@table_name"))
                    && Pattern.IsMatch(found.Schema, call.Text("@table_owner"))
                )
                .Select(found => new object?[] { call.Database.Name, found.Schema, found.Name, Kind(found), null })
                .Where(row =>
                    call.Text("@table_type") is not { } types || types.Contains($"'{row[3]}'", StringComparison.OrdinalIgnoreCase)
                )
        );

    private static string Kind(CatalogObject found) =>
        found is { Type: "V", IsShipped: false } ? "VIEW"
        : found.Type == "U" ? "TABLE"
        : found.Schema == "INFORMATION_SCHEMA" ? "VIEW"
        : "SYSTEM TABLE";

    private static void Columns(SystemProcedureCall call) =>
        call.SendRows(
            "TABLE_QUALIFIER sysname, TABLE_OWNER sysname, TABLE_NAME sysname, COLUMN_NAME sysname, DATA_TYPE smallint, TYPE_NAME sysname, "
                + "PRECISION int, LENGTH int, SCALE smallint, RADIX smallint, NULLABLE smallint, REMARKS varchar(254), COLUMN_DEF nvarchar(4000), "
                + "SQL_DATA_TYPE smallint, SQL_DATETIME_SUB smallint, CHAR_OCTET_LENGTH int, ORDINAL_POSITION int, IS_NULLABLE varchar(254), SS_DATA_TYPE tinyint",
            CatalogColumn
                .OfTables(call.Database)
                .Where(column =>
                    Pattern.IsMatch(column.Table!.Name, call.Text("@table_name"))
                    && Pattern.IsMatch(column.Table.Schema, call.Text("@table_owner"))
                    && Pattern.IsMatch(column.Name, call.Text("@column_name"))
                )
                .Select(column =>
                    new object?[]
                    {
                        call.Database.Name,
                        column.Table!.Schema,
                        column.Table.Name,
                        column.Name,
                        OdbcType.Of(column.Type),
                        column.Definition!.Identity is null ? column.Facts.Name : $"{column.Facts.Name} identity",
                        column.Facts.Precision == 0 ? column.Type.Length : column.Facts.Precision,
                        (int)column.Facts.MaxLength,
                        column.Facts.Precision == 0 ? null : column.Facts.Scale,
                        column.Facts.Precision == 0 ? null : 10,
                        column.IsNullable ? 1 : 0,
                        null,
                        column.Definition.DefaultText,
                        OdbcType.Of(column.Type),
                        null,
                        column.Type.IsString || column.Type.IsBinary ? (int)column.Facts.MaxLength : null,
                        column.Id,
                        column.IsNullable ? "YES" : "NO",
                        column.Facts.SystemTypeId,
                    }
                )
        );

    private static void StoredProcedures(SystemProcedureCall call) =>
        call.SendRows(
            "PROCEDURE_QUALIFIER sysname, PROCEDURE_OWNER sysname, PROCEDURE_NAME nvarchar(134), NUM_INPUT_PARAMS int, NUM_OUTPUT_PARAMS int, "
                + "NUM_RESULT_SETS int, REMARKS varchar(254), PROCEDURE_TYPE smallint",
            CatalogObjects
                .All(call.Database)
                .Where(found =>
                    found.Type is "P" or "FN"
                    && Pattern.IsMatch(found.Name, call.Text("@sp_name"))
                    && Pattern.IsMatch(found.Schema, call.Text("@sp_owner"))
                )
                .Select(found => new object?[] { call.Database.Name, found.Schema, $"{found.Name};1", -1, -1, -1, null, 2 })
        );

    private static void PrimaryKeys(SystemProcedureCall call)
    {
        var schema = call.Text("@table_owner") ?? "dbo";
        var table = call.Database.Find(schema, call.Text("@table_name")!) as TableDefinition;
        var key = table?.Keys.FirstOrDefault(candidate => candidate.IsPrimary);
        call.SendRows(
            "TABLE_QUALIFIER sysname, TABLE_OWNER sysname, TABLE_NAME sysname, COLUMN_NAME sysname, KEY_SEQ smallint, PK_NAME sysname",
            (key?.Columns ?? []).Select(
                (column, index) => new object?[] { call.Database.Name, schema, table!.Name, column, index + 1, key!.Name }
            )
        );
    }
}
