using System.Data;
using BizTalkDR.Errors;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sql;

/// <summary>The statements behind <see cref="OperatorLock"/>.</summary>
internal static class OperatorLockQueries
{
    private const string Resource = "BizTalkDR";

    /// <summary>sp_getapplock's return status: 0 or 1 granted, negative refused.</summary>
    public static int Take(SqlConnection connection)
    {
        using var command = Procedure(connection, "sys.sp_getapplock");
        command.Parameters.Add("@LockMode", SqlDbType.VarChar, 32).Value = "Exclusive";
        command.Parameters.Add("@LockTimeout", SqlDbType.Int).Value = 0;
        var status = command.Parameters.Add("@status", SqlDbType.Int);
        status.Direction = ParameterDirection.ReturnValue;
        command.ExecuteNonQuery();
        return (int)status.Value;
    }

    public static void Release(SqlConnection connection)
    {
        using var command = Procedure(connection, "sys.sp_releaseapplock");
        command.ExecuteNonQuery();
    }

    /// <summary>Whether this very session holds the lock: SqlClient may have replaced a broken one without a word.</summary>
    public static bool IsMine(SqlConnection connection) =>
        SqlQuery.Scalar<string>(connection, $"SELECT APPLOCK_MODE(N'public', N'{Resource}', N'Session')") == "Exclusive";

    public static OperatorLockException Lost(InstanceReference instance, Exception? cause) =>
        new(
            "OperatorLockLost",
            $"The lock '{Resource}' on {instance.Name} was lost with its connection{(cause is null ? "" : $" ({cause.Message})")}: another operator may have begun meanwhile.",
            cause
        )
        {
            Server = instance.Name,
            Remedy = "See that the instance runs and that nobody else is working on this group, then go on.",
        };

    public static OperatorLockException Refused(SqlConnection connection, InstanceReference instance, int status)
    {
        var holder = Holder(connection);
        var who = holder is null ? "Another session" : holder;
        return new OperatorLockException(
            "OperatorLockHeld",
            $"{who} holds the lock '{Resource}' on {instance.Name}: another operator is working on this group (sp_getapplock returned {status})."
        )
        {
            Server = instance.Name,
            Holder = holder,
            Remedy = "Wait until that operation has ended, or end its session if it is abandoned, then try again.",
        };
    }

    private static string? Holder(SqlConnection connection)
    {
        try
        {
            return SqlQuery.Rows(connection, SqlText.Load(typeof(OperatorLockQueries), "OperatorLockHolder"), Describe).FirstOrDefault();
        }
        catch (SqlException)
        {
            // Seeing other sessions needs VIEW SERVER STATE; without it the refusal alone is told.
            return null;
        }
    }

    private static string Describe(SqlRow row) =>
        $"{row.Text("login_name")} on {row.Text("host_name")} ({row.Text("program_name")}, session {row.Int("session_id")})";

    private static SqlCommand Procedure(SqlConnection connection, string name)
    {
        var command = new SqlCommand(name, connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@Resource", SqlDbType.NVarChar, 255).Value = Resource;
        command.Parameters.Add("@LockOwner", SqlDbType.VarChar, 32).Value = "Session";
        return command;
    }
}
