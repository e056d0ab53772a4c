using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>The end of a restore, or of one of its steps: NORECOVERY, STANDBY or RECOVERY.</summary>
internal static class Recovery
{
    /// <summary>Does what the statement asks for at its end. A point that was not reached keeps the database RESTORING.</summary>
    internal static void Finish(Database database, RestoreRequest request, bool isPointReached = true)
    {
        if (request.StandbyFile is { } file)
            BringToStandby(database, file);
        else if (!request.NoRecovery && isPointReached)
            BringOnline(database, request);
    }

    /// <summary>Rolls open transactions back, and opens the database on a new recovery fork.</summary>
    internal static void BringOnline(Database database, RestoreRequest request)
    {
        var sequence = database.Sequence!;
        LeaveStandby(database);
        database.State = DatabaseState.Recovering;
        database.Recover(sequence);
        // A restored database is not trusted, whatever it was: Microsoft's page on the TRUSTWORTHY database property, and RESTORE's on
        // ENABLE_BROKER.
        database.Options = database.Options with
        {
            IsTrustworthy = false,
            IsDbChaining = false,
            IsBrokerEnabled = request.EnableBroker,
            UserAccess = request.RestrictedUser ? UserAccess.RestrictedUser : UserAccess.MultiUser,
        };
        database.State = DatabaseState.Online;
    }

    /// <summary>Takes open transactions back into an undo file, so that the database can be read until the next restore. Throws 3170, 3201.</summary>
    internal static void BringToStandby(Database database, string file)
    {
        var sequence = database.Sequence!;
        var path = UndoFilePath(database, file);
        File.WriteAllText(path, $"undo of {database.Name}\n");
        sequence.Standby = (file, database.Undo(sequence, isLogged: false));
        database.IsInStandby = true;
        database.State = DatabaseState.Online;
    }

    /// <summary>Where the undo file goes. Throws 3170 for no path, 3201 when its folder is missing or closed.</summary>
    internal static string UndoFilePath(Database database, string file)
    {
        var instance = database.Instance;
        var error = instance.Host.Files.FindFolderOf(instance.ComputerName, file, out var path);
        return error switch
        {
            WindowsError.None => path,
            WindowsError.InvalidName => throw MessageCatalog.Error(3170),
            _ => throw DeviceError.CannotOpen(file, error),
        };
    }

    /// <summary>Does again what STANDBY took back. Throws 3441 when the undo file is gone.</summary>
    internal static void LeaveStandby(Database database)
    {
        if (database.Sequence?.Standby is not { } standby)
            return;
        var instance = database.Instance;
        var error = instance.Host.Files.FindFile(instance.ComputerName, standby.File, out var path);
        if (error != WindowsError.None)
            throw MessageCatalog.Error(3441, database.Name, database.Id, standby.File, WindowsError.Describe(error));
        File.Delete(path);
        database.RedoUndone(standby.Undone);
        database.Sequence.Standby = null;
        database.IsInStandby = false;
        database.State = DatabaseState.Restoring;
    }
}
