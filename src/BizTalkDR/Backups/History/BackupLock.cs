using System.Data;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.History;

/// <summary>
/// The lock that the backup job holds while it writes a set (sp_AcquireBackupWriterLock in the management database). A set whose rows are not complete is
/// a partial one only if nobody writes it. The lock is asked for and never waited for: a full set may take hours.
/// </summary>
internal sealed class BackupLock : IDisposable
{
    private const string Resource = "BTS_BackupJob_Lock";

    private readonly SqlConnection connection;

    private BackupLock(SqlConnection connection, bool isHeld, string? holder) =>
        (this.connection, IsHeldByOther, Holder) = (connection, isHeld, holder);

    /// <summary>Whether somebody else holds it: a set is being written, or its writer has left it behind.</summary>
    public bool IsHeldByOther { get; }

    /// <summary>Who; null if that may not be seen.</summary>
    public string? Holder { get; }

    private bool IsTaken { get; init; }

    /// <summary>Keeps the job from beginning a set until this is disposed; or tells that somebody holds the lock.</summary>
    /// <param name="connection">A connection to the management database.</param>
    public static BackupLock Take(SqlConnection connection)
    {
        try
        {
            var status = Run(connection, "sys.sp_getapplock", ("@LockMode", "Shared"), ("@LockTimeout", 0));
            return status >= 0
                ? new BackupLock(connection, false, null) { IsTaken = true }
                : new BackupLock(connection, true, FindHolder(connection));
        }
        catch (SqlException)
        {
            // Who may read the history may not be allowed to lock; then it is read as it is.
            return new BackupLock(connection, false, null);
        }
    }

    /// <summary>Lets the job go on.</summary>
    public void Dispose()
    {
        if (IsTaken && connection.State == ConnectionState.Open)
            Run(connection, "sys.sp_releaseapplock");
    }

    private static int Run(SqlConnection connection, string procedure, params (string Name, object Value)[] options)
    {
        using var command = new SqlCommand(procedure, connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@Resource", SqlDbType.NVarChar, 255).Value = Resource;
        command.Parameters.Add("@LockOwner", SqlDbType.VarChar, 32).Value = "Session";
        foreach (var (name, value) in options)
            command.Parameters.AddWithValue(name, value);
        var status = command.Parameters.Add("@status", SqlDbType.Int);
        status.Direction = ParameterDirection.ReturnValue;
        command.ExecuteNonQuery();
        return (int)status.Value;
    }

    private static string? FindHolder(SqlConnection connection)
    {
        try
        {
            return SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(BackupLock), "BackupLockHolder"),
                    row =>
                        $"{row.Text("login_name")} on {row.Text("host_name")} ({row.Text("program_name")?.Trim()}, session {row.Int("session_id")})"
                )
                .FirstOrDefault();
        }
        catch (SqlException)
        {
            return null;
        }
    }
}
