namespace BizTalkDR.Agent.Calls;

/// <summary>Words that begin a statement, and so are neither the name of a called procedure nor an argument.</summary>
internal static class SqlKeywords
{
    private static readonly HashSet<string> Statements = new(
        (
            "ALTER BACKUP BEGIN BREAK CHECKPOINT CLOSE COMMIT CONTINUE CREATE DBCC DEALLOCATE DECLARE DELETE DENY DISABLE DROP ELSE ENABLE END EXEC "
            + "EXECUTE FETCH GO GOTO GRANT IF INSERT KILL MERGE OPEN PRINT RAISERROR RECONFIGURE RESTORE RETURN REVERT REVOKE ROLLBACK SAVE SELECT "
            + "SET THROW TRUNCATE UPDATE USE WAITFOR WHILE WITH"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    public static bool StartsStatement(string word) => Statements.Contains(word);
}
