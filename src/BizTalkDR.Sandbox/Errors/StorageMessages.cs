namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of databases, constraints, locks, backup and restore.</summary>
internal static class StorageMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [515] = new(16, "Cannot insert the value NULL into column '{0}', table '{1}'; column does not allow nulls. {2} fails."),
        [922] = new(14, "Database '{0}' is being recovered. Waiting until recovery is finished."),
        [924] = new(14, "Database '{0}' is already open and can only have one user at a time."),
        [926] = new(
            14,
            "Database '{0}' cannot be opened. It has been marked SUSPECT by recovery. See the SQL Server errorlog for more information."
        ),
        [927] = new(14, "Database '{0}' cannot be opened. It is in the middle of a restore."),
        [942] = new(14, "Database '{0}' cannot be opened because it is offline."),
        [945] = new(
            14,
            "Database '{0}' cannot be opened due to inaccessible files or insufficient memory or disk space. See the SQL Server errorlog for details."
        ),
        [1205] = new(
            13,
            "Transaction (Process ID {0}) was deadlocked on {1} resources with another process and has been chosen as the deadlock victim. Rerun the transaction."
        ),
        [1222] = new(16, "Lock request time out period exceeded."),
        [1505] = new(
            16,
            "The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name '{0}' and the index name '{1}'. The duplicate key value is ({2})."
        ),
        [1801] = new(16, "Database '{0}' already exists. Choose a different database name."),
        [1802] = new(16, "CREATE DATABASE failed. Some file names listed could not be created. Check related errors."),
        [1828] = new(16, "The logical file name \"{0}\" is already in use. Choose a different name."),
        [1834] = new(16, "The file '{0}' cannot be overwritten.  It is being used by database '{1}'."),
        [2601] = new(14, "Cannot insert duplicate key row in object '{0}' with unique index '{1}'. The duplicate key value is ({2})."),
        [2627] = new(
            14,
            "Violation of {0} constraint '{1}'. Cannot insert duplicate key in object '{2}'. The duplicate key value is ({3})."
        ),
        [2714] = new(16, "There is already an object named '{0}' in the database."),
        [3701] = new(11, "Cannot {0} the {1} '{2}', because it does not exist or you do not have permission."),
        [3702] = new(16, "Cannot {0} {1} \"{2}\" because it is currently in use."),
        [3708] = new(16, "Cannot {0} the {1} '{2}' because it is a system {3}."),
        [5123] = new(16, "CREATE FILE encountered operating system error {0} while attempting to open or create the physical file '{1}'."),
        [5133] = new(16, "Directory lookup for the file \"{0}\" failed with the operating system error {1}."),
        [5170] = new(
            16,
            "Cannot create file '{0}' because it already exists. Change the file path or the file name, and retry the operation."
        ),
    };
}
