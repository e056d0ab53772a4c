using BizTalkDR.Backups.Media;
using BizTalkDR.Backups.Merging;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.History;

/// <summary>One reading of a history: asks every source that is wanted, and merges what they say.</summary>
internal sealed class HistoryReading(
    BackupHistoryReader reader,
    IInstanceConnector connector,
    Topology topology,
    InstanceDirectory directory,
    BackupHistoryOptions options,
    CancellationToken cancellationToken
)
{
    private readonly FolderMap map = new(options.PathMap);
    private readonly List<SourceHistory> read = [];
    private readonly List<(string From, BizTalkDRException Failure)> failures = [];

    public BackupHistory Read()
    {
        // Without a destination there is no log shipping to miss.
        if (topology.Destination.Count > 0 || options.Names(HistorySources.LogShipping))
            ReadTable(HistorySources.LogShipping, "the destination", reader.ReadLogShipping);
        if (directory.Identities.Count > 0 || options.Names(HistorySources.BackupJob))
            ReadTable(HistorySources.BackupJob, "the source", reader.ReadBackupJob);
        var hasTables = read.Count > 0;
        ReadMsdb();
        ReadFiles();
        ReadHeaders();
        var history = AddedFileLists.Only(HistoryMerger.Merge(read, IsInstance, topology.ManagementDatabase.Database));
        if (history.Sets.Count + history.OtherBackups.Count == 0 && !hasTables)
            throw Nothing();
        return history with
        {
            Marks = ReadMarks(history),
            Warnings = [.. history.Warnings, .. failures.Select(each => each.Failure.Message)],
        };
    }

    private bool IsInstance(string server) =>
        directory.Identities.Any(identity => string.Equals(identity.Instance.Name, server, StringComparison.OrdinalIgnoreCase));

    private void ReadTable(
        HistorySources source,
        string from,
        Func<Topology, InstanceDirectory, HistoryExtent, CancellationToken, BackupHistory> readTable
    )
    {
        if (!options.Wants(source))
            return;
        try
        {
            var history = readTable(topology, directory, Extent(), cancellationToken);
            read.Add(
                new SourceHistory
                {
                    Source = history.Sources[0],
                    Sets = [.. history.Sets.Select(set => set with { Files = [.. set.Files.Select(Mapped)] })],
                    Warnings = history.Warnings,
                    IsWhole = history.IsWhole,
                }
            );
        }
        catch (BizTalkDRException failure) when (!options.Names(source))
        {
            failures.Add((from, failure));
        }
    }

    // What is found in folders or was given may be older than any row that a restore needs, and is compared with its row.
    private HistoryExtent Extent() =>
        options.BackupPaths.Count + options.PathMap.Count + options.Headers.Count > 0 ? HistoryExtent.Whole : options.Extent;

    private BackupFile Mapped(BackupFile file) => options.PathMap.Count == 0 ? file : file with { Paths = [.. file.Paths.Select(map.Map)] };

    // Beside the tables, only what was taken since their oldest set is asked for: the files of what is older are likely to be gone.
    private void ReadMsdb()
    {
        if (!options.Wants(HistorySources.Msdb))
            return;
        var msdb = new MsdbHistory(connector, map);
        var since = options.Sources == HistorySources.Automatic ? Oldest() : null;
        var history = msdb.Read(directory, since, cancellationToken);
        if (msdb.InstancesRead > 0)
            read.Add(history);
        else if (options.Names(HistorySources.Msdb))
            throw NoMsdb(history);
    }

    private IReadOnlyList<LoggedMark> ReadMarks(BackupHistory history) =>
        options.Wants(HistorySources.Msdb) || options.Wants(HistorySources.BackupJob)
            ? new MarkHistory(connector).Read(directory, MsdbHistory.From(history.Sets.Min(set => set.BackupDate)), cancellationToken)
            : [];

    private DateTime? Oldest() =>
        read.SelectMany(table => table.Sets.Take(1))
            .Select(set => set.Files.Min(file => JobFileName.Parse(file.FileName)?.Time ?? file.BackupDate))
            .Min();

    private void ReadFiles()
    {
        if (!options.Wants(HistorySources.Files))
            return;
        var paths = options.BackupPaths.Concat(MovedTo()).ToList();
        if (paths.Count > 0)
            read.Add(new BackupFolder(new ServerNames(directory), map).Read(paths, cancellationToken));
        else if (options.Names(HistorySources.Files))
            throw NotGiven("Files", "no file or folder was given", "Give files, folders or shares with -BackupPath.");
    }

    // The new folder of a table of moved folders is searched too, if this computer sees it by that name, and not already by its old one.
    private IEnumerable<string> MovedTo() =>
        options
            .PathMap.Where(pair =>
                !options.BackupPaths.Any(path => ServerPath.IsAtOrBelow(path, pair.Key) || ServerPath.IsAtOrBelow(pair.Key, path))
                && Directory.Exists(pair.Value)
            )
            .Select(pair => pair.Value);

    private void ReadHeaders()
    {
        if (options.Wants(HistorySources.Headers) && options.Headers.Count > 0)
            read.Add(new GivenHeaders(new ServerNames(directory), map).Read(options.Headers));
        else if (options.Names(HistorySources.Headers))
            throw NotGiven("Headers", "no headers were given", "Pipe in objects with the properties of RESTORE HEADERONLY.");
    }

    private BackupHistoryException Nothing()
    {
        var searched = read.Exists(source => source.Source == HistorySource.Files)
            ? $" No backup was found in {string.Join(", ", options.BackupPaths.Concat(MovedTo()))}.{NotRead()}"
            : "";
        var why = string.Concat(failures.Select(each => $" From {each.From}: {each.Failure.Message}"));
        var remedies = failures.Select(each => each.Failure.Remedy).OfType<string>().ToList();
        var first = failures.Select(each => each.Failure).LastOrDefault();
        return new BackupHistoryException("NoBackupHistory", $"No backup history can be read.{why}{searched}", first)
        {
            Server = first?.Server,
            Database = first?.Database,
            Remedy = string.Join(" Or: ", remedies.Append("Give the folder of the backup files with -BackupPath.")),
            DocumentationUri = Documentation.BackupSets,
        };
    }

    // Where nothing was found, what could not be read may be all there is.
    private string NotRead()
    {
        var files = read.Where(source => source.Source == HistorySource.Files).ToList();
        var reasons = files
            .SelectMany(source => source.Unreadable.Select(file => $"{file.Path}: {file.Reason}").Concat(source.Warnings))
            .ToList();
        return reasons.Count == 0 ? ""
            : reasons.Count == 1 ? " " + reasons[0]
            : $" {reasons.Count} files or folders can't be read, the first of them is {reasons[0]}";
    }

    private static BackupHistoryException NoMsdb(SourceHistory history) =>
        new(
            "MsdbNotReadable",
            "msdb can't be read on any source instance."
                + string.Concat(history.Warnings.Select(warning => " " + warning))
                + (history.Warnings.Count == 0 ? " None of them answers." : "")
        )
        {
            Remedy = "Check that a source instance answers and that the login may read msdb.dbo.backupset and backupmediafamily.",
        };

    private static BackupHistoryException NotGiven(string source, string what, string remedy) =>
        new("SourceNotGiven", $"{source} was named as a source of the history, but {what}.") { Remedy = remedy };
}
