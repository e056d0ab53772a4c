using Microsoft.Data.SqlClient;

namespace BizTalkDR.Benchmarks.Replaying;

/// <summary>One connection of a replay.</summary>
/// <param name="connectionString">Where it leads.</param>
internal sealed class ReplayConnection(string connectionString)
{
    private readonly SqlConnection connection = new(connectionString);
    private SqlTransaction? transaction;

    public void Open() => connection.Open();

    public void Close() => connection.Dispose();

    /// <summary>Sends a command and reads all that comes back; false when the server refused it.</summary>
    public bool Execute(ReplayCommand replayed)
    {
        using var command = replayed.On(connection, transaction);
        try
        {
            using var reader = command.ExecuteReader();
            do
            {
                while (reader.Read()) { }
            } while (reader.NextResult());
            return true;
        }
        catch (SqlException)
        {
            return false;
        }
    }

    /// <summary>Begins, commits or rolls back, as the trace says it.</summary>
    public void Transact(string request)
    {
        if (request == "Begin")
            transaction = connection.BeginTransaction();
        else if (request == "Commit")
            transaction!.Commit();
        else if (request == "Rollback")
            transaction!.Rollback();
        else
            throw new NotSupportedException($"The replay knows no transaction request '{request}'.");
        if (request != "Begin")
            transaction = null;
    }
}
