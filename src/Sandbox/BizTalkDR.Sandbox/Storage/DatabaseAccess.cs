using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>Whether a session may use a database as it stands: its state and its user access.</summary>
internal static class DatabaseAccess
{
    /// <summary>
    /// Called when a session names the database (USE, login, three-part names). Throws 927 in the middle of a restore, 942 offline, 926
    /// suspect, 922 while it recovers, 945 when recovery could not begin, 924 when it is another session's alone.
    /// </summary>
    internal static void Check(Database database, Caller session)
    {
        CheckState(database);
        if (database.Options.UserAccess == UserAccess.SingleUser && DatabaseUse.By(database, session).Any())
            throw MessageCatalog.Error(924, database.Name);
    }

    /// <summary>
    /// Throws what keeps everybody out of a database, whatever it is asked for, its catalog and its procedures too: 927, 942, 926, 922, 945. RESTORE and
    /// a few forms of ALTER and DROP DATABASE alone do without.
    /// </summary>
    internal static void CheckState(Database database)
    {
        switch (database.State)
        {
            case DatabaseState.Restoring when !database.IsInStandby:
                throw MessageCatalog.ErrorWithState(927, 2, database.Name);
            case DatabaseState.Offline:
                throw MessageCatalog.ErrorWithState(942, 4, database.Name);
            case DatabaseState.Suspect:
                throw MessageCatalog.Error(926, database.Name);
            case DatabaseState.Recovering:
                throw MessageCatalog.ErrorWithState(922, 2, database.Name);
            case DatabaseState.RecoveryPending:
                throw MessageCatalog.ErrorWithState(945, 2, database.Name);
        }
    }
}
