using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Benchmarks.Harness;
using static System.FormattableString;

namespace BizTalkDR.Benchmarks.Headers;

/// <summary>Everything that headers tell of 2,000 real backup files, against opening each file and reading its first 64 KB.</summary>
internal sealed class HeadersBenchmark : IBenchmark
{
    private const int Files = 2000;

    // The default of Get-BtsBackupFile -ThrottleLimit.
    private const int FilesAtOnce = 8;
    private const int FirstBytes = 64 * 1024;
    private const double MostTimesAsLong = 1.5;

    public string Name => "headers";

    public async Task<IReadOnlyList<Figure>> RunAsync(Action<string> say)
    {
        if (RealBackups.Find() is not { } folder)
        {
            say("Skipped: the backup files of real servers are not here. Set BTSDR_REAL_BACKUPS to their folder.");
            return [];
        }
        using var copies = RealBackups.Copy(folder, Files);
        return
        [
            await MeasureAsync("one by one", () => ReadHeaders(copies.Paths), copies.Paths, say).ConfigureAwait(false),
            await MeasureAsync("as Get-BtsBackupFile does", () => ReadFiles(copies.Paths), copies.Paths, say).ConfigureAwait(false),
        ];
    }

    private async Task<Figure> MeasureAsync(string how, Func<int> headers, IReadOnlyList<string> paths, Action<string> say)
    {
        var read = 0;
        var rounds = await Rounds
            .MeasureAsync(warmUps: 30, count: 41, () => read = headers(), () => ReadBeginnings(paths))
            .ConfigureAwait(false);
        say(
            Invariant(
                $"{how}: {paths.Count} files hold {read} backup sets; {rounds.Count} rounds, ratios {rounds.Range.Least:0.00} to {rounds.Range.Most:0.00}"
            )
        );
        return new Figure(
            Name,
            $"reading the headers of {paths.Count} files {how} / opening each and reading 64 KB",
            rounds.Ratio,
            LimitKind.AtMost,
            MostTimesAsLong,
            Invariant(
                $"{rounds.Measured.TotalMilliseconds:0.0} ms / {rounds.Yardstick.TotalMilliseconds:0.0} ms; processor time {rounds.ProcessorRatio:0.00}"
            )
        );
    }

    /// <summary>Media header, every set's header and list of files, and nothing thrown away before it was read.</summary>
    private static int ReadHeaders(IReadOnlyList<string> paths)
    {
        var sets = 0;
        foreach (var path in paths)
        {
            using var media = BackupMediaReader.Open(path);
            foreach (var set in media.Sets)
            {
                if (set.IsDamaged || set.LastLSN is null || set.Files.Count == 0 || media.Media.FamilyCount != 1)
                    throw new InvalidOperationException($"{path} was not read as it is: {set.Reason}");
                sets++;
            }
        }
        return sets;
    }

    /// <summary>Several files at the same time, each set as an object with everything that the cmdlet shows.</summary>
    private static int ReadFiles(IReadOnlyList<string> paths)
    {
        var sets = 0;
        foreach (var set in BackupFileReader.ReadAll(paths.Select(path => new FoundFile(path, null)), FilesAtOnce))
        {
            if (set.IsDamaged || set.LastLSN is null || set.FileList is not { Count: > 0 })
                throw new InvalidOperationException($"{set.Path} was not read as it is: {set.Reason}");
            sets++;
        }
        return sets;
    }

    /// <summary>The cheapest way there is: no stream, one buffer for all files.</summary>
    private static void ReadBeginnings(IReadOnlyList<string> paths)
    {
        var buffer = new byte[FirstBytes];
        foreach (var path in paths)
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var at = 0;
            int read;
            while (at < buffer.Length && (read = RandomAccess.Read(file, buffer.AsSpan(at), at)) > 0)
                at += read;
        }
    }
}
