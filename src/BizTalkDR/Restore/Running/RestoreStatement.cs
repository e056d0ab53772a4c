using BizTalkDR.Backups;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Management.Common;
using Microsoft.SqlServer.Management.Smo;
using SmoRestore = Microsoft.SqlServer.Management.Smo.Restore;

namespace BizTalkDR.Restore.Running;

/// <summary>Runs one restore action through SMO and listens to what the server says meanwhile.</summary>
internal sealed class RestoreStatement(
    SmoSession session,
    StatementWatch watch,
    DatabasePlan database,
    RestoreAction action,
    Action<int> progress
)
{
    // Messages up to this severity inform; those above are errors.
    private const int LastInformation = 10;

    /// <summary>Whether the server said that the log does not hold the mark.</summary>
    public bool SaidMarkNotReached { get; private set; }

    /// <summary>Whether the server said that it has processed the backup: then it has said all it had to say.</summary>
    public bool IsProcessed { get; private set; }

    /// <summary>
    /// The server's first error, if it sent one. While SMO restores, errors arrive as messages, and SMO's exception does not always carry them.
    /// </summary>
    public SqlError? Refusal { get; private set; }

    /// <summary>Runs the statement to its end.</summary>
    /// <exception cref="SmoException">The server refused it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the server was done.</exception>
    /// <exception cref="BizTalkDR.Errors.BizTalkDRException"><c>StatementStalled</c>: the server is silent and does not work on it.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        session.Context.InfoMessage += Listen;
        try
        {
            using (new PersistentCancel(session.Context.Cancel, cancellationToken))
                watch.Run(session, database.Target.Database, Execute, cancellationToken);
        }
        catch (Exception exception) when (IsProcessed && cancellationToken.IsCancellationRequested && SqlErrors.IsFromServer(exception))
        {
            // The server was done before the cancel reached it.
        }
        finally
        {
            session.Context.InfoMessage -= Listen;
        }
        // SMO does not always throw when a statement is cancelled.
        if (!IsProcessed)
            cancellationToken.ThrowIfCancellationRequested();
    }

    private void Execute()
    {
        if (action.Kind == RestoreActionKind.Recovery)
            session.Context.ExecuteNonQuery(RestoreScript.Statement(database, action));
        else
            Build().SqlRestore(session.Server);
    }

    private SmoRestore Build()
    {
        var backup = action.Backup!;
        var restore = new SmoRestore
        {
            Action = action.Kind == RestoreActionKind.Log ? RestoreActionType.Log : RestoreActionType.Database,
            Database = database.Target.Database,
            FileNumber = backup.Position,
            NoRecovery = true,
            ReplaceDatabase = action.Replace,
            PercentCompleteNotification = 5,
            RetryFailedQueries = false,
        };
        foreach (var path in backup.Paths)
            restore.Devices.AddDevice(path, ServerPath.IsUrl(path) ? DeviceType.Url : DeviceType.File);
        foreach (var move in action.Moves)
            restore.RelocateFiles.Add(new RelocateFile(move.LogicalName, move.PhysicalName));
        if (action.StopAtMark is { } mark)
            restore.StopAtMarkName = mark;
        if (action.StopAfter is { } after)
            restore.StopAtMarkAfterDate = RestoreScript.Time(after);
        restore.PercentComplete += (_, e) => progress(e.Percent);
        return restore;
    }

    private void Listen(object sender, SqlInfoMessageEventArgs e)
    {
        watch.Heard();
        foreach (SqlError error in e.Errors)
        {
            SaidMarkNotReached |= error.Number == SqlMessages.MarkNotReached;
            IsProcessed |= error.Number == SqlMessages.RestoreProcessed;
            // What ends the connection (severity 20 and more) comes in the exception alone: what its message is followed by is not the cause.
            if (error.Class > LastInformation && error.Number != SqlMessages.TerminatingAbnormally)
                Refusal ??= error;
        }
    }
}
