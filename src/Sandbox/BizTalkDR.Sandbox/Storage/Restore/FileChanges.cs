using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>
/// The files of a database after a log or a differential was restored: what ADD FILE, REMOVE FILE and MODIFY FILE did meanwhile is done again. A file
/// that is made goes where the source had it, unless MOVE says otherwise; known ones stay where they are.
/// </summary>
internal static class FileChanges
{
    /// <summary>
    /// The files after a log was rolled forward; null if it changes none. Throws 3234 for a MOVE of a file that is not in the backup, and what keeps new ones from being
    /// made (5133, 1834, 3634, 3142 with 3156, 3176, 3257) with 3119.
    /// </summary>
    internal static IReadOnlyList<DatabaseFile>? Plan(RestoreJob job, Database database, IEnumerable<LogRecord> records)
    {
        FilePlacement.CheckMoves(job.Request, job.Header);
        var changes = records.OfType<FileRecord>().ToArray();
        if (changes.Length == 0)
            return null;
        var files = database.Files.ToList();
        foreach (var change in changes)
        {
            var at = files.FindIndex(file => file.FileId == (change.Before ?? change.After)!.FileId);
            if (change.After is not { } after)
                files.RemoveAll(file => file.FileId == change.Before!.FileId);
            else if (at < 0)
                files.Add(after with { PhysicalName = FilePlacement.Moved(job.Request, after.LogicalName) ?? after.PhysicalName });
            else
                files[at] = after with { PhysicalName = files[at].PhysicalName };
        }
        return Checked(job, database, files);
    }

    /// <summary>The files after a differential backup was restored.</summary>
    internal static IReadOnlyList<DatabaseFile> Plan(RestoreJob job, Database database)
    {
        FilePlacement.CheckMoves(job.Request, job.Header);
        var files = job
            .Header.Files.Select(file =>
                database.Files.FirstOrDefault(known => known.FileId == file.FileId) is { } known
                    ? known with
                    {
                        LogicalName = file.LogicalName,
                        FileGroup = file.FileGroupName ?? "",
                    }
                    : FilePlacement.ToFile(file, job.Request)
            )
            .ToList();
        return Checked(job, database, files);
    }

    private static List<DatabaseFile> Checked(RestoreJob job, Database database, List<DatabaseFile> files)
    {
        var made = files.Where(file => !database.Files.Any(known => known.FileId == file.FileId)).ToArray();
        if (made.Length > 0)
            FilePlacement.Check(job.Instance, job.Request, made, database, replaced: null);
        return files;
    }
}
