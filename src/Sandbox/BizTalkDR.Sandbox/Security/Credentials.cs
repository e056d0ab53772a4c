using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Security;

/// <summary>A credential of the server. Its secret is not kept: nothing in the sandbox uses it.</summary>
internal sealed record Credential(int Id, string Name, string Identity, DateTime CreateDate, DateTime ModifyDate);

/// <summary>The credentials of an instance.</summary>
internal sealed class Credentials
{
    private const int FirstId = 65536;
    private readonly Lock latch = new();
    private readonly SortedDictionary<int, Credential> credentials = [];
    private int lastId = FirstId - 1;

    internal IReadOnlyList<Credential> All
    {
        get
        {
            lock (latch)
                return [.. credentials.Values];
        }
    }

    internal int NextId() => Interlocked.Increment(ref lastId);

    internal Credential? Find(string name) => All.FirstOrDefault(one => one.Name.SameAs(name));

    internal void Set(Credential credential)
    {
        lock (latch)
            credentials[credential.Id] = credential;
    }

    internal void Remove(Credential credential)
    {
        lock (latch)
            credentials.Remove(credential.Id);
    }
}
