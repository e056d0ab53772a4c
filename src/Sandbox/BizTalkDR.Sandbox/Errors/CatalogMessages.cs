namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of system procedures, functions and server principals.</summary>
internal static class CatalogMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        // Access
        [229] = new(14, "The {0} permission was denied on the object '{1}', database '{2}', schema '{3}'."),
        [262] = new(14, "{0} permission denied in database '{1}'."),
        [300] = new(14, "{0} permission was denied on object '{1}', database '{2}'."),
        [911] = new(16, "Database '{0}' does not exist. Make sure that the name is entered correctly."),
        [916] = new(14, "The server principal \"{0}\" is not able to access the database \"{1}\" under the current security context."),
        [3110] = new(14, "User does not have permission to RESTORE database '{0}'."),
        [4064] = new(11, "Cannot open user default database. Login failed."),
        [53] = new(
            16,
            "Named Pipes Provider: Could not open a connection to SQL Server [53]. The server '{0}' was not found or was not accessible."
        ),
        [1223] = new(
            16,
            "Cannot release the application lock (Database Principal: '{0}', Resource: '{1}') because it is not currently held."
        ),
        [1225] = new(16, "An invalid application lock mode was passed to {0}."),
        [1226] = new(16, "An invalid application lock owner was passed to {0}."),
        [1227] = new(16, "An invalid application lock time-out was passed to {0}."),
        [1230] = new(16, "An invalid database principal was passed to {0}."),
        [3918] = new(16, "The statement or function must be executed in the context of a user transaction."),
        [4617] = new(16, "Cannot grant, deny or revoke permissions to or from special roles."),
        [4621] = new(16, "Permissions at the server scope can only be granted when the current database is master"),
        [5812] = new(14, "You do not have permission to run the RECONFIGURE statement."),
        [6004] = new(16, "SHUTDOWN cannot be run in the sandbox: stop the instance from the program that hosts it."),
        [6101] = new(16, "Session ID {0} is not valid."),
        [6102] = new(14, "User does not have permission to use the KILL statement."),
        [6103] = new(17, "Could not do cleanup for the killed process. Received message {0}."),
        [6104] = new(16, "Cannot use KILL to kill your own process."),
        [6106] = new(16, "Process ID {0} is not an active process ID."),
        [6107] = new(14, "Only user processes can be killed."),
        [7303] = new(16, "Cannot initialize the data source object of OLE DB provider \"{0}\" for linked server \"{1}\"."),
        [4611] = new(16, "To revoke or deny grantable privileges, specify the CASCADE option."),
        [7399] = new(16, "The OLE DB provider \"{0}\" for linked server \"{1}\" reported an error. {2}"),
        [7411] = new(16, "Server '{0}' is not configured for {1}."),
        [7412] = new(10, "OLE DB provider \"{0}\" for linked server \"{1}\" returned message \"{2}\"."),
        [7416] = new(16, "Access to the remote server is denied because no login-mapping exists."),
        [7437] = new(16, "Linked servers cannot be used under impersonation without a mapping for the impersonated login."),
        [15002] = new(16, "The procedure '{0}' cannot be executed within a transaction."),
        [15007] = new(16, "'{0}' is not a valid login or you do not have permission."),
        [15009] = new(16, "The object '{0}' does not exist in database '{1}' or is invalid for this operation."),
        [15010] = new(
            16,
            "The database '{0}' does not exist. Supply a valid database name. To see available databases, use sys.databases."
        ),
        [15015] = new(16, "The server '{0}' does not exist. Use sp_helpserver to show available servers."),
        [15021] = new(16, "Invalid value given for parameter {0}. Specify a valid parameter value."),
        [15023] = new(16, "User, group, or role '{0}' already exists in the current database."),
        [15025] = new(16, "The server principal '{0}' already exists."),
        [15028] = new(16, "The server '{0}' already exists."),
        [15033] = new(16, "'{0}' is not a valid official language name."),
        [15063] = new(16, "The login already has an account under a different user name."),
        [15109] = new(16, "Cannot change the owner of the master, model, tempdb or distribution database."),
        [15110] = new(16, "The proposed new database owner is already a user or aliased in the database."),
        [15116] = new(
            16,
            "Password validation failed. The password does not meet the operating system policy requirements because it is too short."
        ),
        [15117] = new(
            16,
            "Password validation failed. The password does not meet the operating system policy requirements because it is too long."
        ),
        [15118] = new(
            16,
            "Password validation failed. The password does not meet the operating system policy requirements because it is not complex enough."
        ),
        [15122] = new(16, "The CHECK_EXPIRATION option cannot be used when CHECK_POLICY is OFF."),
        [15123] = new(16, "The configuration option '{0}' does not exist, or it may be an advanced option."),
        [15124] = new(16, "The configuration option '{0}' is not unique."),
        [15129] = new(16, "'{0}' is not a valid value for configuration option '{1}'."),
        [15138] = new(16, "The database principal owns a schema in the database, and cannot be dropped."),
        [15144] = new(16, "The role has members. It must be empty before it can be dropped."),
        [15150] = new(16, "Cannot drop the user '{0}'."),
        [15170] = new(16, "This login is the owner of {0} job(s). You must delete or reassign these jobs before the login can be dropped."),
        [15174] = new(16, "Login '{0}' owns one or more database(s). Change the owner of the database(s) before dropping the login."),
        [15190] = new(16, "There are still remote logins or linked logins for the server '{0}'."),
        [15197] = new(16, "There is no text for object '{0}'."),
        [15198] = new(16, "The name supplied ({0}) is not a user, role, or aliased login."),
        [15217] = new(16, "Property cannot be updated or deleted. Property '{0}' does not exist for '{1}'."),
        [15233] = new(16, "Property cannot be added. Property '{0}' already exists for '{1}'."),
        [15225] = new(
            11,
            "No item by the name of '{0}' could be found in the current database '{1}', given that @itemtype was input as '{2}'."
        ),
        [15248] = new(11, "Either the parameter @objname is ambiguous or the claimed @objtype ({0}) is wrong."),
        [15335] = new(11, "Error: The new name '{0}' is already in use as a {1} name and would cause a duplicate that is not permitted."),
        [15353] = new(
            16,
            "An entity of type database cannot be owned by a role, a group, an approle, or by principals mapped to certificates or asymmetric keys."
        ),
        [15401] = new(16, "Windows NT user or group '{0}' not found. Check the name again."),
        [15404] = new(16, "Could not obtain information about Windows NT group/user '{0}', error code {1}."),
        [15405] = new(16, "Cannot use the special principal '{0}'."),
        [15406] = new(
            16,
            "Cannot execute as the server principal because the principal \"{0}\" does not exist, this type of principal cannot be impersonated, or you do not have permission."
        ),
        [15407] = new(16, "'{0}' is not a valid Windows NT name. Give the complete name: <domain\\username>."),
        [15410] = new(11, "User or role '{0}' does not exist in this database."),
        [15413] = new(11, "Cannot make a role a member of itself."),
        [15419] = new(16, "Supplied parameter sid should be binary(16)."),
        [15433] = new(16, "Supplied parameter {0} is in use."),
        [15434] = new(16, "Could not drop login '{0}' as the user is currently logged in."),
        [15457] = new(0, "Configuration option '{0}' changed from {1} to {2}. Run the RECONFIGURE statement to install."),
        [15477] = new(10, "Caution: Changing any part of an object name could break scripts and stored procedures."),
        [15517] = new(
            16,
            "Cannot execute as the database principal because the principal \"{0}\" does not exist, this type of principal cannot be impersonated, or you do not have permission."
        ),
        [15530] = new(16, "The {0} with name \"{1}\" already exists."),
        [15600] = new(15, "An invalid parameter or option was specified for procedure '{0}'."),
        [15208] = new(
            16,
            "The certificate, asymmetric key, or private key file is not valid or does not exist; or you do not have permissions for it."
        ),
        [15232] = new(16, "A certificate with name '{0}' already exists or this certificate already has been added to the database."),
        [33103] = new(16, "A database encryption key already exists for this database."),
        [33105] = new(
            16,
            "Cannot drop the database encryption key because it is currently in use. Database encryption needs to be turned off to be able to drop the database encryption key."
        ),
        [33106] = new(16, "Cannot change database encryption state because no database encryption key is set."),
        [33111] = new(16, "Cannot find server {0} with thumbprint '{1}'."),
        [15151] = new(16, "Cannot {0} the {1} '{2}', because it does not exist or you do not have permission."),
        [15247] = new(16, "User does not have permission to perform this action."),
        [18470] = new(14, "Login failed for user '{0}'. Reason: The account is disabled."),
        [18488] = new(14, "Login failed for user '{0}'. Reason: The password of the account must be changed."),
        [22001] = new(16, "{0} returned error {1}, '{2}'"),
        [22006] = new(16, "xp_subdirs could not access: FindFirstFile() returned error {0}, '{1}'"),
        [22048] = new(16, "Error executing extended stored procedure: {0} failed with operating system error {1} ({2})"),
    };
}
