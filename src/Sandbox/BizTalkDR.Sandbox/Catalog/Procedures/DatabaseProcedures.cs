using System.Globalization;
using BizTalkDR.Sandbox.Catalog.Commands;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Functions;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Catalog.Views.Databases;
using BizTalkDR.Sandbox.Catalog.Views.Objects;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Alteration;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>sp_helpdb, sp_helpfile, sp_databases, sp_spaceused, sp_renamedb and sp_changedbowner.</summary>
internal static class DatabaseProcedures
{
    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of("sp_helpdb", "@dbname sysname = null", HelpDatabase),
            Procedure.Of("sp_helpfile", "@filename sysname = null", HelpFile),
            Procedure.Of("sp_helpfilegroup", "@filegroupname sysname = null", HelpFileGroup),
            Procedure.Of("sp_databases", "", ListDatabases),
            Procedure.Of("sp_spaceused", "@objname nvarchar(776) = null, @updateusage varchar(5) = null", SpaceUsed),
            Procedure.Of("sp_renamedb", "@dbname sysname, @newname sysname", Rename),
            Procedure.Of(
                "sp_changedbowner",
                "@loginame sysname, @map varchar(5) = null",
                call => OwnershipCommands.SetDatabaseOwner(call.Session, call.Database, call.Text("@loginame")!)
            ),
        ];

    private static long Kilobytes(Database database) => database.Files.Sum(file => file.Size * 8L);

    private static string? OwnerOf(Database database) => database.Instance.Logins.Find(database.OwnerSid)?.Name;

    private static Database Find(SystemProcedureCall call, string name) =>
        call.Session.Instance.FindDatabase(name) ?? throw MessageCatalog.Error(15010, name);

    /// <summary>As ALTER DATABASE ... MODIFY NAME.</summary>
    private static void Rename(SystemProcedureCall call)
    {
        var (database, name) = (Find(call, call.Text("@dbname")!), call.Text("@newname")!);
        if (!Permissions.MayAlter(call.Session, database))
            throw MessageCatalog.Error(15247);
        if (database.State == DatabaseState.Restoring)
            throw MessageCatalog.Error(5052, "ALTER DATABASE", "Restoring");
        DatabaseAccess.CheckState(database);
        if (database.IsInStandby)
            throw MessageCatalog.Error(5063, database.Name);
        DatabaseNaming.Rename(call.Session, database, name);
        call.SendMessage(5021, "database", name);
    }

    private static void HelpDatabase(SystemProcedureCall call)
    {
        var asked = call.Text("@dbname") is { } name ? Find(call, name) : null;
        IEnumerable<Database> databases = asked is null ? DatabaseViews.Visible(call.Session).OrderBy(database => database.Name) : [asked];
        call.SendRows(
            "name sysname, db_size nvarchar(13), owner nvarchar(128), dbid smallint, created nvarchar(11), status nvarchar(600), compatibility_level tinyint",
            databases.Select(database =>
                new object?[]
                {
                    database.Name,
                    string.Create(CultureInfo.InvariantCulture, $"{Kilobytes(database) / 1024m:F2} MB").PadLeft(13),
                    OwnerOf(database),
                    database.Id,
                    database.CreateDate.ToString("MMM dd yyyy", CultureInfo.InvariantCulture),
                    Status(database),
                    database.Options.CompatibilityLevel,
                }
            )
        );
        if (asked is not null && Permissions.IsOpenTo(asked, call.Session.Login))
            SendFiles(call, asked, asked.Files);
    }

    private static string Status(Database database) =>
        $"Status={Describe.State(database.State)}, Updateability={(database.Options.IsReadOnly ? "READ_ONLY" : "READ_WRITE")}, "
        + $"UserAccess={Describe.UserAccess(database.Options.UserAccess)}, Recovery={Describe.RecoveryModel(database.Options.RecoveryModel)}, "
        + $"Version={ProductInfo.DatabaseVersion(database.Instance.Options.Version)}, Collation={database.Options.Collation}, SQLSortOrder=52";

    private static void HelpFile(SystemProcedureCall call)
    {
        var name = call.Text("@filename");
        var files = call.Database.Files.Where(file => name is null || file.LogicalName.SameAs(name));
        SendFiles(call, call.Database, files);
    }

    private static void SendFiles(SystemProcedureCall call, Database database, IEnumerable<DatabaseFile> files) =>
        call.SendRows(
            "name sysname, fileid smallint, filename nchar(260), filegroup nvarchar(128), size nvarchar(18), maxsize nvarchar(18), growth nvarchar(18), usage varchar(9)",
            files.Select(file =>
                new object?[]
                {
                    file.LogicalName,
                    file.FileId,
                    file.PhysicalName,
                    file.IsLog ? null : file.FileGroup,
                    $"{file.Size * 8L} KB",
                    file.MaxSize == -1 ? "Unlimited" : $"{file.MaxSize * 8L} KB",
                    file.IsPercentGrowth ? $"{file.Growth}%" : $"{file.Growth * 8L} KB",
                    file.IsLog ? "log only" : "data only",
                }
            )
        );

    private static void HelpFileGroup(SystemProcedureCall call) =>
        call.SendRows(
            "groupname sysname, groupid smallint, filecount int",
            FileGroup
                .Of(call.Database)
                .Select(group =>
                    new object?[]
                    {
                        group.Name,
                        group.Id,
                        call.Database.Files.Count(file => FileGroup.IdOf(call.Database, file) == group.Id),
                    }
                )
        );

    private static void ListDatabases(SystemProcedureCall call) =>
        call.SendRows(
            "DATABASE_NAME sysname, DATABASE_SIZE int, REMARKS varchar(254)",
            DatabaseViews
                .Visible(call.Session)
                .Where(database => Permissions.IsOpenTo(database, call.Session.Login))
                .OrderBy(database => database.Name)
                .Select(database => new object?[] { database.Name, Kilobytes(database), null })
        );

    private static void SpaceUsed(SystemProcedureCall call)
    {
        if (call.Text("@objname") is { } name)
        {
            var (database, table) =
                ObjectFunctions.Table(call.Session, name) ?? throw MessageCatalog.Error(15009, name, call.Database.Name);
            var used = IndexViews.Pages(database, table) * 8;
            call.SendRows(
                "name nvarchar(128), rows char(20), reserved varchar(18), data varchar(18), index_size varchar(18), unused varchar(18)",
                [
                    [
                        table.Name,
                        database.GetTable(table).Count.ToString(CultureInfo.InvariantCulture).PadRight(20),
                        Kb(used),
                        Kb(used),
                        Kb(0),
                        Kb(0),
                    ],
                ]
            );
            return;
        }
        var data = call.Database.Files.Where(file => !file.IsLog).Sum(file => file.Size * 8L);
        var reserved = FileViews.FilesOf([call.Database]).Where(row => !row.File.IsLog).Sum(FileViews.Used) * 8;
        call.SendRows(
            "database_name nvarchar(128), database_size varchar(18), [unallocated space] varchar(18)",
            [
                [call.Database.Name, Mb(Kilobytes(call.Database)), Mb(data - reserved)],
            ]
        );
        call.SendRows(
            "reserved varchar(18), data varchar(18), index_size varchar(18), unused varchar(18)",
            [
                [Kb(reserved), Kb(reserved), Kb(0), Kb(0)],
            ]
        );
    }

    private static string Kb(long kilobytes) => string.Create(CultureInfo.InvariantCulture, $"{kilobytes} KB");

    private static string Mb(long kilobytes) => string.Create(CultureInfo.InvariantCulture, $"{kilobytes / 1024m:F2} MB");
}
