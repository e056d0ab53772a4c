using BizTalkDR.Backups;
using BizTalkDR.Backups.Headers;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Errors;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback;

/// <summary>
/// Whether a file still is the backup that step 7 took: asked of the instance that will restore it (RESTORE HEADERONLY and LABELONLY, compared with what
/// was recorded), and read to its end there again (VERIFYONLY WITH CHECKSUM) where its size or time is not what it was when it was verified, or is not
/// told.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class BackupProof(FailbackContext context)
{
    private readonly BackupIdentityReader reader = new(context.Connector);

    // What this run has read to its end, by its stamps; without stamps, for as long as nothing else has happened.
    private readonly HashSet<string> verified = new(StringComparer.Ordinal);

    /// <summary>Whether a backup was taken from another recovery path than the one that step 4 left the copy on.</summary>
    public static bool IsOfOtherFork(FailbackContext context, BackupNote backup) =>
        context.Facts.Left(backup.Key)?.Condition.Identity.RecoveryFork is { } fork
        && backup.Identity?.RecoveryForkID is { } taken
        && fork != taken;

    /// <summary>What is wrong with a recorded backup, in a sentence; null when it is the recorded one, and whole.</summary>
    public string? Problem(FailbackDatabase database, BackupNote backup)
    {
        var paths = string.Join(", ", backup.Paths);
        if (backup.Identity is not { } recorded)
            return $"The backup of {database.Name} in {paths} was recorded without its identity: it can't be told from another one.";
        var source = context.Topology.Instance(database.Source);
        try
        {
            var now = reader.Read(source, database.DestinationKey, backup.Paths, backup.Position, context.Cancellation);
            if (recorded.DifferencesFrom(now) is { Count: > 0 } differences)
                return $"{paths} is not the backup of {database.Name} that step 7 took: {string.Join("; ", differences)}. Bring the right file back, or let "
                    + "step 7 take the backup again.";
        }
        catch (BackupHistoryException error)
        {
            return $"{error.Message} {error.Remedy}";
        }
        return Changed(source, database, backup);
    }

    /// <summary>What a backup that was just taken and verified is.</summary>
    /// <exception cref="BackupHistoryException">The source instance can't read it, or sees another one; or it is not of the copy as step 4 left it.</exception>
    public BackupNote Identify(FailbackDatabase database, BackupFile taken)
    {
        var note = new BackupNote(database.Name, database.Destination, taken.Paths, taken.Position, context.RequiredMark);
        var source = context.Topology.Instance(database.Source);
        var written = Read(context.Topology.Instance(database.Destination));
        var seen = Read(source);
        if (written.DifferencesFrom(seen) is { Count: > 0 } differences)
            throw Other(
                $"{database.Source} sees another backup in {taken.Path} than {database.Destination} has written: {string.Join("; ", differences)}.",
                "Name a folder that both sides see as the same one (-BackupPath), then repeat step 7."
            );
        note = note with { Identity = seen, Stamps = FileStampReader.Read(context.Connector, source, taken.Paths, context.Cancellation) };
        if (!seen.IsCertain)
            throw Other(
                $"{database.Source} does not tell what the backup in {taken.Path} is.",
                "Look at RESTORE HEADERONLY of the file there."
            );
        if (IsOfOtherFork(context, note))
            throw Other(
                $"The backup of {database.Name} in {taken.Path} is not of the copy as step 4 left it: {database.Name} on {database.Destination} was restored "
                    + "or recovered meanwhile.",
                "Find out who is at work there. The copies are not at one mark any more: begin a new failback."
            );
        lock (verified)
            verified.Add(Key(note, note.Stamps));
        return note;

        BackupIdentity Read(InstanceReference instance) =>
            reader.Read(instance, database.DestinationKey, taken.Paths, taken.Position, context.Cancellation);

        BackupHistoryException Other(string message, string remedy) =>
            new("BackupOther", message)
            {
                Server = database.Source,
                Database = database.Name,
                Remedy = remedy,
            };
    }

    // The same header, but are they the same bytes?
    private string? Changed(InstanceReference source, FailbackDatabase database, BackupNote backup)
    {
        var stamps = FileStampReader.Read(context.Connector, source, backup.Paths, context.Cancellation);
        if (stamps.Count > 0 && stamps.SequenceEqual(backup.Stamps))
            return null;
        var key = Key(backup, stamps);
        lock (verified)
        {
            if (verified.Contains(key))
                return null;
        }
        if (Verify(source, database.Name, backup) is { } error)
            return $"{string.Join(", ", backup.Paths)}, the backup of {database.Name}, was changed since it was verified, and {database.Source} does not find it "
                + $"good any more: {error} Bring the right file back, or let step 7 take the backup again.";
        lock (verified)
            verified.Add(key);
        return null;
    }

    private string? Verify(InstanceReference source, string database, BackupNote backup)
    {
        using var session = context.Connector.OpenServer(source, context.Cancellation);
        using var cancel = new PersistentCancel(session.Context.Cancel, context.Cancellation);
        var watch = new StatementWatch(context.Connector, source, StatementPatience.Default);
        string? error = null;
        watch.Run(
            session,
            database,
            () => error = BackupVerification.Run(session, backup.Paths, backup.Position, _ => watch.Heard()),
            context.Cancellation
        );
        return error;
    }

    private static string Key(BackupNote backup, IReadOnlyList<FileStamp> stamps) =>
        string.Join("|", [.. backup.Paths, backup.Identity?.BackupSetGUID.ToString(), .. stamps.Select(stamp => stamp.ToString())]);

    /// <summary>Has files whose size and time nobody tells read to their end again: a step has acted since.</summary>
    public void Forget()
    {
        lock (verified)
            verified.Clear();
    }
}
