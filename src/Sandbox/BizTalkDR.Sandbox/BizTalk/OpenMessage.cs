using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>
/// A message written into all its databases, its transaction still open: BizTalk connects to every server itself, and MSDTC makes it one
/// transaction. Disposing of it rolls it back.
/// </summary>
public sealed class OpenMessage : IDisposable
{
    private readonly Workload workload;
    private readonly SqlSession session;
    private readonly Dictionary<SqlInstance, SqlSession> enlisted = [];
    private bool isEnded;

    internal OpenMessage(Workload workload, BizTalkGroup group, long number)
    {
        (this.workload, Number) = (workload, number);
        var home = group.MessageDatabases[0];
        session = home.Instance.OpenInternalSession("BizTalk Server", home.Name);
        try
        {
            session.Perform("SET XACT_ABORT ON");
            session.Perform($"BEGIN DISTRIBUTED TRANSACTION [{group.MessagePrefix}{number}]");
            foreach (var database in group.MessageDatabases)
                Write(database);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>The running number.</summary>
    public long Number { get; }

    /// <summary>Commits it in all its databases at once.</summary>
    /// <exception cref="SqlServerException">The commit failed.</exception>
    public void Commit()
    {
        isEnded = true;
        session.Perform("COMMIT TRANSACTION");
        workload.RecordCommit(Number);
    }

    /// <summary>Rolls it back everywhere.</summary>
    public void Rollback()
    {
        isEnded = true;
        session.Perform("ROLLBACK TRANSACTION");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (!isEnded && session.TransactionCount > 0)
                Rollback();
        }
        catch (SqlServerException error) when (error.Error.Number == 596)
        {
            // Its instance has stopped, and rolled it back.
        }
        finally
        {
            Close();
        }
    }

    private void Write(BizTalkDatabase database)
    {
        if (database.Instance == session.Instance)
        {
            Add(session, database);
            return;
        }
        if (!enlisted.TryGetValue(database.Instance, out var there))
            enlisted[database.Instance] = there = database.Instance.OpenInternalSession("BizTalk Server");
        if (!database.Instance.IsCoordinatorRunning)
            throw MessageCatalog.Error(8501, database.Instance.Name);
        RemoteSessions.RunEnlisted(there, session.Transaction!, () => Add(there, database));
    }

    private void Add(SqlSession there, BizTalkDatabase database) =>
        there.Perform(
            $"EXEC {database.QuotedName}.dbo.AddMessage @number, @id, @body",
            ("@number", Number),
            ("@id", IdOf(Number)),
            ("@body", $"Order {Number}")
        );

    private void Close()
    {
        foreach (var there in enlisted.Values)
            there.Dispose();
        session.Dispose();
    }

    private static Guid IdOf(long number) => new((int)(number >> 32), (short)(number >> 16), (short)number, [0xB1, 0x27, 0, 0, 0, 0, 0, 1]);
}
