using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Sql;

namespace BizTalkDR.Backups;

/// <summary>Reads a group's backup history over SQL connections.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class BackupHistoryReader(IInstanceConnector connector) : IBackupHistoryReader
{
    /// <inheritdoc/>
    public BackupHistory ReadBackupJob(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default) =>
        new BackupJobHistory(connector).Read(topology, directory, cancellationToken);

    /// <inheritdoc/>
    public BackupHistory ReadLogShipping(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default) =>
        new LogShippingHistory(connector).Read(topology, directory, cancellationToken);

    /// <inheritdoc/>
    public BackupHistory Read(Topology topology, InstanceDirectory directory, CancellationToken cancellationToken = default) =>
        Read(topology, directory, BackupHistoryOptions.Automatic, cancellationToken);

    /// <inheritdoc/>
    public BackupHistory Read(
        Topology topology,
        InstanceDirectory directory,
        BackupHistoryOptions? options,
        CancellationToken cancellationToken = default
    )
    {
        var shipped = Try(() => ReadLogShipping(topology, directory, cancellationToken), out var whyNotShipped);
        var written = Try(() => ReadBackupJob(topology, directory, cancellationToken), out var whyNotWritten);
        // The destination knows where it reads the files; the source knows of sets that were not shipped yet.
        if (written is not null)
            written = new OutsideLogs(connector).AddTo(written, directory, cancellationToken);
        if (shipped is not null && written is not null)
            return BackupHistoryMerge.Combine(shipped, written);
        return (shipped, written) switch
        {
            ({ } only, _) => only with { Warnings = [.. only.Warnings, whyNotWritten!.Message] },
            (_, { } only) => only with { Warnings = [.. only.Warnings, whyNotShipped!.Message] },
            _ => throw Neither(whyNotWritten!, whyNotShipped!),
        };
    }

    /// <inheritdoc/>
    public BackupHistory WithHeaders(
        BackupHistory history,
        IReadOnlyDictionary<DatabaseKey, InstanceReference> readers,
        int throttle = 4,
        CancellationToken cancellationToken = default
    ) => new BackupHeaderReader(connector).AddTo(history, readers, throttle, cancellationToken);

    private static BackupHistory? Try(Func<BackupHistory> read, out BizTalkDRException? failure)
    {
        failure = null;
        try
        {
            return read();
        }
        catch (BizTalkDRException exception)
        {
            failure = exception;
            return null;
        }
    }

    private static BackupHistoryException Neither(BizTalkDRException written, BizTalkDRException shipped) =>
        new(
            "NoBackupHistory",
            $"No backup history can be read. From the source: {written.Message} From the destination: {shipped.Message}",
            written
        )
        {
            Server = written.Server,
            Database = written.Database,
            Remedy = $"{written.Remedy} Or: {shipped.Remedy}",
            DocumentationUri = Documentation.BackupSets,
        };
}
