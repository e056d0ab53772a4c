using System.Data;
using System.Globalization;
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
        var who = holder is null ? "Another session" : holder.Text;
        return new OperatorLockException(
            "OperatorLockHeld",
            $"{who} holds the lock '{Resource}' on {instance.Name}: another operator is working on this group (sp_getapplock returned {status}). Nothing "
                + "was changed."
        )
        {
            Server = instance.Name,
            Holder = holder?.Text,
            Remedy =
                "Wait until that operation has ended, or ask its operator; Get-BtsRun tells of its run where its journal lies. If it is abandoned, end "
                + (holder is null ? "its session" : $"session {holder.Session} on {instance.Name} (KILL {holder.Session})")
                + ", then try again.",
        };
    }

    private static LockHolder? Holder(SqlConnection connection)
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

    private static LockHolder Describe(SqlRow row)
    {
        var session = row.Int("session_id") ?? 0;
        var since = row.Time("login_time") is { } time
            ? string.Format(CultureInfo.InvariantCulture, ", since {0:yyyy-MM-dd HH:mm:ss} by the server's clock", time)
            : "";
        var process = row.Int("host_process_id") is { } id ? string.Format(CultureInfo.InvariantCulture, ", process {0}", id) : "";
        return new LockHolder(
            session,
            string.Format(
                CultureInfo.InvariantCulture,
                "{0} on {1} ({2}{3}, session {4}{5})",
                row.Text("login_name"),
                row.Text("host_name"),
                row.Text("program_name")?.Trim(),
                process,
                session,
                since
            )
        );
    }

    /// <summary>Who holds the lock.</summary>
    /// <param name="Session">The session's id.</param>
    /// <param name="Text">Login, computer, program, process, session and since when.</param>
    private sealed record LockHolder(int Session, string Text);

    private static SqlCommand Procedure(SqlConnection connection, string name)
    {
        var command = new SqlCommand(name, connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.Add("@Resource", SqlDbType.NVarChar, 255).Value = Resource;
        command.Parameters.Add("@LockOwner", SqlDbType.VarChar, 32).Value = "Session";
        return command;
    }
}
