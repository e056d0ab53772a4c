using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>The instance's error log, kept in memory. sp_cycle_errorlog begins a new one; xp_readerrorlog reads them.</summary>
internal sealed class ErrorLog(SandboxClock clock)
{
    private const int KeptArchives = 6;
    private readonly Lock latch = new();
    private readonly List<List<ErrorLogLine>> logs =
    [
        [],
    ];

    /// <summary>Writes a line.</summary>
    /// <param name="source">The process that wrote it: spid51, Logon, Backup, Server.</param>
    /// <param name="text">The text; it must hold no secret.</param>
    internal void Write(string source, string text)
    {
        lock (latch)
            logs[0].Add(new ErrorLogLine(clock.Now, source, text));
    }

    /// <summary>The lines of a log: 0 is the current one, 1 the newest archive.</summary>
    internal IReadOnlyList<ErrorLogLine> Read(int archive)
    {
        lock (latch)
            return archive >= 0 && archive < logs.Count ? [.. logs[archive]] : [];
    }

    internal int Count
    {
        get
        {
            lock (latch)
                return logs.Count;
        }
    }

    internal void Cycle()
    {
        lock (latch)
        {
            logs.Insert(0, []);
            if (logs.Count > KeptArchives + 1)
                logs.RemoveAt(logs.Count - 1);
        }
        Write("Server", "The error log has been reinitialized. See the previous log for older entries.");
    }

    /// <summary>18264, 18265 and 18270: a backup is done.</summary>
    internal void BackupDone(BackupRequest request)
    {
        var what = request.Kind switch
        {
            BackupKind.Log => "Log was backed up",
            BackupKind.Differential => "Database differential changes were backed up",
            _ => "Database backed up",
        };
        Write("Backup", $"{what}. Database: {request.DatabaseName}, device information: {Devices(request.Devices)}. {NoAction}");
    }

    /// <summary>3041: a backup failed.</summary>
    internal void BackupFailed(BackupRequest request)
    {
        var command = request.Kind == BackupKind.Log ? "LOG" : "DATABASE";
        Write("Backup", "Error: 3041, Severity: 16, State: 1.");
        Write(
            "Backup",
            $"BACKUP failed to complete the command BACKUP {command} {request.DatabaseName}. Check the backup application log for detailed messages."
        );
    }

    /// <summary>18267 and 18268: a restore is done; forms that only read leave no line.</summary>
    internal void RestoreDone(RestoreRequest request)
    {
        if (request.Kind is RestoreKind.Database or RestoreKind.Log && request.Devices.Count > 0)
            Write(
                "Backup",
                $"{(request.Kind == RestoreKind.Log ? "Log" : "Database")} was restored. Database: {request.DatabaseName}, device information: {Devices(request.Devices)}. {NoAction}"
            );
    }

    private const string NoAction = "This is an informational message. No user action is required.";

    private static string Devices(IEnumerable<string> devices) =>
        string.Join(", ", devices.Select(device => $"(TYPE=DISK: {{'{device}'}})"));
}

internal readonly record struct ErrorLogLine(DateTime Time, string Source, string Text);
