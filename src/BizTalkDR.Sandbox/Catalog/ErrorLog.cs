using System.Globalization;

namespace BizTalkDR.Sandbox.Catalog;

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

    internal void WriteStart(SqlInstance instance)
    {
        var os = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}");
        Write("Server", ProductInfo.VersionText(instance.Options.Version));
        Write("Server", $"Server process ID is {os}.");
        Write("Server", "Authentication mode is MIXED.");
        Write("Server", $"Server name is '{instance.Name}'. This is an informational message only. No user action is required.");
        Write("spid7s", "Recovery is complete. This is an informational message only. No user action is required.");
    }
}

internal readonly record struct ErrorLogLine(DateTime Time, string Source, string Text);
