using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Security;

/// <summary>The logins of an instance.</summary>
internal sealed class LoginCollection
{
    private const int FirstOrdinaryId = 257;
    private readonly Lock latch = new();
    private readonly SortedDictionary<int, ServerLogin> logins = [];
    private int lastId = FirstOrdinaryId - 1;

    /// <summary>All logins as of now, in the order of their principal ids.</summary>
    internal IReadOnlyList<ServerLogin> All
    {
        get
        {
            lock (latch)
                return [.. logins.Values];
        }
    }

    internal int NextId() => Interlocked.Increment(ref lastId);

    internal ServerLogin? Find(string name) => All.FirstOrDefault(login => login.Name.SameAs(name));

    internal ServerLogin? Find(byte[]? sid) => sid is null ? null : All.FirstOrDefault(login => login.Sid.AsSpan().SequenceEqual(sid));

    internal ServerLogin? Find(int id)
    {
        lock (latch)
            return logins.GetValueOrDefault(id);
    }

    /// <summary>Adds a login, or puts a changed one (same id) in place of the one before.</summary>
    internal void Set(ServerLogin login)
    {
        lock (latch)
            logins[login.Id] = login;
    }

    internal void Remove(ServerLogin login)
    {
        lock (latch)
            logins.Remove(login.Id);
    }
}
