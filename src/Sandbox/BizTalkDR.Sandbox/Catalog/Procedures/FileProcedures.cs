using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>Extended procedures that look at the drives and folders that the server sees.</summary>
internal static class FileProcedures
{
    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of("xp_fixeddrives", "@option int = null", FixedDrives),
            Procedure.Of("xp_fileexist", "@filename nvarchar(4000), @file_exists int = null output", FileExists),
            Procedure.Of("xp_dirtree", "@path nvarchar(4000), @depth int = 0, @file int = 0", Tree),
            Procedure.Of("xp_subdirs", "@path nvarchar(4000)", SubFolders),
            Procedure.Of("xp_create_subdir", "@path nvarchar(4000)", CreateFolder),
            Procedure.Of(
                "xp_delete_file",
                "@type int = 0, @folder nvarchar(4000), @extension nvarchar(260) = null, @date nvarchar(50) = null, @subfolder int = 0",
                DeleteFiles
            ),
            Procedure.Of("xp_availablemedia", "@mediatype tinyint = 15", AvailableMedia),
            Procedure.Of("xp_get_tape_devices", "", call => call.SendRows("tape nvarchar(260)", [])),
        ];

    private static string? Map(SystemProcedureCall call, string path) =>
        call.Session.Instance.Host.Files.Map(call.Session.Instance.ComputerName, path);

    private static IReadOnlyList<char> Drives(SystemProcedureCall call) =>
        call.Session.Instance.Host.Files.GetDrives(call.Session.Instance.ComputerName);

    private static long Free(SystemProcedureCall call, char drive) =>
        call.Session.Instance.Host.Files.GetFreeSpace(call.Session.Instance.ComputerName, drive);

    private static void FixedDrives(SystemProcedureCall call) =>
        call.SendRows(
            "drive nvarchar(1), [MB free] int",
            Drives(call).Select(drive => new object?[] { drive.ToString(), Free(call, drive) >> 20 })
        );

    private static void FileExists(SystemProcedureCall call)
    {
        var instance = call.Session.Instance;
        var mapped = instance.Host.Files.MapVisible(instance.ComputerName, call.Text("@filename") ?? "");
        var isFile = File.Exists(mapped);
        if (call.Given.Contains("@file_exists"))
        {
            call.Values["@file_exists"] = isFile ? 1 : 0;
            return;
        }
        var isFolder = Directory.Exists(mapped);
        var hasParent = mapped is not null && Directory.Exists(Path.GetDirectoryName(mapped));
        call.SendRows(
            "[File Exists] tinyint, [File is a Directory] tinyint, [Parent Directory Exists] tinyint",
            [
                [isFile ? 1 : 0, isFolder ? 1 : 0, hasParent ? 1 : 0],
            ]
        );
    }

    private static void Tree(SystemProcedureCall call)
    {
        var withFiles = call.Get<int>("@file") != 0;
        var rows = new List<object?[]>();
        if (Map(call, call.Text("@path") ?? "") is { } folder && Directory.Exists(folder))
            Collect(folder, 1, call.Get<int>("@depth"), withFiles, rows);
        call.SendRows(withFiles ? "subdirectory nvarchar(255), depth int, file int" : "subdirectory nvarchar(255), depth int", rows);
    }

    private static void Collect(string folder, int depth, int deepest, bool withFiles, List<object?[]> rows)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.OrdinalIgnoreCase))
        {
            var isFile = File.Exists(entry);
            if (isFile && !withFiles)
                continue;
            var name = Path.GetFileName(entry);
            rows.Add(withFiles ? [name, depth, isFile ? 1 : 0] : [name, depth]);
            if (!isFile && (deepest == 0 || depth < deepest))
                Collect(entry, depth + 1, deepest, withFiles, rows);
        }
    }

    private static void SubFolders(SystemProcedureCall call)
    {
        var path = call.Text("@path") ?? "";
        if (Map(call, path) is not { } folder || !Directory.Exists(folder))
            throw MessageCatalog.Error(22006, 3, "The system cannot find the path specified.");
        call.SendRows(
            "subdirectory nvarchar(255)",
            Directory
                .EnumerateDirectories(folder)
                .Order(StringComparer.OrdinalIgnoreCase)
                .Select(found => new object?[] { Path.GetFileName(found) })
        );
    }

    private static void CreateFolder(SystemProcedureCall call)
    {
        Permissions.CheckAdministrator(call.Session, "CONTROL SERVER");
        var path = call.Text("@path") ?? "";
        if (Map(call, path) is not { } folder)
            throw MessageCatalog.Error(22048, "xp_create_subdir", 3, "The system cannot find the path specified.");
        Directory.CreateDirectory(folder);
    }

    // Only backups (0) and maintenance reports (1) of one folder, as its documentation by tools says: type, folder, extension, cut-off date.
    private static void DeleteFiles(SystemProcedureCall call)
    {
        Permissions.CheckAdministrator(call.Session, "CONTROL SERVER");
        if (Map(call, call.Text("@folder") ?? "") is not { } target)
            throw MessageCatalog.Error(22048, "xp_delete_file", 3, "The system cannot find the path specified.");
        if (File.Exists(target))
        {
            File.Delete(target);
            return;
        }
        var extension = "." + (call.Text("@extension") ?? "bak").TrimStart('.');
        var before = DateTime.TryParse(call.Text("@date"), System.Globalization.CultureInfo.InvariantCulture, out var date)
            ? date
            : DateTime.MaxValue;
        var option = call.Get<int>("@subfolder") == 0 ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories;
        if (Directory.Exists(target))
            foreach (var file in Directory.EnumerateFiles(target, "*", option).ToList())
                if (Path.GetExtension(file).SameAs(extension) && File.GetLastWriteTime(file) < before)
                    File.Delete(file);
    }

    private static void AvailableMedia(SystemProcedureCall call) =>
        call.SendRows(
            "name nvarchar(255), [low free] int, [high free] int, [media type] tinyint",
            Drives(call)
                .Select(drive =>
                {
                    var free = Free(call, drive);
                    return new object?[] { $@"{drive}:\", unchecked((int)(free & 0xFFFFFFFF)), (int)(free >> 32), 2 };
                })
        );
}
