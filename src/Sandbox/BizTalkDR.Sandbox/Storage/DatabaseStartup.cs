using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// What becomes of databases when their instance starts again: tempdb is made anew from model, a database whose files are gone is
/// RECOVERY_PENDING, and all others are as they were, those in the middle of a restore too.
/// </summary>
internal static class DatabaseStartup
{
    internal static void Run(DatabaseEngine engine)
    {
        engine.GlobalTemporaryTables.Clear();
        RenewTempdb(engine);
        foreach (var database in engine.Databases.Where(database => database.Id > 4))
            Open(database);
    }

    private static void RenewTempdb(DatabaseEngine engine)
    {
        var tempdb = engine.FindDatabase("tempdb")!;
        var options = tempdb.Options;
        tempdb.Load(engine.FindDatabase("model")!.TakeImage());
        tempdb.Options = options;
        tempdb.CreateDate = engine.Host.Clock.Now;
        (tempdb.DatabaseGuid, tempdb.FamilyGuid, tempdb.RecoveryForkGuid) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var file in tempdb.Files)
            PhysicalFiles.Create(tempdb, file);
    }

    private static void Open(Database database)
    {
        if (database.State is not (DatabaseState.Online or DatabaseState.RecoveryPending))
            return;
        var instance = database.Instance;
        var missing = database.Files.FirstOrDefault(file =>
            instance.Host.Files.FindFile(instance.ComputerName, file.PhysicalName, out _) != WindowsError.None
        );
        database.State = missing is null ? DatabaseState.Online : DatabaseState.RecoveryPending;
        if (missing is not null)
            instance.ErrorLog.Write(
                "spid9s",
                $"Unable to open the physical file \"{missing.PhysicalName}\" of database '{database.Name}'."
            );
    }
}
