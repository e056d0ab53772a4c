using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Databases;

/// <summary>sys.dm_os_enumerate_filesystem: what lies in a folder of the server, and below.</summary>
internal static class FileSystemEntries
{
    private sealed record Entry(string ServerPath, FileSystemInfo Info, int Level)
    {
        internal bool IsFolder => Info is DirectoryInfo;
    }

    internal static SystemTableFunction Function() =>
        new ViewOf<Entry>("sys.dm_os_enumerate_filesystem", (_, _) => [])
            .Column("full_filesystem_path nvarchar(256)", entry => entry.ServerPath)
            .Column("parent_directory nvarchar(256)", entry => entry.ServerPath[..entry.ServerPath.LastIndexOf('\\')])
            .Column("file_or_directory_name nvarchar(256)", entry => entry.Info.Name)
            .Column("level int", entry => entry.Level)
            .Column("is_directory bit", entry => entry.IsFolder)
            .Columns(
                "is_read_only bit = 0, is_system bit = 0, is_hidden bit = 0, has_integrity_stream bit = 0, is_temporary bit = 0, is_sparse bit = 0"
            )
            .Column("creation_time datetime", entry => entry.Info.CreationTimeUtc)
            .Column("last_access_time datetime", entry => entry.Info.LastAccessTimeUtc)
            .Column("last_write_time datetime", entry => entry.Info.LastWriteTimeUtc)
            .Column("size_in_bytes bigint", entry => entry.Info is FileInfo file ? file.Length : 0)
            .BuildFunction(
                (session, _, arguments) =>
                    Enumerate(
                        session.Instance,
                        BizTalkDR.Sandbox.Catalog.Declarations.Function.Text(arguments[0]) ?? "",
                        BizTalkDR.Sandbox.Catalog.Declarations.Function.Text(arguments[1]) ?? "*"
                    )
            );

    private static IEnumerable<Entry> Enumerate(DatabaseEngine instance, string folder, string pattern) =>
        instance.Host.Files.Map(instance.ComputerName, folder) is { } mapped && Directory.Exists(mapped)
            ? Below(folder.TrimEnd('\\'), new DirectoryInfo(mapped), pattern, 0)
            : [];

    private static IEnumerable<Entry> Below(string serverFolder, DirectoryInfo folder, string pattern, int level)
    {
        foreach (var info in folder.EnumerateFileSystemInfos(pattern).OrderBy(info => info.Name, StringComparer.OrdinalIgnoreCase))
            yield return new Entry($@"{serverFolder}\{info.Name}", info, level);
        foreach (var child in folder.EnumerateDirectories().OrderBy(info => info.Name, StringComparer.OrdinalIgnoreCase))
        foreach (var entry in Below($@"{serverFolder}\{child.Name}", child, pattern, level + 1))
            yield return entry;
    }
}
