using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>One database of an instance: its state, options, files, catalog, tables and log.</summary>
internal sealed partial class Database
{
    internal Database(DatabaseEngine instance, int id, string name)
    {
        (Instance, Id, Name) = (instance, id, name);
        CreateDate = instance.Host.Clock.Now;
    }

    internal DatabaseEngine Instance { get; }

    internal int Id { get; }

    internal string Name { get; set; }

    internal DateTime CreateDate { get; set; }

    internal byte[] OwnerSid { get; set; } = [1];

    internal DatabaseState State { get; set; }

    /// <summary>RESTORE ... WITH STANDBY: readable between log restores.</summary>
    internal bool IsInStandby { get; set; }

    internal DatabaseOptions Options { get; set; } = new();

    internal IReadOnlyList<DatabaseFile> Files { get; set; } = [];

    /// <summary>The sessions that back the database up or restore it now, wherever they are.</summary>
    internal ConcurrentDictionary<Caller, bool> Workers { get; } = new();

    /// <summary>Throws when the session may not use the database now: see <see cref="DatabaseAccess.Check"/>.</summary>
    internal void CheckAccess(Caller session) => DatabaseAccess.Check(this, session);
}
