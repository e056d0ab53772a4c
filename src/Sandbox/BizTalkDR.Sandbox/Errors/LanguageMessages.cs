namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of the parser and of statements: names, types, conversion, transactions.</summary>
internal static class LanguageMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [103] = new(15, "The {0} that starts with '{1}' is too long. Maximum length is {2}."),
        [125] = new(15, "Case expressions may only be nested to level {0}."),
        [191] = new(15, "Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller queries."),
        [246] = new(16, "No anchor member was specified for recursive query \"{0}\"."),
        [247] = new(16, "An anchor member was found in the recursive part of recursive query \"{0}\"."),
        [252] = new(16, "Recursive common table expression '{0}' does not contain a top-level UNION ALL operator."),
        [1921] = new(16, "Invalid {0} '{1}' specified."),
        [7983] = new(14, "User '{0}' does not have permission to run DBCC {1} for database '{2}'."),
        [8631] = new(
            17,
            "Internal error: Server stack limit has been reached. Please look for potentially deep nesting in your query, and try to simplify it."
        ),
        [102] = new(15, "Incorrect syntax near '{0}'."),
        [105] = new(15, "Unclosed quotation mark after the character string '{0}'."),
        [107] = new(15, "The column prefix '{0}' does not match with a table name or alias name used in the query."),
        [109] = new(
            15,
            "There are more columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement."
        ),
        [110] = new(
            15,
            "There are fewer columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement."
        ),
        [113] = new(15, "Missing end comment mark '*/'."),
        [116] = new(16, "Only one expression can be specified in the select list when the subquery is not introduced with EXISTS."),
        [120] = new(
            15,
            "The select list for the INSERT statement contains fewer items than the insert list. The number of SELECT values must match the number of INSERT columns."
        ),
        [121] = new(
            15,
            "The select list for the INSERT statement contains more items than the insert list. The number of SELECT values must match the number of INSERT columns."
        ),
        [127] = new(15, "A TOP N or FETCH rowcount value may not be negative."),
        [128] = new(
            15,
            "The name \"{0}\" is not permitted in this context. Valid expressions are constants, constant expressions, and (in some contexts) variables. Column names are not permitted."
        ),
        [133] = new(15, "A GOTO statement references the label '{0}' but the label has not been declared."),
        [134] = new(
            15,
            "The variable name '{0}' has already been declared. Variable names must be unique within a query batch or stored procedure."
        ),
        [137] = new(15, "Must declare the scalar variable \"{0}\"."),
        [141] = new(15, "A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations."),
        [147] = new(
            15,
            "An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference."
        ),
        [156] = new(15, "Incorrect syntax near the keyword '{0}'."),
        [174] = new(15, "The {0} function requires {1} argument(s)."),
        [178] = new(15, "A RETURN statement with a return value cannot be used in this context."),
        [189] = new(15, "The {0} function requires {1} to {2} arguments."),
        [195] = new(15, "'{0}' is not a recognized {1}."),
        [201] = new(16, "Procedure or function '{0}' expects parameter '{1}', which was not supplied."),
        [205] = new(
            16,
            "All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists."
        ),
        [206] = new(16, "Operand type clash: {0} is incompatible with {1}"),
        [207] = new(16, "Invalid column name '{0}'."),
        [208] = new(16, "Invalid object name '{0}'."),
        [209] = new(16, "Ambiguous column name '{0}'."),
        [213] = new(16, "Column name or number of supplied values does not match table definition."),
        [216] = new(16, "Parameters were not supplied for the function '{0}'."),
        [217] = new(16, "Maximum stored procedure, function, trigger, or view nesting level exceeded (limit {0})."),
        [220] = new(16, "Arithmetic overflow error for data type {0}, value = {1}."),
        [235] = new(16, "Cannot convert a char value to money. The char value has incorrect syntax."),
        [241] = new(16, "Conversion failed when converting date and/or time from character string."),
        [242] = new(16, "The conversion of a {0} data type to a {1} data type resulted in an out-of-range value."),
        [244] = new(16, "The conversion of the {0} value '{1}' overflowed an {2} column. Use a larger integer column."),
        [245] = new(16, "Conversion failed when converting the {0} value '{1}' to data type {2}."),
        [248] = new(16, "The conversion of the {0} value '{1}' overflowed an int column."),
        [257] = new(16, "Implicit conversion from data type {0} to {1} is not allowed. Use the CONVERT function to run this query."),
        [264] = new(
            16,
            "The column name '{0}' is specified more than once in the SET clause or column list of an INSERT. A column cannot be assigned more than one value in the same clause. Modify the clause to make sure that a column is updated only once. If this statement updates or inserts columns into a view, column aliasing can conceal the duplication in your code."
        ),
        [266] = new(
            16,
            "Transaction count after EXECUTE indicates a mismatching number of BEGIN and COMMIT statements. Previous count = {0}, current count = {1}."
        ),
        [271] = new(
            16,
            "The column \"{0}\" cannot be modified because it is either a computed column or is the result of a UNION operator."
        ),
        [281] = new(16, "{0} is not a valid style number when converting from datetime to a character string."),
        [295] = new(16, "Conversion failed when converting character string to smalldatetime data type."),
        [306] = new(16, "The text, ntext, and image data types cannot be compared or sorted, except when using IS NULL or LIKE operator."),
        [402] = new(16, "The data types {0} and {1} are incompatible in the {2} operator."),
        [506] = new(16, "The invalid escape character \"{0}\" was specified in a {1} predicate."),
        [512] = new(
            16,
            "Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression."
        ),
        [517] = new(16, "Adding a value to a '{0}' column caused an overflow."),
        [529] = new(16, "Explicit conversion from data type {0} to {1} is not allowed."),
        [530] = new(16, "The statement terminated. The maximum recursion {0} has been exhausted before statement completion."),
        [535] = new(
            16,
            "The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart."
        ),
        [537] = new(16, "Invalid length parameter passed to the LEFT or SUBSTRING function."),
        [544] = new(16, "Cannot insert explicit value for identity column in table '{0}' when IDENTITY_INSERT is set to OFF."),
        [545] = new(
            16,
            "Explicit value must be specified for identity column in table '{0}' either when IDENTITY_INSERT is set to ON or when a replication user is inserting into a NOT FOR REPLICATION identity column."
        ),
        [557] = new(16, "Only functions and some extended stored procedures can be executed from within a function."),
        [1087] = new(15, "Must declare the table variable \"{0}\"."),
        [1767] = new(16, "Foreign key '{0}' references invalid table '{1}'."),
        [1779] = new(16, "Table '{0}' already has a primary key defined on it."),
        [1911] = new(16, "Column name '{0}' does not exist in the target table or view."),
        [1913] = new(16, "The operation failed because an index or statistics with name '{0}' already exists on table '{1}'."),
        [2628] = new(16, "String or binary data would be truncated in table '{0}', column '{1}'. Truncated value: '{2}'."),
        [2705] = new(16, "Column names in each table must be unique. Column name '{0}' in table '{1}' is specified more than once."),
        [2715] = new(16, "Column, parameter, or variable #1: Cannot find data type {0}."),
        [2732] = new(16, "Error number {0} is invalid. The number must be from 13000 through 2147483647 and it cannot be 50000."),
        [2741] = new(16, "SET DATEFORMAT date order '{0}' is invalid."),
        [2754] = new(
            16,
            "Error severity levels greater than 18 can only be specified by members of the sysadmin role, using the WITH LOG option."
        ),
        [2760] = new(16, "The specified schema name \"{0}\" either does not exist or you do not have permission to use it."),
        [2812] = new(16, "Could not find stored procedure '{0}'."),
        [3609] = new(16, "The transaction ended in the trigger. The batch has been aborted."),
        [3621] = new(0, "The statement has been terminated."),
        [3723] = new(16, "An explicit DROP INDEX is not allowed on index '{0}'. It is being used for {1} constraint enforcement."),
        [3725] = new(16, "The constraint '{0}' is being referenced by table '{1}', foreign key constraint '{2}'."),
        [3726] = new(16, "Could not drop object '{0}' because it is referenced by a FOREIGN KEY constraint."),
        [3727] = new(16, "Could not drop constraint. See previous errors."),
        [3728] = new(16, "'{0}' is not a constraint."),
        [3902] = new(16, "The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION."),
        [3903] = new(16, "The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION."),
        [3915] = new(16, "Cannot use the ROLLBACK statement within an INSERT-EXEC statement."),
        [3916] = new(16, "Cannot use the COMMIT statement within an INSERT-EXEC statement unless BEGIN TRANSACTION is used first."),
        [3920] = new(10, "The WITH MARK option only applies to the first BEGIN TRAN WITH MARK statement. The option is ignored."),
        [3928] = new(
            16,
            "The marked transaction \"{0}\" failed. A timeout occurred while attempting to place a mark in the log by committing the marked transaction. This can be caused by contention with Microsoft Distributed Transaction Coordinator (MS DTC) transactions or other local marked transaction that have prepared, but not committed or aborted. Try the operation again and if the error persists, determine the source of the contention."
        ),
        [3930] = new(
            16,
            "The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction."
        ),
        [3931] = new(
            16,
            "The current transaction cannot be committed and cannot be rolled back to a savepoint. Roll back the entire transaction."
        ),
        [3998] = new(16, "Uncommittable transaction is detected at the end of the batch. The transaction is rolled back."),
        [4104] = new(16, "The multi-part identifier \"{0}\" could not be bound."),
        [4108] = new(15, "Windowed functions can only appear in the SELECT or ORDER BY clauses."),
        [4112] = new(15, "The function '{0}' must have an OVER clause with ORDER BY."),
        [4113] = new(16, "The function '{0}' is not a valid windowing function, and cannot be used with the OVER clause."),
        [4121] = new(16, "Cannot find either column \"{0}\" or the user-defined function or aggregate \"{1}\", or the name is ambiguous."),
        [4145] = new(15, "An expression of non-boolean type specified in a context where a condition is expected, near '{0}'."),
        [4405] = new(16, "View or function '{0}' is not updatable because the modification affects multiple base tables."),
        [4406] = new(16, "Update or insert of view or function '{0}' failed because it contains a derived or constant field."),
        [4502] = new(16, "View or function '{0}' has more column names specified than columns defined."),
        [4701] = new(16, "Cannot find the object \"{0}\" because it does not exist or you do not have permissions."),
        [4712] = new(16, "Cannot truncate table '{0}' because it is being referenced by a FOREIGN KEY constraint."),
        [4901] = new(
            16,
            "ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified, or the column being added is an identity or timestamp column, or alternatively if none of the previous conditions are satisfied the table must be empty to allow addition of this column. Column '{0}' cannot be added to non-empty table '{1}' because it does not satisfy these conditions."
        ),
        [4902] = new(16, "Cannot find the object \"{0}\" because it does not exist or you do not have permissions."),
        [4924] = new(16, "ALTER TABLE {0} failed because column '{1}' does not exist in table '{2}'."),
        [5074] = new(16, "The {0} '{1}' is dependent on column '{2}'."),
        [6401] = new(16, "Cannot roll back {0}. No transaction or savepoint of that name was found."),
        [7391] = new(
            16,
            "The operation could not be performed because OLE DB provider \"{0}\" for linked server \"{1}\" was unable to begin a distributed transaction."
        ),
        [7202] = new(
            11,
            "Could not find server '{0}' in sys.servers. Verify that the correct server name was specified. If necessary, execute the stored procedure sp_addlinkedserver to add the server to sys.servers."
        ),
        [8101] = new(
            16,
            "An explicit value for the identity column in table '{0}' can only be specified when a column list is used and IDENTITY_INSERT is ON."
        ),
        [8102] = new(16, "Cannot update identity column '{0}'."),
        [8106] = new(16, "Table '{0}' does not have the identity property. Cannot perform SET operation."),
        [8107] = new(16, "IDENTITY_INSERT is already ON for table '{0}'. Cannot perform SET operation for table '{1}'."),
        [8114] = new(16, "Error converting data type {0} to {1}."),
        [8115] = new(16, "Arithmetic overflow error converting {0} to data type {1}."),
        [8116] = new(16, "Argument data type {0} is invalid for argument {1} of {2} function."),
        [8117] = new(16, "Operand data type {0} is invalid for {1} operator."),
        [8120] = new(
            16,
            "Column '{0}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause."
        ),
        [8121] = new(
            16,
            "Column '{0}' is invalid in the HAVING clause because it is not contained in either an aggregate function or the GROUP BY clause."
        ),
        [8134] = new(16, "Divide by zero error encountered."),
        [8143] = new(16, "Parameter '{0}' was supplied multiple times."),
        [8144] = new(16, "Procedure or function {0} has too many arguments specified."),
        [8145] = new(16, "{0} is not a parameter for procedure {1}."),
        [8146] = new(16, "Procedure {0} has no parameters and arguments were supplied."),
        [8153] = new(10, "Warning: Null value is eliminated by an aggregate or other SET operation."),
        [8155] = new(16, "No column name was specified for column {0} of '{1}'."),
        [8156] = new(16, "The column '{0}' was specified multiple times for '{1}'."),
        [8158] = new(16, "'{0}' has more columns than were specified in the column list."),
        [8159] = new(16, "'{0}' has fewer columns than were specified in the column list."),
        [8162] = new(
            16,
            "The formal parameter \"{0}\" was not declared as an OUTPUT parameter, but the actual parameter passed in requested output."
        ),
        [8164] = new(16, "An INSERT EXEC statement cannot be nested."),
        [8169] = new(16, "Conversion failed when converting from a character string to uniqueidentifier."),
        [8170] = new(16, "Insufficient result space to convert uniqueidentifier value to char."),
        [8178] = new(16, "The parameterized query '{0}' expects the parameter '{1}', which was not supplied."),
        [8179] = new(16, "Could not find prepared statement with handle {0}."),
        [8672] = new(
            16,
            "The MERGE statement attempted to UPDATE or DELETE the same row more than once. This happens when a target row matches more than one source row. A MERGE statement cannot UPDATE/DELETE the same row of the target table multiple times. Refine the ON clause to ensure a target row matches at most one source row, or use the GROUP BY clause to group the source rows."
        ),
        [10700] = new(16, "The table-valued parameter \"{0}\" is READONLY and cannot be modified."),
        [10704] = new(
            15,
            "To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement."
        ),
        [10742] = new(15, "The offset specified in a OFFSET clause may not be negative."),
        [16915] = new(16, "A cursor with the name '{0}' already exists."),
        [16916] = new(16, "A cursor with the name '{0}' does not exist."),
        [16917] = new(16, "Cursor is not open."),
        [16905] = new(16, "The cursor is already open."),
        [16911] = new(16, "{0}: The fetch type {0} cannot be used with forward only cursors."),
        [16924] = new(16, "Cursorfetch: The number of variables declared in the INTO list must match that of selected columns."),
        [16930] = new(16, "The requested row is not in the fetch buffer."),
        [16950] = new(16, "The variable '{0}' does not currently have a cursor allocated to it."),
        [104] = new(15, "ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator."),
        [106] = new(16, "Too many table names in the query. The maximum allowable is {0}."),
        [108] = new(15, "The ORDER BY position number {0} is out of range of the number of items in the select list."),
        [130] = new(15, "Cannot perform an aggregate function on an expression containing an aggregate or a subquery."),
        [145] = new(15, "ORDER BY items must appear in the select list if SELECT DISTINCT is specified."),
        [148] = new(15, "Incorrect time syntax in time string '{0}' used with WAITFOR."),
        [155] = new(15, "'{0}' is not a recognized {1} option."),
        [214] = new(16, "Procedure expects parameter '{0}' of type '{1}'."),
        [259] = new(16, "Ad hoc updates to system catalogs are not allowed."),
        [263] = new(16, "Must specify table to select from."),
        [289] = new(16, "Cannot construct data type {0}, some of the arguments have values which are not valid."),
        [313] = new(16, "An insufficient number of arguments were supplied for the procedure or function {0}."),
        [444] = new(16, "Select statements included within a function cannot return data to a client."),
        [547] = new(
            16,
            "The {0} statement conflicted with the {1} constraint \"{2}\". The conflict occurred in database \"{3}\", table \"{4}\"{5}."
        ),
        [628] = new(16, "Cannot issue SAVE TRANSACTION when there is no active transaction."),
        [1007] = new(15, "The number '{0}' is out of the range for numeric representation (maximum precision 38)."),
        [1023] = new(15, "Invalid parameter {0} specified for {1}."),
        [1038] = new(
            15,
            "An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. For other statements, look for empty alias names. Aliases defined as \"\" or [] are not allowed. Change the alias to a valid name."
        ),
        [1088] = new(16, "Cannot find the object \"{0}\" because it does not exist or you do not have permissions."),
        [2501] = new(16, "Cannot find a table or object with the name \"{0}\". Check the system catalog."),
        [2520] = new(
            16,
            "Could not find database '{0}'. The database either does not exist, or was dropped before a statement tried to use it. Verify if the database exists by querying the sys.databases catalog view."
        ),
        [2528] = new(10, "DBCC execution completed. If DBCC printed error messages, contact your system administrator."),
        [2786] = new(16, "The data type of substitution parameter {0} does not match the expected type of the format specification."),
        [3623] = new(16, "An invalid floating point operation occurred."),
        [3729] = new(16, "Cannot drop schema '{0}' because it is being referenced by object '{1}'."),
        [7997] = new(16, "'{0}' does not contain an identity column."),
        [7998] = new(10, "Checking identity information: current identity value '{0}'."),
        [7999] = new(10, "Checking identity information: current identity value '{0}', current column value '{1}'."),
        [8197] = new(16, "The object '{0}' does not exist or is invalid for this operation."),
        [8989] = new(10, "CHECKDB found {0} allocation errors and {1} consistency errors in database '{2}'."),
        [9820] = new(16, "The time zone parameter '{0}' provided to AT TIME ZONE clause is invalid."),
        [9828] = new(16, "The second and third arguments of the TRANSLATE built-in function must contain an equal number of characters."),
        [10709] = new(16, "The number of columns for each row in a table value constructor must be the same."),
        [18054] = new(
            16,
            "Error {0}, severity {1}, state {2} was raised, but no message with that error number was found in sys.messages. If error is larger than 50000, make sure the user-defined message is added using sp_addmessage."
        ),
        [35100] = new(
            16,
            "Error number {0} in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647."
        ),
        [40518] = new(16, "The sandbox failed in {0}: {1} This is a defect of the sandbox, not of SQL Server."),
    };
}
