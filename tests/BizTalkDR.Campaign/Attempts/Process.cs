using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;

namespace BizTalkDR.Campaign.Attempts;

/// <summary>The process that an attempt runs in: once it is dead it writes no line, asks no service and sends no statement any more.</summary>
internal sealed class Process
{
    private readonly Lock latch = new();

    /// <summary>Where and how it died; null while it lives.</summary>
    public string? Death { get; private set; }

    /// <summary>It dies; the first death counts. False when it was dead already.</summary>
    public bool Die(string how)
    {
        lock (latch)
        {
            if (Death is not null)
                return false;
            Death = how;
            return true;
        }
    }

    /// <summary>Throws when it is dead.</summary>
    public void RequireLife()
    {
        if (Death is not null)
            throw new ProcessKilledException();
    }
}

/// <summary>The process is dead: nothing of what would follow happens.</summary>
internal sealed class ProcessKilledException() : Exception("The process was killed.");

/// <summary>A journal that a dead process writes no more to.</summary>
internal sealed class MortalJournal(IJournal journal, Process process) : IJournal
{
    public JournalHeader? Header => journal.Header;

    public IReadOnlyList<JournalEntry> Entries => journal.Entries;

    public void Begin(JournalHeader header)
    {
        process.RequireLife();
        journal.Begin(header);
    }

    public void Write(JournalEntry entry)
    {
        process.RequireLife();
        journal.Write(entry);
    }
}

/// <summary>Services that a dead process asks for nothing.</summary>
internal sealed class MortalServices(IServiceController services, Process process) : IServiceController
{
    public IReadOnlyList<BtsService> GetServices(string computer, CancellationToken cancellationToken)
    {
        process.RequireLife();
        return services.GetServices(computer, cancellationToken);
    }

    public void Start(string computer, string service, CancellationToken cancellationToken)
    {
        process.RequireLife();
        services.Start(computer, service, cancellationToken);
    }

    public void Stop(string computer, string service, CancellationToken cancellationToken)
    {
        process.RequireLife();
        services.Stop(computer, service, cancellationToken);
    }
}
