namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of databases, constraints, locks, backup and restore.</summary>
internal static class StorageMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [226] = new(16, "{0} statement not allowed within multi-statement transaction."),
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
        [1844] = new(16, "{0} is not supported on {1}."),
        [2601] = new(14, "Cannot insert duplicate key row in object '{0}' with unique index '{1}'. The duplicate key value is ({2})."),
        [2627] = new(
            14,
            "Violation of {0} constraint '{1}'. Cannot insert duplicate key in object '{2}'. The duplicate key value is ({3})."
        ),
        [2714] = new(16, "There is already an object named '{0}' in the database."),
        [3009] = new(
            16,
            "Could not insert a backup or restore history/detail record in the msdb database. This may indicate a problem with the msdb database. The backup/restore operation was still successful."
        ),
        [3013] = new(16, "{0} is terminating abnormally."),
        [3014] = new(10, "{0} successfully processed {1} pages in {2}.{3:000} seconds ({4}.{5:000} MB/sec)."),
        [3018] = new(
            10,
            "The restart-checkpoint file '{0}' was not found. The RESTORE command will continue from the beginning as if RESTART had not been specified."
        ),
        [3021] = new(16, "Cannot perform a backup or restore operation within a transaction."),
        [3023] = new(
            16,
            "Backup, file manipulation operations (such as ALTER DATABASE ADD FILE) and encryption changes on a database must be serialized. Reissue the statement after the current backup or file manipulation operation is completed."
        ),
        [3024] = new(
            16,
            "You can only perform a full backup of the master database. Use BACKUP DATABASE to back up the entire master database."
        ),
        [3031] = new(16, "Option '{0}' conflicts with option(s) '{1}'. Remove the conflicting option and reissue the statement."),
        [3032] = new(
            16,
            "One or more of the options ({0}) are not supported for this statement. Review the documentation for supported options."
        ),
        [3033] = new(16, "BACKUP DATABASE cannot be used on a database opened in emergency mode."),
        [3035] = new(
            16,
            "Cannot perform a differential backup for database \"{0}\", because a current database backup does not exist. Perform a full database backup by reissuing BACKUP DATABASE, omitting the WITH DIFFERENTIAL option."
        ),
        [3036] = new(
            16,
            "The database \"{0}\" is in warm-standby state (set by executing RESTORE WITH STANDBY) and cannot be backed up until the entire restore sequence is completed."
        ),
        [3044] = new(16, "Invalid zero-length device name. Reissue the BACKUP statement with a valid device name."),
        [3098] = new(
            16,
            "The backup cannot be performed because '{0}' was requested after the media was formatted with an incompatible structure. To append to this media set, either omit '{0}' or specify '{1}'. Alternatively, you can create a new media set by using WITH FORMAT in your BACKUP statement. If you use WITH FORMAT on an existing media set, all its backup sets will be overwritten."
        ),
        [3101] = new(16, "Exclusive access could not be obtained because the database is in use."),
        [3102] = new(
            16,
            "{0} cannot process database '{1}' because it is in use by this session. It is recommended that the master database be used when performing this operation."
        ),
        [3108] = new(
            16,
            "To restore the master database, the server must be running in single-user mode. For information on starting in single-user mode, see \"How to: Start an Instance of SQL Server (sqlservr.exe)\" in Books Online."
        ),
        [3117] = new(16, "The log or differential backup cannot be restored because no files are ready to rollforward."),
        [3118] = new(
            16,
            "The database \"{0}\" does not exist. RESTORE can only create a database when restoring either a full backup or a file backup of the primary file."
        ),
        [3119] = new(16, "Problems were identified while planning for the RESTORE statement. Previous messages provide details."),
        [3120] = new(
            16,
            "This backup set will not be restored because all data has already been restored to a point beyond the time covered by this backup set."
        ),
        [3132] = new(16, "The media set has {0} media families but only {1} are provided. All members must be provided."),
        [3135] = new(16, "The backup set in file '{0}' was created by {1} and cannot be used for this restore operation."),
        [3136] = new(
            16,
            "This differential backup cannot be restored because the database has not been restored to the correct earlier state."
        ),
        [3142] = new(
            16,
            "File \"{0}\" cannot be restored over the existing \"{1}\". Reissue the RESTORE statement using WITH REPLACE to overwrite pre-existing files, or WITH MOVE to identify an alternate location."
        ),
        [3145] = new(16, "The STOPAT option is not supported for databases that use the SIMPLE recovery model."),
        [3147] = new(16, "Backup and restore operations are not allowed on database tempdb."),
        [3153] = new(16, "The database is already fully recovered."),
        [3154] = new(16, "The backup set holds a backup of a database other than the existing '{0}' database."),
        [3156] = new(16, "File '{0}' cannot be restored to '{1}'. Use WITH MOVE to identify a valid location for the file."),
        [3159] = new(
            16,
            "The tail of the log for the database \"{0}\" has not been backed up. Use BACKUP LOG WITH NORECOVERY to backup the log if it contains work you do not want to lose. Use the WITH REPLACE or WITH STOPAT clause of the RESTORE statement to just overwrite the contents of the log."
        ),
        [3169] = new(
            16,
            "The database was backed up on a server running version {0}. That version is incompatible with this server, which is running version {1}. Either restore the database on a server that supports the backup, or use a backup that is compatible with this server."
        ),
        [3170] = new(16, "The STANDBY filename is invalid."),
        [3176] = new(
            16,
            "File '{0}' is claimed by '{1}'({2}) and '{3}'({4}). The WITH MOVE clause can be used to relocate one or more files."
        ),
        [3181] = new(
            10,
            "Attempting to restore this backup may encounter storage space problems. Subsequent messages will provide details."
        ),
        [3183] = new(16, "RESTORE detected an error on page ({0}:{1}) in database \"{2}\" as read from the backup set."),
        [3187] = new(16, "RESTORE WITH CHECKSUM cannot be specified because the backup set does not contain checksum information."),
        [3189] = new(16, "Damage to the backup set was detected."),
        [3201] = new(16, "Cannot open backup device '{0}'. Operating system error {1}."),
        [1468] = new(
            16,
            "The operation cannot be performed on database \"{0}\" because it is involved in a database mirroring session or an availability group. Some operations are not allowed on a database that is participating in a database mirroring session or in an availability group."
        ),
        [3104] = new(
            16,
            "RESTORE cannot operate on database '{0}' because it is configured for database mirroring or has joined an availability group. If you intend to restore the database, use ALTER DATABASE to remove mirroring or to remove the database from its availability group."
        ),
        [3752] = new(
            16,
            "The database '{0}' is currently joined to an availability group.  Before you can drop the database, you need to remove it from the availability group."
        ),
        [3202] = new(16, "Write on \"{0}\" failed: {1}"),
        [3203] = new(16, "Read on \"{0}\" failed: {1}"),
        [3205] = new(16, "Too many backup devices specified for backup or restore; only {0} are allowed."),
        [3206] = new(
            16,
            "Backup device '{0}' does not exist. To view existing backup devices, use the sys.backup_devices catalog view. To create a new backup device use either sp_addumpdevice or SQL Server Management Studio."
        ),
        [3207] = new(16, "Backup or restore requires at least one backup device. Rerun your statement specifying a backup device."),
        [3211] = new(10, "{0} percent processed."),
        [3216] = new(16, "RESTORE REWINDONLY is only applicable to tape devices."),
        [3218] = new(
            16,
            "Backup mirroring is not available in this edition of SQL Server. See Books Online for more details on feature support in different SQL Server editions."
        ),
        [3219] = new(16, "The file or filegroup \"{0}\" cannot be selected for this operation."),
        [3231] = new(
            16,
            "The media loaded on \"{0}\" is formatted to support {1} media families, but {2} media families are expected according to the backup device specification."
        ),
        [3234] = new(16, "Logical file '{0}' is not part of database '{1}'. Use RESTORE FILELISTONLY to list the logical file names."),
        [3241] = new(16, "The media family on device '{0}' is incorrectly formed. SQL Server cannot process this media family."),
        [3242] = new(16, "The file on device '{0}' is not a valid Microsoft Tape Format backup set."),
        [3250] = new(16, "The value '{0}' is not within range for the {1} parameter."),
        [3254] = new(16, "The volume on device '{0}' is empty."),
        [3255] = new(16, "The data set on device '{0}' is a SQL Server backup set not compatible with this version of SQL Server."),
        [3256] = new(
            16,
            "The backup set on device '{0}' was terminated while it was being created and is incomplete. RESTORE sequence is terminated abnormally."
        ),
        [3257] = new(
            16,
            "There is insufficient free space on disk volume '{0}' to create the database. The database requires {1} additional free bytes, while only {2} bytes are available."
        ),
        [3258] = new(
            16,
            "The volume on the device \"{0}\" is not part of the media set that is currently being processed. Ensure that the backup devices are loaded with the correct media."
        ),
        [3262] = new(10, "The backup set on file {0} is valid."),
        [3271] = new(16, "A nonrecoverable I/O error occurred on file \"{0}:\" {1}."),
        [3441] = new(
            21,
            "During startup of warm standby database '{0}' (database ID {1}), its standby file ('{2}') was inaccessible to the RESTORE statement. The operating system error was '{3}'. Diagnose the operating system error, correct the problem, and retry startup."
        ),
        [3634] = new(16, "The operating system returned the error '{0}' while attempting '{1}' on '{2}'."),
        [3701] = new(11, "Cannot {0} the {1} '{2}', because it does not exist or you do not have permission."),
        [3702] = new(16, "Cannot {0} {1} \"{2}\" because it is currently in use."),
        [3708] = new(16, "Cannot {0} the {1} '{2}' because it is a system {3}."),
        [3906] = new(16, "Failed to update database \"{0}\" because the database is read-only."),
        [3908] = new(
            16,
            "Could not run BEGIN TRANSACTION in database '{0}' because the database is in emergency mode or is damaged and must be restarted."
        ),
        [4030] = new(16, "The medium on device '{0}' expires on {1} and cannot be overwritten."),
        [4035] = new(10, "Processed {0} pages for database '{1}', file '{2}' on file {3}."),
        [4037] = new(16, "The user-specified MEDIANAME \"{0}\" does not match the MEDIANAME \"{1}\" of the device \"{2}\"."),
        [4038] = new(16, "Cannot find file ID {0} on device '{1}'."),
        [4208] = new(
            16,
            "The statement {0} is not allowed while the recovery model is SIMPLE. Use BACKUP DATABASE or change the recovery model using ALTER DATABASE."
        ),
        [4212] = new(16, "Cannot back up the log of the master database. Use BACKUP DATABASE instead."),
        [4214] = new(16, "BACKUP LOG cannot be performed because there is no current database backup."),
        [4220] = new(16, "Cannot back up the log of the model database with NORECOVERY option."),
        [4305] = new(
            16,
            "The log in this backup set begins at LSN {0}, which is too recent to apply to the database. An earlier log backup that includes LSN {1} can be restored."
        ),
        [4319] = new(
            16,
            "A previous restore operation was interrupted and did not complete processing on file '{0}'. Either restore the backup set that was interrupted or restart the restore sequence."
        ),
        [4322] = new(
            10,
            "This backup set contains records that were logged before the designated point in time. The database is being left in the restoring state so that more roll forward can be performed."
        ),
        [4326] = new(
            16,
            "The log in this backup set terminates at LSN {0}, which is too early to apply to the database. A more recent log backup that includes LSN {1} can be restored."
        ),
        [4329] = new(
            10,
            "This log file contains records logged before the designated mark. The database is being left in the Restoring state so you can apply another log file."
        ),
        [4330] = new(
            16,
            "This backup set cannot be applied because it is on a recovery path that is inconsistent with the database. The recovery path is the sequence of data and log backups that have brought the database to a particular recovery point. Find a compatible backup to restore, or restore the rest of the database to match a recovery point within this backup set, which will restore the database to a different point in time.  For more information about recovery paths, see SQL Server Books Online."
        ),
        [4333] = new(16, "The database cannot be recovered because the log was not restored."),
        [4334] = new(16, "The named mark does not identify a valid LSN."),
        [4335] = new(
            16,
            "The specified STOPAT time is too early. All or part of the database is already rolled forward beyond that point."
        ),
        [4338] = new(
            16,
            "The STOPAT clause specifies a point too early to allow this backup set to be restored. Choose a different stop point or use RESTORE DATABASE WITH RECOVERY to recover at the current point."
        ),
        [4340] = new(
            16,
            "The point-in-time clause of this RESTORE statement is restricted for use by RESTORE LOG statements only. Omit the clause or use a clause that includes a timestamp."
        ),
        [4341] = new(16, "This log backup contains bulk-logged changes. It cannot be used to stop at an arbitrary point in time."),
        [4353] = new(
            16,
            "Conflicting file relocations have been specified for file '{0}'. Only a single WITH MOVE clause should be specified for any logical file name."
        ),
        [5008] = new(16, "This ALTER DATABASE statement is not supported. Correct the syntax and execute the statement again."),
        [5009] = new(16, "One or more files listed in the statement could not be found or could not be initialized."),
        [5011] = new(
            14,
            "User does not have permission to alter database '{0}', the database does not exist, or the database is not in a state that allows access checks."
        ),
        [5014] = new(16, "The {0} '{1}' does not exist in database '{2}'."),
        [5016] = new(16, "Cannot change the name of the system database {0}."),
        [5018] = new(
            10,
            "The file \"{0}\" has been modified in the system catalog. The new path will be used the next time the database is started."
        ),
        [5020] = new(16, "The primary data or log file cannot be removed from a database."),
        [5021] = new(10, "The {0} name '{1}' has been set."),
        [5030] = new(16, "The database could not be exclusively locked to perform the operation."),
        [5031] = new(16, "Cannot remove the file '{0}' because it is the only file in the DEFAULT filegroup."),
        [5035] = new(
            16,
            "Filegroup '{0}' already exists in this database. Specify a different name or remove the conflicting filegroup if it is empty."
        ),
        [5036] = new(16, "MODIFY FILE failed. Specify logical name."),
        [5039] = new(16, "MODIFY FILE failed. Specified size is less than or equal to current size."),
        [5041] = new(16, "MODIFY FILE failed. File '{0}' does not exist."),
        [5042] = new(16, "The {0} '{1}' cannot be removed because it is not empty."),
        [5044] = new(10, "The {0} '{1}' has been removed."),
        [5046] = new(10, "The {0} property '{1}' has been set."),
        [5050] = new(16, "Cannot change the properties of empty filegroup '{0}'. The filegroup must contain at least one file."),
        [5052] = new(16, "{0} is not permitted while a database is in the {1} state."),
        [5058] = new(16, "Option '{0}' cannot be set in database '{1}'."),
        [5061] = new(16, "ALTER DATABASE failed because a lock could not be placed on database '{0}'. Try again later."),
        [5063] = new(16, "Database '{0}' is in warm standby. A warm-standby database is read-only."),
        [5064] = new(
            16,
            "Changes to the state or options of database '{0}' cannot be made at this time. The database is in single-user mode, and a user is currently connected to it."
        ),
        [5068] = new(10, "Failed to restart the current database. The current database is switched to master."),
        [5069] = new(16, "ALTER DATABASE statement failed."),
        [5070] = new(16, "Database state cannot be changed while other users are using the database '{0}'"),
        [5120] = new(16, "Unable to open the physical file \"{0}\". Operating system error {1}: \"{2}\"."),
        [5149] = new(16, "MODIFY FILE encountered operating system error {0} while attempting to expand the physical file '{1}'."),
        [5123] = new(16, "CREATE FILE encountered operating system error {0} while attempting to open or create the physical file '{1}'."),
        [5133] = new(16, "Directory lookup for the file \"{0}\" failed with the operating system error {1}."),
        [5170] = new(
            16,
            "Cannot create file '{0}' because it already exists. Change the file path or the file name, and retry the operation."
        ),
    };
}
