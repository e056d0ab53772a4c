using BizTalkDR.Backups;
using BizTalkDR.Backups.Merging;
using BizTalkDR.Tests.Restore.Planning;

namespace BizTalkDR.Tests.Backups.Merging;

/// <summary>What the sources would say of a history that a <see cref="HistoryBuilder"/> has built.</summary>
internal static class SourceHistories
{
    public const string Found = @"D:\Found";

    /// <summary>A table: ids, marks and paths, no headers.</summary>
    public static SourceHistory Table(this BackupHistory history, HistorySource source = HistorySource.BackupJob) =>
        new()
        {
            Source = source,
            Sets =
            [
                .. history.Sets.Select(set =>
                    set with
                    {
                        Source = source,
                        Files = [.. set.Files.Select(file => file with { Header = null, FileList = [] })],
                    }
                ),
            ],
        };

    /// <summary>The files, found in a folder and read there.</summary>
    public static SourceHistory Files(this BackupHistory history, string folder = @"\\FILES\BizTalk") =>
        new()
        {
            Source = HistorySource.Files,
            Searched = [folder],
            Backups =
            [
                .. Backups(history).Select(file => Read(file, HistorySource.Files) with { Paths = [folder + @"\" + file.FileName] }),
            ],
        };

    /// <summary>msdb's rows: headers, and paths as they were when the backups were taken.</summary>
    public static SourceHistory Msdb(this BackupHistory history) =>
        new()
        {
            Source = HistorySource.Msdb,
            Backups = [.. Backups(history).Select(file => Read(file, HistorySource.Msdb) with { FileList = [] })],
        };

    /// <summary>Headers that the caller gives.</summary>
    public static SourceHistory Given(this BackupHistory history) =>
        new()
        {
            Source = HistorySource.Headers,
            Backups = [.. Backups(history).Select(file => Read(file, HistorySource.Headers) with { FileList = [] })],
        };

    public static BackupHistory Merge(params SourceHistory[] sources) =>
        HistoryMerger.Merge(sources, server => server == HistoryBuilder.Server, "BizTalkMgmtDb");

    /// <summary>Changes one backup of a source.</summary>
    public static SourceHistory Change(this SourceHistory source, BackupFile which, Func<BackupFile, BackupFile?> change) =>
        source with
        {
            Backups = [.. source.Backups.Select(file => file.FileName == which.FileName ? change(file) : file).OfType<BackupFile>()],
        };

    /// <summary>Takes one backup out of a source.</summary>
    public static SourceHistory Without(this SourceHistory source, BackupFile which) => source.Change(which, _ => null);

    public static IEnumerable<string> Describe(this BackupHistory history) =>
        history
            .Sets.SelectMany(set =>
                set.Files.Select(file =>
                    $"{set.SetId} {set.Type} {set.MarkName} {set.IsComplete} {file.Database} {string.Join("|", file.Paths)} {file.Position} {file.Defect} {file.Header}"
                )
            )
            .Concat(history.OtherBackups.Select(file => $"other {file.Database} {file.Type} {file.Path} {file.Position} {file.Defect}"))
            .Concat(history.Contradictions.Select(each => $"{each.Kind} {each.Path} {each.Message}"))
            .Concat(history.Warnings)
            .Append(string.Join(", ", history.Sources));

    /// <summary>A header as files hold it: their times have no fractions of a second.</summary>
    public static BackupHeader ToTheSecond(this BackupHeader header) =>
        header with
        {
            BackupStartDate = ToTheSecond(header.BackupStartDate),
            BackupFinishDate = ToTheSecond(header.BackupFinishDate),
        };

    /// <summary>A header of msdb as the file holds it: datetime has 300 steps a second, and what lies behind the last one is the next second.</summary>
    public static BackupHeader ToTheSecondOf(this BackupHeader header, BackupHeader file) =>
        header with
        {
            BackupStartDate = ToTheSecondOf(header.BackupStartDate, file.BackupStartDate),
            BackupFinishDate = ToTheSecondOf(header.BackupFinishDate, file.BackupFinishDate),
        };

    private static DateTime? ToTheSecondOf(DateTime? msdb, DateTime? file) => msdb == file?.AddSeconds(1) ? file : ToTheSecond(msdb);

    private static DateTime? ToTheSecond(DateTime? time) =>
        time is { } known ? known.AddTicks(-(known.Ticks % TimeSpan.TicksPerSecond)) : null;

    private static IEnumerable<BackupFile> Backups(BackupHistory history) =>
        history.Sets.SelectMany(set => set.Files).Concat(history.OtherBackups);

    private static BackupFile Read(BackupFile file, HistorySource source) =>
        file with
        {
            HeaderSource = source,
            Header = file.Header! with
            {
                ServerName = file.ServerName,
                BackupStartDate = file.BackupDate,
                BackupSetGUID = Identifier(file),
            },
        };

    private static Guid Identifier(BackupFile file)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(file.Path + file.Position));
        return new Guid(hash.AsSpan(0, 16));
    }
}
