using System.Collections.Concurrent;
using System.Text.Json;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>
/// Gives a failback up before its point of no return: whatever it has switched off is switched on again, and asked about once more. What that is, the
/// journal says and the marks on jobs and services; what it is like now, the servers. What fails keeps the rest from nothing.
/// </summary>
/// <param name="connector">Opens connections.</param>
/// <param name="services">Reaches the services of the BizTalk computers.</param>
/// <param name="topology">The two sides.</param>
/// <param name="options">How it is done.</param>
/// <param name="journal">The run's journal; takes the record.</param>
public sealed class FailbackUndo(
    IInstanceConnector connector,
    IServiceController services,
    Topology topology,
    UndoOptions options,
    IJournal journal
)
{
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<UndoItem, Exception> failures = new();

    /// <summary>Does it.</summary>
    /// <param name="confirm">Shown what would be done; false leaves all as it is.</param>
    /// <param name="cancellationToken">Stops before the next act.</param>
    /// <exception cref="RunbookRefusedException"><c>UndoRefused</c>: the point of no return is passed. Nothing was changed.</exception>
    /// <exception cref="JournalException">The journal is another run's, group's or topology's, or its run has ended.</exception>
    /// <exception cref="OperatorLockException">Another operator is at work.</exception>
    public UndoOutcome Run(Func<UndoPlan, bool> confirm, CancellationToken cancellationToken = default)
    {
        if (confirm is null)
            throw new ArgumentNullException(nameof(confirm));
        var header = journal.Header ?? throw new InvalidOperationException("The journal has not begun.");
        RequireUnended(header);
        var directory = InstanceDirectory.Ask(connector, topology, cancellationToken);
        header.RequireOfThoseThatAnswer(FailbackIdentity.Read(connector, topology, directory, cancellationToken));
        var context = new UndoContext
        {
            Connector = connector,
            Services = services,
            Topology = topology,
            Options = options,
            Journal = journal,
            Directory = directory,
            Cancellation = cancellationToken,
        };
        var locks = new List<OperatorLock>();
        try
        {
            if (!options.WhatIf)
                foreach (var instance in context.Answering)
                    locks.Add(OperatorLock.Acquire(connector, instance, cancellationToken));
            PointOfNoReturn.Require(context);
            return Run(context, confirm, locks);
        }
        finally
        {
            foreach (var held in locks)
                held.Dispose();
        }
    }

    private UndoOutcome Run(UndoContext context, Func<UndoPlan, bool> confirm, List<OperatorLock> locks)
    {
        var problems = new List<string>();
        var stopped = ServiceItem.Find(context, problems.Add);
        var startable = ServiceOrder
            .ForStart(stopped.Select(item => item.Service))
            .Select(wave => wave.Select(service => Of(stopped, service)));
        List<IReadOnlyList<UndoItem>> waves = [.. startable.Select(wave => (IReadOnlyList<UndoItem>)[.. wave])];
        waves.Add([.. JobItem.Find(context), .. DatabaseItem.Find(context)]);

        var readings = waves.SelectMany(wave => wave).Distinct().ToDictionary(item => item, item => Read(item, context));
        var left = readings
            .Where(each => each.Value is { IsOn: false, LeftBecause: not null })
            .Select(each => Left(each.Key, each.Value!))
            .ToList();
        var todo = waves
            .Select(wave =>
                (IReadOnlyList<UndoItem>)
                    [
                        .. wave.Where(item =>
                            readings[item] is null or { IsOn: false, LeftBecause: null } && context.Silence(item.Off.Server) is null
                        ),
                    ]
            )
            .ToList();
        var notes = problems.Concat(UndoNotes.Of(context)).ToList();
        var plan = new UndoPlan([.. todo.SelectMany(wave => wave).Select(item => item.Action)], left, notes)
        {
            MarkedRun = options.IsWithoutJournal ? $"{context.RunName}, whose oldest mark is of {context.SinceUtc:u}" : null,
        };
        if (!confirm(plan) && !options.WhatIf)
            return new UndoOutcome { IsDeclined = true, Notes = notes };
        if (options.WhatIf)
            return new UndoOutcome { Results = [.. readings.Select(each => Shown(each.Key, each.Value))], Notes = notes };

        locks.ForEach(held => held.EnsureHeld());
        Record(RunUndoing.Begun);
        foreach (var wave in todo)
            SwitchOn(wave, context);
        var results = readings.Select(each => Prove(each.Key, each.Value, context)).ToList();
        var isUndone = results.TrueForAll(result => result.State != UndoState.StillOff);
        if (isUndone)
            Record(RunUndoing.Undone);
        return new UndoOutcome
        {
            Results = results,
            Notes = [.. problems, .. UndoNotes.Of(context)],
            IsUndone = isUndone,
        };
    }

    /// <summary>
    /// Gives a failback up whose journal is lost or can't be trusted, by the marks that it has left on the group's jobs and services. Asked and proven alike;
    /// what no mark tells (the copies that step 4 has closed) is left as it is and named.
    /// </summary>
    /// <param name="connector">Opens connections.</param>
    /// <param name="services">Reaches the services of the BizTalk computers.</param>
    /// <param name="topology">The two sides.</param>
    /// <param name="options">How it is done.</param>
    /// <param name="run">The run's id, as the marks tell it; null for the only one.</param>
    /// <param name="confirm">Shown what would be done; false leaves all as it is.</param>
    /// <param name="cancellationToken">Stops before the next act.</param>
    /// <exception cref="BizTalkDRException"><c>NoMarkedRun</c>, <c>SeveralMarkedRuns</c>: no run is told by marks, or more than one.</exception>
    /// <exception cref="RunbookRefusedException"><c>UndoRefused</c>: production is not all there, or was restored since. Nothing was changed.</exception>
    /// <exception cref="OperatorLockException">Another operator is at work.</exception>
    public static UndoOutcome RunByMarks(
        IInstanceConnector connector,
        IServiceController services,
        Topology topology,
        UndoOptions options,
        Guid? run,
        Func<UndoPlan, bool> confirm,
        CancellationToken cancellationToken = default
    )
    {
        var directory = InstanceDirectory.Ask(connector, topology, cancellationToken);
        var marked = MarkedRun.Choose(new MarkedRunReader(connector, topology, directory).Read(cancellationToken), run);
        var journal = marked.ToJournal(FailbackIdentity.Read(connector, topology, directory, cancellationToken));
        return new FailbackUndo(connector, services, topology, options with { IsWithoutJournal = true }, journal).Run(
            confirm,
            cancellationToken
        );
    }

    private void RequireUnended(JournalHeader header)
    {
        if (!RunProgress.Of(journal.Entries).HasEnded)
            return;
        throw new JournalException(
            "RunEnded",
            ErrorKind.State,
            $"The run of {header.User} on {header.Computer}, begun {header.TimeUtc:u}, has ended: all its steps are done, and nothing of it is off. "
                + "It can't be undone: production is the one that it has restored. Nothing was changed."
        )
        {
            Remedy = "Get-BtsJob and Get-BtsService tell what is off now, and by whom.",
        };
    }

    private static ServiceItem Of(IReadOnlyList<ServiceItem> items, BtsService service) =>
        items.First(item => item.Off.Server == service.Computer && item.Off.Key == service.Name);

    // Services of one wave start side by side, as they do in a run; what one does not manage keeps no other from it.
    private void SwitchOn(IReadOnlyList<UndoItem> wave, UndoContext context)
    {
        Throttled.Run(wave, AtOnce, item => SwitchOn(item, context), context.Cancellation);
        context.Cancellation.ThrowIfCancellationRequested();
    }

    private void SwitchOn(UndoItem item, UndoContext context)
    {
        failures.TryRemove(item, out _);
        Tell(JournalEntryKind.ActionStarted, item, item.Action.Description);
        if (Try(item, () => item.SwitchOn(context.Cancellation), context) is { } failure)
            Tell(JournalEntryKind.ActionFailed, item, $"{item.Action.Description}: {failure.Message}");
        else
            Tell(JournalEntryKind.ActionEnded, item, item.Action.Description);
    }

    private Exception? Try(UndoItem item, Action act, UndoContext context)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception error) when (IsForOneAlone(error, context))
        {
            return failures[item] = Secrets.Scrub(error);
        }
    }

    private UndoReading? Read(UndoItem item, UndoContext context)
    {
        UndoReading? reading = null;
        // Asked once whether it answers, a server is not waited for again for each thing on it.
        if (context.Silence(item.Off.Server) is { } silence)
            failures[item] = silence;
        else
            Try(item, () => reading = item.Read(context.Cancellation), context);
        return reading;
    }

    private UndoResult Prove(UndoItem item, UndoReading? before, UndoContext context)
    {
        if (before is { LeftBecause: not null })
            return Left(item, before);
        var now = Read(item, context);
        if (now is null or { IsOn: false })
            return item.Result(
                UndoState.StillOff,
                now is null ? $"can't be told: {failures[item].Message}" : now.Now,
                failures.TryGetValue(item, out var error) ? error : null
            );
        // Whoever has started it: it is not one that a run has stopped any more.
        if (item is ServiceItem service)
            Try(item, service.RemoveMark, context);
        return item.Result(before?.IsOn == true ? UndoState.WasOn : UndoState.SwitchedOn, now.Now);
    }

    private UndoResult Shown(UndoItem item, UndoReading? now) =>
        now is null ? item.Result(UndoState.WhatIf, $"can't be told: {failures[item].Message}")
        : now.LeftBecause is not null ? Left(item, now)
        : item.Result(now.IsOn ? UndoState.WasOn : UndoState.WhatIf, now.Now);

    private static UndoResult Left(UndoItem item, UndoReading reading) =>
        item.Result(UndoState.LeftAsItIs, $"{reading.Now}; {reading.LeftBecause}");

    // A journal that can't be written ends it all, and so does the one who waits for it.
    private static bool IsForOneAlone(Exception error, UndoContext context) =>
        error is not (JournalException or OutOfMemoryException) && !context.Cancellation.IsCancellationRequested;

    private void Record(string fact) =>
        journal.Write(
            new JournalEntry
            {
                TimeUtc = DateTime.UtcNow,
                Kind = JournalEntryKind.Fact,
                Text = fact,
                Data = JsonSerializer.SerializeToElement(RunStarter.Now([])),
            }
        );

    private void Tell(JournalEntryKind kind, UndoItem item, string text) =>
        journal.Write(
            new JournalEntry
            {
                TimeUtc = DateTime.UtcNow,
                Kind = kind,
                Server = item.Off.Server,
                Database = item.Off.Database,
                Text = Secrets.Scrub(text),
                Data =
                    kind != JournalEntryKind.ActionFailed && item.Action.Switches is { } switched
                        ? JsonSerializer.SerializeToElement(switched)
                        : null,
            }
        );
}
