using System.Diagnostics;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.SqlServer.Management.Smo;
using SmoBackup = Microsoft.SqlServer.Management.Smo.Backup;

namespace BizTalkDR.DatabaseSets;

/// <summary>Backs one database up to a new file, and verifies it.</summary>
internal sealed class DatabaseBackup(
    IInstanceConnector connector,
    InstanceReference instance,
    DatabaseKey database,
    DatabaseSetBackupOptions options,
    string path,
    BackupTracker tracker
)
{
    public DatabaseBackupResult Result { get; private set; } = new() { Database = database };

    public void Run(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        var clock = Stopwatch.StartNew();
        try
        {
            using var session = connector.OpenServer(instance, cancellationToken);
            using var cancel = new PersistentCancel(session.Context.Cancel, cancellationToken);
            BackUp(session, cancellationToken);
            if (options.Verify)
                Verify(session, cancellationToken);
        }
        catch (BizTalkDRException exception)
        {
            Result = Result with { Error = exception };
        }
        catch (Exception exception) when (SqlErrors.IsFromServer(exception))
        {
            Result = Result with
            {
                Error = Failed(Result.IsBackedUp ? "VerifyFailed" : "BackupFailed", SqlErrors.Describe(exception), exception),
            };
        }
        Result = Result with { Elapsed = clock.Elapsed };
    }

    private void BackUp(SmoSession session, CancellationToken cancellationToken)
    {
        tracker.Report(database, "Backup", 0);
        var backup = new SmoBackup
        {
            Action = BackupActionType.Database,
            Database = database.Name,
            CopyOnly = options.CopyOnly,
            Checksum = true,
            // The file is new; INIT and FORMAT make sure that nothing is ever appended to another set.
            Initialize = true,
            FormatMedia = true,
            SkipTapeHeader = true,
            PercentCompleteNotification = 5,
            RetryFailedQueries = false,
            CompressionOption = options.Compress switch
            {
                true => BackupCompressionOptions.On,
                false => BackupCompressionOptions.Off,
                null => BackupCompressionOptions.Default,
            },
        };
        backup.Devices.AddDevice(path, Device());
        var watch = new StatementWatch(connector, instance, StatementPatience.Default);
        backup.PercentComplete += (_, e) => Progress(watch, "Backup", e.Percent);
        using var history = new UnrecordedHistory(session);
        try
        {
            watch.Run(session, database.Name, () => backup.SqlBackup(session.Server), cancellationToken);
        }
        catch (Exception exception) when (SqlErrors.IsFromServer(exception) && history.IsAllOf(exception))
        {
            // The backup is good: it is verified like any other.
        }
        tracker.Report(database, "Backup", 100);
        Result = Result with { IsBackedUp = true, File = File(), Note = history.IsAll ? Unrecorded() : null };
    }

    private string Unrecorded() =>
        $"msdb of {instance} could not take the row of the backup of {database} (message {SqlMessages.HistoryNotWritten}): {path} is whole, and only the file tells of it. "
        + "Look after msdb there: its space, its log, whether it is read-only.";

    // On the instance that is to restore the backup, where one is named: what it reads there is what counts.
    private void Verify(SmoSession session, CancellationToken cancellationToken)
    {
        if (options.VerifyOn?.Invoke(database) is not { } other)
        {
            Verify(session, instance, cancellationToken);
            return;
        }
        using var verifying = connector.OpenServer(other, cancellationToken);
        using var cancel = new PersistentCancel(verifying.Context.Cancel, cancellationToken);
        Verify(verifying, other, cancellationToken);
    }

    private void Verify(SmoSession session, InstanceReference where, CancellationToken cancellationToken)
    {
        var watch = new StatementWatch(connector, where, StatementPatience.Default);
        string? error = null;
        watch.Run(
            session,
            database.Name,
            () => error = BackupVerification.Run(session, [path], 1, percent => Progress(watch, "Verify", percent)),
            cancellationToken
        );
        tracker.Report(database, "Verify", 100);
        Result = error is null ? Result with { IsVerified = true } : Result with { Error = Failed("VerifyFailed", error, null) };
    }

    private void Progress(StatementWatch watch, string what, int percent)
    {
        watch.Heard();
        tracker.Report(database, what, percent);
    }

    private BackupFile File() =>
        new()
        {
            Database = database,
            ServerName = instance.Name,
            Type = BackupType.Full,
            Paths = [path],
            BackupDate = DateTime.Now,
        };

    private DeviceType Device() => ServerPath.IsUrl(path) ? DeviceType.Url : DeviceType.File;

    private DatabaseSetException Failed(string errorId, string why, Exception? cause)
    {
        var what =
            errorId == "VerifyFailed"
                ? $"The backup of {database} in {path} could not be verified"
                : $"{database} could not be backed up to {path}";
        return new DatabaseSetException(errorId, ErrorKind.Operation, $"{what}: {why}", cause)
        {
            Server = database.Server,
            Database = database.Name,
            SqlErrorNumber = cause is null ? null : SqlErrors.Cause(cause)?.Number,
            Remedy =
                errorId == "VerifyFailed"
                    ? "Do not rely on this file: check the disk and back the database up again."
                    : "Check that the folder is there, has space, and that the account of the SQL Server service may write to it.",
            DocumentationUri = Documentation.Messages3000,
        };
    }
}
