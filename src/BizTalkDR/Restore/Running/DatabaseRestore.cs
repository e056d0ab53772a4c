using System.Diagnostics;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Running;

/// <summary>The restore of one database: its roll-forward, and later, when all others are at the mark too, its recovery.</summary>
internal sealed class DatabaseRestore(
    IInstanceConnector connector,
    InstanceReference instance,
    RestorePlan plan,
    DatabasePlan database,
    RestoreRunOptions options,
    RestoreTracker tracker
)
{
    private readonly Stopwatch clock = new();
    private readonly Queue<RestoreAction> ahead = new(database.RollForward);
    private SmoSession? rolling;
    private bool isAtMark = database.Start == DatabaseStart.AtMark;
    private int restored;
    private string? lastFile;
    private RestoreStatement? running;
    private bool hasBegun;

    public DatabaseRestoreStatus Status { get; private set; } =
        database.Start == DatabaseStart.Recovered ? DatabaseRestoreStatus.Recovered : DatabaseRestoreStatus.Stopped;

    public BizTalkDRException? Error { get; private set; }

    /// <summary>How much there is still to restore, in the weights that progress is told in.</summary>
    public double Left { get; private set; } = database.RollForward.Sum(RestoreTracker.Weight);

    /// <summary>Restores the next backup of the plan; the database is RESTORING at the mark after the last one.</summary>
    /// <param name="stop">Set when another database failed: no further statement is begun.</param>
    /// <param name="cancellationToken">Set by the operator: the present statement is cancelled.</param>
    /// <returns>Whether there is more to restore; false after the last backup, a failure or a stop.</returns>
    public bool RollForward(CancellationToken stop, CancellationToken cancellationToken)
    {
        if (database.Start == DatabaseStart.Recovered)
            return false;
        var goesOn = false;
        try
        {
            Guarded(() => goesOn = RollForwardOne(stop, cancellationToken), cancellationToken);
        }
        finally
        {
            if (!goesOn)
            {
                rolling?.Dispose();
                rolling = null;
            }
        }
        return goesOn;
    }

    /// <summary>Recovers the database and reads in its data that it stands at the mark.</summary>
    public void Recover(CancellationToken cancellationToken)
    {
        if (!database.Recovers)
            return;
        Guarded(
            () =>
            {
                using var session = connector.OpenServer(instance, cancellationToken);
                Run(session, database.Actions[database.Actions.Count - 1], cancellationToken);
                CheckData(cancellationToken);
                Status = DatabaseRestoreStatus.Recovered;
            },
            cancellationToken
        );
    }

    public DatabaseRestoreResult Result() =>
        new()
        {
            Instance = database.Target.Instance,
            Database = database.Target.Database,
            Source = database.Target.Source,
            Status = Status,
            MarkName = plan.Mark?.Name,
            BackupsRestored = restored,
            Changed = hasBegun,
            LastFile = lastFile,
            Elapsed = clock.Elapsed,
            Error = Error,
        };

    private bool RollForwardOne(CancellationToken stop, CancellationToken cancellationToken)
    {
        if (ahead.Count > 0)
        {
            if (stop.IsCancellationRequested)
                return false;
            rolling ??= connector.OpenServer(instance, cancellationToken);
            var action = ahead.Dequeue();
            Left -= RestoreTracker.Weight(action);
            lastFile = action.Backup!.Path;
            var isTaken = MayBeInUse(action) && TakeOver(rolling);
            var statement = isTaken ? RunAlone(rolling, action, cancellationToken) : Run(rolling, action, cancellationToken);
            restored++;
            if (action.StopAtMark is not null)
                CheckMark(rolling, action, statement);
        }
        if (ahead.Count > 0)
            return true;
        if (plan.Mark is not null && !isAtMark)
            throw RestoreErrors.NoLogReachesMark(database, plan.Mark.Name);
        Status = DatabaseRestoreStatus.AtMark;
        return false;
    }

    // Where sessions stay, the server refuses to overwrite the database (3101). Returns whether it was taken from all others.
    private bool TakeOver(SmoSession session)
    {
        if (options.KillSessions)
            new StatementWatch(connector, instance, options.Patience).Run(
                session,
                database.Target.Database,
                () => ExclusiveAccess.Take(session, database.Target.Database),
                CancellationToken.None
            );
        else
            ExclusiveAccess.LastingSessions(session, database.Target.Database);
        return options.KillSessions;
    }

    // What was refused before it began leaves the database as it was, and open to others again.
    private RestoreStatement RunAlone(SmoSession session, RestoreAction action, CancellationToken cancellationToken)
    {
        try
        {
            return Run(session, action, cancellationToken);
        }
        catch when (!session.IsAbandoned)
        {
            ExclusiveAccess.GiveBack(session, database.Target.Database);
            throw;
        }
    }

    private RestoreStatement Run(SmoSession session, RestoreAction action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        tracker.Starting(database, action);
        hasBegun = true;
        var statement = running = new RestoreStatement(
            session,
            new StatementWatch(connector, instance, options.Patience),
            database,
            action,
            percent => tracker.Progress(database, action, percent)
        );
        var begun = clock.Elapsed;
        statement.Run(cancellationToken);
        tracker.Completed(database, action, clock.Elapsed - begun);
        return statement;
    }

    // A database that is replaced, or one in STANDBY, which readers may use between its restores.
    private bool MayBeInUse(RestoreAction action) => action.Replace || (restored == 0 && database.Position.State == DatabaseState.Standby);

    // The server's own word (4329), and the redo point it left: either is enough to know that the mark was not reached. A log that has reached it ends
    // the way: later ones would be refused (4305), or roll past the mark.
    private void CheckMark(SmoSession session, RestoreAction action, RestoreStatement statement)
    {
        var redoPoint = RedoPoint.Read(session, database.Target.Database);
        var isReached =
            statement is { SaidMarkNotReached: false, IsProcessed: true }
            && !(redoPoint is { } reached && action.Backup!.Header?.LastLSN is { } end && reached > end);
        if (isReached && redoPoint is { } stopped && MarkLsn() is { } lsn && stopped <= lsn)
            throw RestoreErrors.StoppedBeforeMark(database, action, stopped, lsn);
        if (isReached)
            PassOverTheRest();
        else if (action.HoldsMark)
            throw RestoreErrors.MarkNotReached(database, action);
    }

    private decimal? MarkLsn() => plan.Mark?.Identity?.In(database.Target.Source)?.Lsn;

    private void PassOverTheRest()
    {
        isAtMark = true;
        while (ahead.Count > 0)
        {
            var action = ahead.Dequeue();
            Left -= RestoreTracker.Weight(action);
            tracker.PassedOver(database, action);
        }
    }

    private void CheckData(CancellationToken cancellationToken)
    {
        if (plan.Mark is not { } mark)
            return;
        var identity = mark.Identity ?? MarkIdentity.Named(mark.Name);
        // What this run has restored it knows itself; what is left to ask is the data.
        var log = MarkReader.Read(connector, instance, database.Position, identity, cancellationToken);
        if (AtMark.WhyNotInData(database.Target.Key.ToString(), log with { SetSince = null }, identity) is { } difference)
            throw RestoreErrors.OtherMark(database, difference);
    }

    private void Guarded(Action work, CancellationToken cancellationToken)
    {
        clock.Start();
        try
        {
            work();
        }
        catch (Exception exception) when (IsCancellation(exception, cancellationToken))
        {
            // The status stays what it was: stopped on the way, or at the mark.
        }
        catch (BizTalkDRException exception)
        {
            Fail(exception);
        }
        catch (Exception exception) when (SqlErrors.IsFromServer(exception))
        {
            Fail(RestoreErrors.Failed(database, lastFile, exception, running?.Refusal ?? SqlErrors.Cause(exception)));
        }
        finally
        {
            clock.Stop();
        }
    }

    // A statement that was cancelled ends with an error of the server, which is no failure.
    private static bool IsCancellation(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException || (cancellationToken.IsCancellationRequested && SqlErrors.IsFromServer(exception));

    private void Fail(BizTalkDRException exception)
    {
        Error = exception;
        Status = DatabaseRestoreStatus.Failed;
    }
}
