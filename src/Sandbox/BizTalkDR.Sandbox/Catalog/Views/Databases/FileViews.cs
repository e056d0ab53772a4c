using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Catalog.Views.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Databases;

/// <summary>Files, filegroups and the space that they take.</summary>
internal static class FileViews
{
    private const int PageBytes = 8192;

    internal static IEnumerable<SystemView> All() =>
        [
            Files("sys.master_files", isOfServer: true).Build(),
            Files("sys.database_files", isOfServer: false).Build(),
            FileGroups().Build(),
            DataSpaces().Build(),
            FileSpaceUsage().Build(),
        ];

    internal static IEnumerable<SystemTableFunction> Functions() => [VolumeStatistics(), VirtualFileStatistics()];

    internal sealed record FileRow(Database Database, DatabaseFile File);

    internal static IEnumerable<FileRow> FilesOf(IEnumerable<Database> databases) =>
        databases.SelectMany(database => database.Files.Select(file => new FileRow(database, file)));

    private static ViewOf<FileRow> Files(string name, bool isOfServer)
    {
        var view = new ViewOf<FileRow>(name, (session, database) => FilesOf(isOfServer ? DatabaseViews.Visible(session) : [database]));
        if (isOfServer)
            view.Column("database_id int", row => row.Database.Id);
        view.Column("file_id int", row => row.File.FileId)
            .Column("file_guid uniqueidentifier", row => row.File.UniqueId)
            .Column("type tinyint", row => row.File.IsLog ? 1 : 0)
            .Column("type_desc nvarchar(60)", row => row.File.IsLog ? "LOG" : "ROWS")
            .Column("data_space_id int", row => FileGroup.IdOf(row.Database, row.File))
            .Column("name sysname", row => row.File.LogicalName)
            .Column("physical_name nvarchar(260)", row => row.File.PhysicalName)
            .Column("state tinyint", row => StateOf(row.Database))
            .Column("state_desc nvarchar(60)", row => Describe.State((DatabaseState)StateOf(row.Database)))
            .Column("size int", row => row.File.Size)
            .Column("max_size int", row => row.File.MaxSize)
            .Column("growth int", row => row.File.Growth)
            .Columns("is_media_read_only bit = 0")
            .Columns("is_read_only bit = 0, is_sparse bit = 0")
            .Column("is_percent_growth bit", row => row.File.IsPercentGrowth)
            .Columns("is_name_reserved bit = 0")
            .Column("is_persistent_log_buffer bit", _ => false)
            .Columns("create_lsn numeric(25,0), drop_lsn numeric(25,0), read_only_lsn numeric(25,0)")
            .Columns("read_write_lsn numeric(25,0)")
            .Column("differential_base_lsn numeric(25,0)", row => row.File.IsLog ? null : row.Database.DifferentialBaseLsn)
            .Column("differential_base_guid uniqueidentifier", row => row.File.IsLog ? null : row.Database.DifferentialBaseGuid)
            .Column("differential_base_time datetime", row => row.File.IsLog ? null : row.Database.DifferentialBaseTime)
            .Column("redo_start_lsn numeric(25,0)", row => row.File.IsLog ? null : row.Database.RedoStartLsn)
            .Column("redo_start_fork_guid uniqueidentifier", row => row.File.IsLog ? null : row.Database.RedoStartForkGuid)
            .Column("redo_target_lsn numeric(25,0)", row => row.File.IsLog ? null : row.Database.RedoTargetLsn)
            .Column("redo_target_fork_guid uniqueidentifier", row => row.File.IsLog ? null : row.Database.RedoTargetForkGuid)
            .Columns("backup_lsn numeric(25,0)");
        return isOfServer ? view.Columns("credential_id int") : view;
    }

    // A file's state: RESTORING and OFFLINE as its database, else as good as online.
    private static int StateOf(Database database) =>
        database.State is DatabaseState.Emergency or DatabaseState.Recovering ? 0 : (int)database.State;

    private static ViewOf<FileGroup> FileGroups() =>
        new ViewOf<FileGroup>("sys.filegroups", (_, database) => FileGroup.Of(database))
            .Column("name sysname", group => group.Name)
            .Column("data_space_id int", group => group.Id)
            .Columns("type char(2) = FG, type_desc nvarchar(60) = ROWS_FILEGROUP")
            .Column("is_default bit", group => group.IsDefault)
            .Columns("is_system bit = 0, filegroup_guid uniqueidentifier, log_filegroup_id int, is_read_only bit = 0")
            .Columns("is_autogrow_all_files bit = 0");

    private static ViewOf<FileGroup> DataSpaces() =>
        new ViewOf<FileGroup>("sys.data_spaces", (_, database) => FileGroup.Of(database))
            .Column("name sysname", group => group.Name)
            .Column("data_space_id int", group => group.Id)
            .Columns("type char(2) = FG, type_desc nvarchar(60) = ROWS_FILEGROUP")
            .Column("is_default bit", group => group.IsDefault)
            .Columns("is_system bit = 0");

    private static ViewOf<FileRow> FileSpaceUsage() =>
        new ViewOf<FileRow>("sys.dm_db_file_space_usage", (_, database) => FilesOf([database]).Where(row => !row.File.IsLog))
            .Column("database_id int", row => row.Database.Id)
            .Column("file_id smallint", row => row.File.FileId)
            .Column("filegroup_id smallint", row => FileGroup.IdOf(row.Database, row.File))
            .Column("total_page_count bigint", row => row.File.Size)
            .Column("allocated_extent_page_count bigint", row => Used(row))
            .Column("unallocated_extent_page_count bigint", row => row.File.Size - Used(row))
            .Columns("version_store_reserved_page_count bigint = 0, user_object_reserved_page_count bigint = 0")
            .Columns("internal_object_reserved_page_count bigint = 0, mixed_extent_page_count bigint = 0")
            .Column("modified_extent_page_count bigint", row => Used(row));

    /// <summary>The pages of a data file that hold something; no more than there are.</summary>
    internal static long Used(FileRow row) =>
        row.File.IsLog || row.File.FileId != 1
            ? Math.Min(row.File.Size, 8)
            : Math.Min(
                row.File.Size,
                IndexViews.SystemTables.Sum(table => table.Pages)
                    + row.Database.Entries.OfType<TableDefinition>().Sum(table => IndexViews.Pages(row.Database, table))
            );

    private static SystemTableFunction VolumeStatistics() =>
        new ViewOf<FileRow>("sys.dm_os_volume_stats", (_, _) => [])
            .Column("database_id int", row => row.Database.Id)
            .Column("file_id int", row => row.File.FileId)
            .Column("volume_mount_point nvarchar(512)", row => Volume.Of(row).MountPoint)
            .Column("volume_id nvarchar(512)", row => Volume.Of(row).Id)
            .Column("logical_volume_name nvarchar(512)", _ => "")
            .Column("file_system_type nvarchar(512)", _ => "NTFS")
            .Column("total_bytes bigint", row => Volume.Of(row).TotalBytes)
            .Column("available_bytes bigint", row => Volume.Of(row).FreeBytes)
            .Columns("supports_compression tinyint = 1, supports_alternate_streams tinyint = 1, supports_sparse_files tinyint = 1")
            .Columns("is_read_only tinyint = 0, is_compressed tinyint = 0, incurs_seek_penalty tinyint = 0")
            .BuildFunction(
                (session, _, arguments) =>
                {
                    // VIEW SERVER PERFORMANCE STATE from SQL Server 2022 on, which VIEW SERVER STATE includes.
                    Permissions.CheckServer(session, "VIEW SERVER STATE");
                    return FilesOf(session.Instance.Databases).Where(row => IsAsked(row, arguments));
                }
            );

    private static SystemTableFunction VirtualFileStatistics() =>
        new ViewOf<FileRow>("sys.dm_io_virtual_file_stats", (_, _) => [])
            .Column("database_id smallint", row => row.Database.Id)
            .Column("file_id smallint", row => row.File.FileId)
            .Columns("sample_ms bigint = 0, num_of_reads bigint = 0, num_of_bytes_read bigint = 0, io_stall_read_ms bigint = 0")
            .Columns("io_stall_queued_read_ms bigint = 0, num_of_writes bigint = 0, num_of_bytes_written bigint = 0")
            .Columns("io_stall_write_ms bigint = 0, io_stall_queued_write_ms bigint = 0, io_stall bigint = 0")
            .Column("size_on_disk_bytes bigint", row => (long)row.File.Size * PageBytes)
            .Columns("file_handle varbinary(8) = 0x00000000")
            .BuildFunction((session, _, arguments) => FilesOf(session.Instance.Databases).Where(row => IsAsked(row, arguments)));

    // NULL asks for all databases or all files.
    private static bool IsAsked(FileRow row, IReadOnlyList<object?> arguments) =>
        (Function.Number(arguments[0]) is not { } database || database == row.Database.Id)
        && (Function.Number(arguments[1]) is not { } file || file == row.File.FileId);
}
