using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// The open sessions of an instance by their ids (@@SPID). Users' sessions begin at 51, below are the server's own tasks; a session gets the lowest
/// id that is free, and its id is free again once it has ended.
/// </summary>
/// <param name="lastId">The highest id there is: @@SPID is a smallint.</param>
internal sealed class OpenSessions(int lastId = short.MaxValue)
{
    /// <summary>The first id of a user's session.</summary>
    internal const int FirstId = 51;

    private readonly Lock latch = new();
    private readonly SortedDictionary<int, Caller> sessions = [];

    /// <summary>All sessions as of now, in the order of their ids.</summary>
    internal IReadOnlyList<Caller> All
    {
        get
        {
            lock (latch)
                return [.. sessions.Values];
        }
    }

    /// <summary>How many there are.</summary>
    internal int Count
    {
        get
        {
            lock (latch)
                return sessions.Count;
        }
    }

    /// <summary>Adds the session that is made with the id it is given. Throws 17809 when there is no id left.</summary>
    internal T Add<T>(Func<int, T> open)
        where T : Caller
    {
        lock (latch)
        {
            var session = open(FreeId());
            sessions.Add(session.Spid, session);
            return session;
        }
    }

    /// <summary>The session with an id, or null.</summary>
    internal Caller? Find(int id)
    {
        lock (latch)
            return sessions.GetValueOrDefault(id);
    }

    /// <summary>The session that a transaction's statements run in, or null.</summary>
    internal Caller? Find(SqlTransaction transaction) =>
        All.FirstOrDefault(session => session.Transaction == transaction || session.Autocommit == transaction);

    /// <summary>Whether this very session is still open, and not another that has its id by now.</summary>
    internal bool Contains(Caller session) => Find(session.Spid) == session;

    /// <summary>Takes a session out. False when it was out already: its id may be another's by now.</summary>
    internal bool Remove(Caller session)
    {
        lock (latch)
            return sessions.GetValueOrDefault(session.Spid) == session && sessions.Remove(session.Spid);
    }

    private int FreeId()
    {
        var id = FirstId;
        foreach (var taken in sessions.Keys)
            if (taken != id++)
                return id - 1;
        return id <= lastId ? id : throw MessageCatalog.Error(17809, lastId);
    }
}
