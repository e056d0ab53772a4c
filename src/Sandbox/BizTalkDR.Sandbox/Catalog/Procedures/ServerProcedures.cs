using System.Globalization;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>What the server and the computer are: xp_msver, xp_qv, sp_server_info.</summary>
internal static class ServerProcedures
{
    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of("xp_msver", "@optname nvarchar(128) = null", Version),
            Procedure.WithStatus("xp_qv", "@feature nvarchar(30), @instance nvarchar(128) = null, @extra nvarchar(128) = null", _ => 2),
            Procedure.Of("xp_getnetname", "@name sysname = null output, @no_output varchar(20) = null", NetName),
            Procedure.Of(
                "sp_getProcessorUsage",
                "",
                call =>
                    call.SendRows(
                        "value int",
                        [
                            [0],
                        ]
                    )
            ),
            Procedure.Of("sp_server_info", "@attribute_id int = null", ServerInfo),
            Procedure.Of("sp_datatype_info", "@data_type int = 0, @ODBCVer tinyint = 2", DataTypes),
            Procedure.Of("xp_enum_oledb_providers", "", Providers),
            Procedure.Of("sp_enum_oledb_providers", "", Providers),
        ];

    private static void Version(SystemProcedureCall call)
    {
        var version = call.Session.Instance.Options.Version;
        var text = ProductInfo.Text(version);
        (string Name, int? Number, string? Text)[] rows =
        [
            ("ProductName", null, "Microsoft SQL Server"),
            ("ProductVersion", version.Major << 16, text),
            ("Language", 1033, "English (United States)"),
            ("Platform", null, "NT x64"),
            ("Comments", null, "SQL"),
            ("CompanyName", null, "Microsoft Corporation"),
            ("FileDescription", null, "SQL Server Windows NT - 64 Bit"),
            ("FileVersion", null, text),
            ("InternalName", null, "SQLSERVR"),
            ("LegalCopyright", null, null),
            ("LegalTrademarks", null, null),
            ("OriginalFilename", null, "SQLSERVR.EXE"),
            ("PrivateBuild", null, null),
            ("SpecialBuild", (version.Build << 16) | Math.Max(version.Revision, 0), null),
            ("WindowsVersion", 1162018826, "10.0 (17763)"),
            ("ProcessorCount", OperatingSystemInfo.Processors, Number(OperatingSystemInfo.Processors)),
            ("ProcessorActiveMask", null, Convert.ToString((1L << OperatingSystemInfo.Processors) - 1, 16)),
            ("ProcessorType", 8664, null),
            (
                "PhysicalMemory",
                OperatingSystemInfo.MemoryMegabytes,
                $"{OperatingSystemInfo.MemoryMegabytes} ({(long)OperatingSystemInfo.MemoryMegabytes << 20})"
            ),
            ("Product ID", null, null),
        ];
        var name = call.Text("@optname");
        call.SendRows(
            "Index smallint, Name nvarchar(50), Internal_Value int, Character_Value nvarchar(255)",
            rows.Select((row, index) => (row, index))
                .Where(item => name is null || item.row.Name.SameAs(name))
                .Select(item => new object?[] { item.index + 1, item.row.Name, item.row.Number, item.row.Text })
        );
    }

    private static void NetName(SystemProcedureCall call)
    {
        if (call.Given.Contains("@name"))
            call.Values["@name"] = call.Session.Instance.ComputerName;
        else
            call.SendRows(
                "[Server Net Name] sysname",
                [
                    [call.Session.Instance.ComputerName],
                ]
            );
    }

    private static void ServerInfo(SystemProcedureCall call)
    {
        (int Id, string Name, string Value)[] attributes =
        [
            (1, "DBMS_NAME", "Microsoft SQL Server"),
            (2, "DBMS_VER", ProductInfo.VersionText(call.Session.Instance.Options.Version).Split('\n')[0].Trim()),
            (10, "OWNER_TERM", "owner"),
            (11, "TABLE_TERM", "table"),
            (12, "MAX_OWNER_NAME_LENGTH", "128"),
            (13, "TABLE_LENGTH", "128"),
            (14, "MAX_QUAL_LENGTH", "128"),
            (15, "COLUMN_LENGTH", "128"),
            (16, "IDENTIFIER_CASE", "MIXED"),
            (17, "TX_ISOLATION", "2"),
            (18, "COLLATION_SEQ", "charset=iso_1 sort_order=nocase_iso charset_num=1 sort_order_num=52"),
            (19, "SAVEPOINT_SUPPORT", "Y"),
            (20, "MULTI_RESULT_SETS", "Y"),
            (22, "ACCESSIBLE_TABLES", "Y"),
            (100, "USERID_LENGTH", "128"),
            (101, "QUALIFIER_TERM", "database"),
            (102, "NAMED_TRANSACTIONS", "Y"),
            (103, "SPROC_AS_LANGUAGE", "Y"),
            (104, "ACCESSIBLE_SPROC", "Y"),
            (105, "MAX_INDEX_COLS", "16"),
            (106, "RENAME_TABLE", "Y"),
            (107, "RENAME_COLUMN", "Y"),
            (108, "DROP_COLUMN", "Y"),
            (109, "INCREASE_COLUMN_LENGTH", "Y"),
            (110, "DDL_IN_TRANSACTION", "Y"),
            (111, "DESCENDING_INDEXES", "Y"),
            (112, "SP_RENAME", "Y"),
            (113, "REMOTE_SPROC", "Y"),
            (500, "SYS_SPROC_VERSION", ProductInfo.Text(call.Session.Instance.Options.Version)),
        ];
        var wanted = call.Values["@attribute_id"] as int?;
        call.SendRows(
            "attribute_id int, attribute_name varchar(60), attribute_value varchar(255)",
            attributes.Where(one => wanted is null || one.Id == wanted).Select(one => new object?[] { one.Id, one.Name, one.Value })
        );
    }

    private static void DataTypes(SystemProcedureCall call) =>
        call.SendRows(
            "TYPE_NAME sysname, DATA_TYPE smallint, PRECISION int, LITERAL_PREFIX varchar(32), LITERAL_SUFFIX varchar(32), NULLABLE smallint, "
                + "CASE_SENSITIVE smallint, SEARCHABLE smallint, UNSIGNED_ATTRIBUTE smallint, AUTO_INCREMENT smallint, LOCAL_TYPE_NAME sysname",
            Objects
                .TypeFacts.SystemTypes.OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type =>
                    new object?[] { type.Name, type.SystemTypeId, (int)type.Precision, null, null, 1, 0, 3, null, null, type.Name }
                )
        );

    private static void Providers(SystemProcedureCall call) =>
        call.SendRows(
            "[Provider Name] nvarchar(255), [Parse Name] nvarchar(255), [Provider Description] nvarchar(255)",
            [
                ["SQLNCLI11", "{397C2819-8272-4532-AD3A-FB5E43BEAA39}", "SQL Server Native Client 11.0"],
                ["MSOLEDBSQL", "{5A23DE84-1D7B-4A16-8DED-B29C09CB648D}", "Microsoft OLE DB Driver for SQL Server"],
            ]
        );

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
