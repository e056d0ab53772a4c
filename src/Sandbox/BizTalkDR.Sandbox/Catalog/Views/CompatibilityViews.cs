using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Catalog.Views.Databases;
using BizTalkDR.Sandbox.Catalog.Views.Objects;
using BizTalkDR.Sandbox.Catalog.Views.Security;
using BizTalkDR.Sandbox.Catalog.Views.Server;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views;

/// <summary>The system tables of SQL Server 2000 as views: sys.sysdatabases and master.dbo.sysdatabases alike.</summary>
internal static class CompatibilityViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            .. InMaster(schema => Databases(schema)),
            .. InMaster(schema => Processes(schema)),
            .. InMaster(schema => Logins(schema)),
            .. InMaster(schema => AltFiles(schema)),
            .. InMaster(schema => Configures(schema)),
            .. InMaster(schema => Servers(schema)),
            .. Everywhere(schema => Objects(schema)),
            .. Everywhere(schema => Columns(schema)),
            .. Everywhere(schema => Users(schema)),
            .. Everywhere(schema => Files(schema)),
            .. Everywhere(schema => Types(schema)),
            .. Everywhere(schema => Indexes(schema)),
            .. Everywhere(schema => Comments(schema)),
            .. Everywhere(schema => Members(schema)),
        ];

    private static IEnumerable<SystemView> InMaster<T>(Func<string, ViewOf<T>> view) => [view("sys").Build(), view("dbo").Build("master")];

    private static IEnumerable<SystemView> Everywhere<T>(Func<string, ViewOf<T>> view) => [view("sys").Build(), view("dbo").Build()];

    private static ViewOf<Database> Databases(string schema) =>
        new ViewOf<Database>($"{schema}.sysdatabases", (session, _) => DatabaseViews.Visible(session))
            .Column("name sysname", database => database.Name)
            .Column("dbid smallint", database => database.Id)
            .Column("sid varbinary(85)", database => database.OwnerSid)
            .Columns("mode smallint = 0")
            .Column("status int", database => Status(database))
            .Columns("status2 int = 1627389952")
            .Column("crdate datetime", database => database.CreateDate)
            .Columns("reserved datetime, category int = 0")
            .Column("cmptlevel tinyint", database => database.Options.CompatibilityLevel)
            .Column("filename nvarchar(260)", database => database.Files is [var first, ..] ? first.PhysicalName : null)
            .Column("version smallint", database => ProductInfo.DatabaseVersion(database.Instance.Options.Version));

    // The bits of sysdatabases.status: 8 simple recovery, 16 torn page, 32 loading, 256 not recovered, 512 offline, 1024 read only, 4096 single user ...
    private static int Status(Database database) =>
        (database.Options.RecoveryModel == RecoveryModel.Simple ? 8 : 0)
        | (database.Options.RecoveryModel == RecoveryModel.BulkLogged ? 4 : 0)
        | (
            database.Options.PageVerify == 2 ? 65536
            : database.Options.PageVerify == 1 ? 16
            : 0
        )
        | (database.State == DatabaseState.Restoring ? 32 : 0)
        | (database.State == DatabaseState.Recovering ? 128 : 0)
        | (database.State == DatabaseState.Suspect ? 256 : 0)
        | (database.State == DatabaseState.Offline ? 512 : 0)
        | (database.Options.IsReadOnly ? 1024 : 0)
        | (database.Options.UserAccess == UserAccess.RestrictedUser ? 2048 : 0)
        | (database.Options.UserAccess == UserAccess.SingleUser ? 4096 : 0)
        | (database.State == DatabaseState.Emergency ? 32768 : 0)
        | (database.IsInStandby ? 2097152 : 0);

    private static ViewOf<SqlSession> Processes(string schema) =>
        new ViewOf<SqlSession>($"{schema}.sysprocesses", (session, _) => SessionViews.Visible(session))
            .Column("spid smallint", session => session.Spid)
            .Columns("kpid smallint = 0")
            .Column("blocked smallint", session => session.Running?.BlockingSpid ?? 0)
            .Columns("waittype binary(2) = 0x0000, waittime bigint = 0")
            .Column("lastwaittype nchar(32)", session => (session.Running?.WaitType ?? "MISCELLANEOUS").PadRight(32))
            .Columns("waitresource nchar(256)")
            .Column("dbid smallint", session => session.Database.Id)
            .Columns("uid smallint = 1, cpu int = 0, physical_io bigint = 0, memusage int = 2")
            .Column("login_time datetime", session => session.LoginTime)
            .Column("last_batch datetime", session => session.LastBatchTime)
            .Columns("ecid smallint = 0")
            .Column("open_tran smallint", session => session.TransactionCount)
            .Column("status nchar(30)", session => SessionViews.Status(session).PadRight(30))
            .Column("sid binary(86)", session => session.Login.Sid)
            .Column("hostname nchar(128)", session => session.Request.HostName)
            .Column("program_name nchar(128)", session => session.Request.ApplicationName)
            .Column(
                "hostprocess nchar(10)",
                session => session.Request.ClientProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)
            )
            .Column("cmd nchar(26)", session => session.Running?.Command ?? "AWAITING COMMAND")
            .Columns("nt_domain nchar(128), nt_username nchar(128), net_address nchar(12), net_library nchar(12)")
            .Column("loginame nchar(128)", session => session.Login.Name)
            .Column("context_info binary(128)", session => session.ContextInfo)
            .Columns("sql_handle binary(20), stmt_start int = 0, stmt_end int = 0, request_id int = 0");

    private static ViewOf<(ServerLogin Login, bool IsDenied)> Logins(string schema) =>
        new ViewOf<(ServerLogin Login, bool IsDenied)>(
            $"{schema}.syslogins",
            (session, _) =>
                ServerPrincipalViews
                    .Visible(session)
                    .Select(row => row.Login)
                    .OfType<ServerLogin>()
                    .Select(login => (login, session.Instance.ServerPermissions.IsDenied(login.Name, "CONNECT SQL")))
        )
            .Column("sid varbinary(85)", row => row.Login.Sid)
            .Columns("status smallint = 9")
            .Column("createdate datetime", row => row.Login.CreateDate)
            .Column("updatedate datetime", row => row.Login.ModifyDate)
            .Column("accdate datetime", row => row.Login.CreateDate)
            .Columns("totcpu int = 0, totio int = 0, spacelimit int = 0, timelimit int = 0, resultlimit int = 0")
            .Column("name sysname", row => row.Login.Name)
            .Column("dbname sysname", row => row.Login.DefaultDatabase)
            .Columns("password nvarchar(128)")
            .Column("language sysname", row => row.Login.DefaultLanguage)
            .Column("denylogin int", row => row.IsDenied)
            .Column("hasaccess int", row => !row.IsDenied)
            .Column("isntname int", row => row.Login.Kind != ServerPrincipalKind.SqlLogin)
            .Column("isntgroup int", row => row.Login.Kind == ServerPrincipalKind.WindowsGroup)
            .Column("isntuser int", row => row.Login.Kind == ServerPrincipalKind.WindowsLogin)
            .Column("sysadmin int", row => row.Login.Roles.Contains("sysadmin"))
            .Column("securityadmin int", row => row.Login.Roles.Contains("securityadmin"))
            .Column("serveradmin int", row => row.Login.Roles.Contains("serveradmin"))
            .Column("setupadmin int", row => row.Login.Roles.Contains("setupadmin"))
            .Column("processadmin int", row => row.Login.Roles.Contains("processadmin"))
            .Column("diskadmin int", row => row.Login.Roles.Contains("diskadmin"))
            .Column("dbcreator int", row => row.Login.Roles.Contains("dbcreator"))
            .Column("bulkadmin int", row => row.Login.Roles.Contains("bulkadmin"))
            .Column("loginname sysname", row => row.Login.Name);

    private static ViewOf<FileViews.FileRow> AltFiles(string schema) =>
        FileColumns(
                new ViewOf<FileViews.FileRow>($"{schema}.sysaltfiles", (session, _) => FileViews.FilesOf(DatabaseViews.Visible(session)))
            )
            .Column("dbid smallint", row => row.Database.Id)
            .Column("name sysname", row => row.File.LogicalName)
            .Column("filename nvarchar(260)", row => row.File.PhysicalName);

    private static ViewOf<FileViews.FileRow> Files(string schema) =>
        FileColumns(new ViewOf<FileViews.FileRow>($"{schema}.sysfiles", (_, database) => FileViews.FilesOf([database])))
            .Column("name sysname", row => row.File.LogicalName)
            .Column("filename nvarchar(260)", row => row.File.PhysicalName);

    private static ViewOf<FileViews.FileRow> FileColumns(ViewOf<FileViews.FileRow> view) =>
        view.Column("fileid smallint", row => row.File.FileId)
            .Column("groupid smallint", row => FileGroup.IdOf(row.Database, row.File))
            .Column("size int", row => row.File.Size)
            .Column("maxsize int", row => row.File.MaxSize)
            .Column("growth int", row => row.File.Growth)
            .Column("status int", row => (row.File.IsLog ? 0x40 : 0) | (row.File.IsPercentGrowth ? 0x100000 : 0) | 2)
            .Columns("perf int = 0");

    private static ViewOf<(ServerConfiguration Server, ConfigurationOption Option)> Configures(string schema) =>
        new ViewOf<(ServerConfiguration Server, ConfigurationOption Option)>(
            $"{schema}.sysconfigures",
            (session, _) => ConfigurationOptions.All.Select(option => (session.Instance.Configuration, option))
        )
            .Column("value int", row => row.Server.Configured(row.Option))
            .Column("config int", row => row.Option.Id)
            .Column("comment nvarchar(255)", row => row.Option.Description)
            .Column("status smallint", row => (row.Option.IsDynamic ? 1 : 0) | (row.Option.IsAdvanced ? 2 : 0));

    private static ViewOf<LinkedServer> Servers(string schema) =>
        new ViewOf<LinkedServer>($"{schema}.sysservers", (session, _) => session.Instance.LinkedServers.All)
            .Column("srvid smallint", server => server.Id)
            .Columns("srvstatus smallint = 225")
            .Column("srvname sysname", server => server.Name)
            .Column("srvproduct nvarchar(128)", server => server.Product)
            .Column("providername nvarchar(128)", server => server.Provider)
            .Column("datasource nvarchar(4000)", server => server.DataSource)
            .Column("location nvarchar(4000)", server => server.Location)
            .Column("providerstring nvarchar(4000)", server => server.ProviderString)
            .Column("schemadate datetime", server => server.ModifyDate)
            .Columns("topologyx int = 0, topologyy int = 0")
            .Column("catalog sysname", server => server.Catalog)
            .Column("srvcollation sysname", server => server.CollationName)
            .Column("connecttimeout int", server => server.ConnectTimeout)
            .Column("querytimeout int", server => server.QueryTimeout)
            .Column("srvnetname char(30)", server => server.DataSource.PadRight(30))
            .Column("isremote bit", server => server.IsLocal)
            .Column("rpc bit", server => server.IsRemoteLoginEnabled)
            .Columns("pub bit = 0, sub bit = 0, dist bit = 0, dpub bit = 0")
            .Column("rpcout bit", server => server.IsRpcOutEnabled)
            .Column("dataaccess bit", server => server.IsDataAccessEnabled)
            .Column("collationcompatible bit", server => server.IsCollationCompatible)
            .Columns("system bit = 0")
            .Column("useremotecollation bit", server => server.UsesRemoteCollation)
            .Column("lazyschemavalidation bit", server => server.LazySchemaValidation)
            .Column("collation sysname", server => server.CollationName)
            .Columns("nonsqlsub bit = 0");

    private static ViewOf<ObjectViews.ObjectRow> Objects(string schema) =>
        new ViewOf<ObjectViews.ObjectRow>(
            $"{schema}.sysobjects",
            (_, database) => CatalogObjects.All(database).Select(found => new ObjectViews.ObjectRow(database, found))
        )
            .Column("name sysname", row => row.Object.Name)
            .Column("id int", row => row.Object.Id)
            .Column("xtype char(2)", row => row.Object.Type.PadRight(2))
            .Column("uid smallint", row => row.SchemaId)
            .Columns("info smallint = 0, status int = 0, base_schema_ver int = 0, replinfo int = 0")
            .Column("parent_obj int", row => row.Object.ParentId)
            .Column("crdate datetime", row => row.Object.CreateDate)
            .Columns("ftcatid smallint = 0, schema_ver int = 0, stats_schema_ver int = 0")
            .Column("type char(2)", row => (row.Object.Type is "PK" or "UQ" ? "K" : row.Object.Type).PadRight(2))
            .Columns("userstat smallint = 1, sysstat smallint = 3, indexdel smallint = 0")
            .Column("refdate datetime", row => row.Object.CreateDate)
            .Columns("version int = 0, deltrig int = 0, instrig int = 0, updtrig int = 0, seltrig int = 0")
            .Column("category int", row => row.Object.IsShipped ? 2 : 0)
            .Columns("cache smallint = 0");

    private static ViewOf<CatalogColumn> Columns(string schema) =>
        new ViewOf<CatalogColumn>(
            $"{schema}.syscolumns",
            (_, database) => CatalogColumn.OfTables(database).Concat(CatalogColumn.OfSystemViews(database))
        )
            .Column("name sysname", column => column.Name)
            .Column("id int", column => column.ObjectId)
            .Column("xtype tinyint", column => column.Facts.SystemTypeId)
            .Columns("typestat tinyint = 0")
            .Column("xusertype smallint", column => column.Facts.UserTypeId)
            .Column("length smallint", column => column.Facts.MaxLength)
            .Columns("xprec tinyint = 0, xscale tinyint = 0")
            .Column("colid smallint", column => column.Id)
            .Columns("xoffset smallint = 0, bitpos tinyint = 0, reserved tinyint = 0")
            .Column(
                "colstat smallint",
                column => (column.Definition?.Identity is null ? 0 : 1) | (column.Definition?.ComputedText is null ? 0 : 4)
            )
            .Columns("cdefault int = 0, domain int = 0, number smallint = 0")
            .Column("colorder smallint", column => column.Id)
            .Columns("offset smallint = 0, collationid int = 0, language int = 0")
            .Column("status tinyint", column => (column.IsNullable ? 8 : 0) | (column.Definition?.Identity is null ? 0 : 128))
            .Column("type tinyint", column => column.Facts.SystemTypeId)
            .Column("usertype smallint", column => column.Facts.UserTypeId)
            .Columns("printfmt varchar(255)")
            .Column("prec smallint", column => column.Facts.Precision == 0 ? column.Type.Length : column.Facts.Precision)
            .Column("scale int", column => (int)column.Facts.Scale)
            .Column("iscomputed int", column => column.Definition?.ComputedText is not null)
            .Columns("isoutparam int = 0")
            .Column("isnullable int", column => column.IsNullable)
            .Columns("collation sysname");

    private static ViewOf<PrincipalDefinition> Users(string schema) =>
        new ViewOf<PrincipalDefinition>($"{schema}.sysusers", (_, database) => DatabasePrincipals.All(database))
            .Column("uid smallint", principal => principal.Id)
            .Columns("status smallint = 0")
            .Column("name sysname", principal => principal.Name)
            .Column("sid varbinary(85)", principal => principal.Sid)
            .Columns("roles varbinary(2048)")
            .Column("createdate datetime", principal => principal.CreateDate)
            .Column("updatedate datetime", principal => principal.ModifyDate)
            .Columns("altuid smallint, password varbinary(256)")
            .Column("gid smallint", principal => DatabasePrincipals.IsRole(principal) ? principal.Id : 0)
            .Columns("environ varchar(255)")
            .Column("hasdbaccess int", principal => !DatabasePrincipals.IsRole(principal) && principal.Id is not (3 or 4))
            .Column("islogin int", principal => !DatabasePrincipals.IsRole(principal))
            .Column("isntname int", principal => principal.Kind is PrincipalKind.WindowsUser or PrincipalKind.WindowsGroup)
            .Column("isntgroup int", principal => principal.Kind == PrincipalKind.WindowsGroup)
            .Column("isntuser int", principal => principal.Kind == PrincipalKind.WindowsUser)
            .Column("issqluser int", principal => principal.Kind == PrincipalKind.SqlUser)
            .Columns("isaliased int = 0")
            .Column("issqlrole int", principal => DatabasePrincipals.IsRole(principal))
            .Columns("isapprole int = 0");

    private static ViewOf<TypeFacts> Types(string schema) =>
        new ViewOf<TypeFacts>($"{schema}.systypes", (_, _) => TypeFacts.SystemTypes)
            .Column("name sysname", type => type.Name)
            .Column("xtype tinyint", type => type.SystemTypeId)
            .Columns("status tinyint = 0")
            .Column("xusertype smallint", type => type.UserTypeId)
            .Column("length smallint", type => type.MaxLength)
            .Column("xprec tinyint", type => type.Precision)
            .Column("xscale tinyint", type => type.Scale)
            .Columns("tdefault int = 0, domain int = 0, uid smallint = 4, reserved smallint = 0, collationid int")
            .Column("usertype smallint", type => type.UserTypeId)
            .Columns("variable bit = 0, allownulls bit = 1")
            .Column("type tinyint", type => type.SystemTypeId)
            .Columns("printfmt varchar(255)")
            .Column("prec smallint", type => (int)type.Precision)
            .Column("scale tinyint", type => type.Scale)
            .Columns("collation sysname");

    private static ViewOf<(Database Database, CatalogIndex Index)> Indexes(string schema) =>
        new ViewOf<(Database Database, CatalogIndex Index)>(
            $"{schema}.sysindexes",
            (_, database) => CatalogIndex.OfAll(database).Select(index => (database, index))
        )
            .Column("id int", row => row.Index.Table.Id)
            .Column("status int", row => (row.Index.Key?.IsUnique == true ? 2 : 0) | (row.Index.Key?.IsPrimary == true ? 2048 : 0))
            .Columns("first binary(6)")
            .Column("indid smallint", row => row.Index.Id)
            .Columns("root binary(6), minlen smallint = 0")
            .Column("keycnt smallint", row => row.Index.Key?.Columns.Count ?? 0)
            .Columns("groupid smallint = 1")
            .Column("dpages int", row => IndexViews.Pages(row.Database, row.Index.Table))
            .Column("reserved int", row => IndexViews.Pages(row.Database, row.Index.Table))
            .Column("used int", row => IndexViews.Pages(row.Database, row.Index.Table))
            .Column("rowcnt bigint", row => row.Database.GetTable(row.Index.Table).Count)
            .Columns("rowmodctr int = 0, origfillfactor tinyint = 0")
            .Column("name sysname", row => row.Index.Key?.Name)
            .Column("rows int", row => row.Database.GetTable(row.Index.Table).Count);

    private static ViewOf<ModuleDefinition> Comments(string schema) =>
        new ViewOf<ModuleDefinition>($"{schema}.syscomments", (_, database) => database.Entries.OfType<ModuleDefinition>())
            .Column("id int", module => module.Id)
            .Columns("number smallint = 1, colid smallint = 1, status smallint = 0, ctext varbinary(8000), texttype smallint = 2")
            .Columns("language smallint = 0, encrypted bit = 0, compressed bit = 0")
            .Column("text nvarchar(4000)", module => module.Text.Length > 4000 ? module.Text[..4000] : module.Text);

    private static ViewOf<(int Role, int Member)> Members(string schema) =>
        new ViewOf<(int Role, int Member)>($"{schema}.sysmembers", (_, database) => DatabasePrincipalViews.Memberships(database))
            .Column("memberuid smallint", row => row.Member)
            .Column("groupuid smallint", row => row.Role);
}
