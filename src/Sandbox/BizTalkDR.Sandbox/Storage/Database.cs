using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Errors;
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

    /// <summary>
    /// Throws when nothing may be written into the database: what <see cref="DatabaseAccess.CheckState"/> throws, 3908 in emergency mode, 3906 when it is
    /// read-only or a warm standby.
    /// </summary>
    internal void CheckWritable()
    {
        DatabaseAccess.CheckState(this);
        if (State == DatabaseState.Emergency)
            throw MessageCatalog.Error(3908, Name);
        if (Options.IsReadOnly || IsInStandby)
            throw MessageCatalog.Error(3906, Name);
    }

    /// <summary>When DBCC CHECKDB last found the database sound, local time; null when it never did. Its boot page keeps that, and so its backups do.</summary>
    internal DateTime? LastGoodCheck => Options.LastGoodCheck;
}
