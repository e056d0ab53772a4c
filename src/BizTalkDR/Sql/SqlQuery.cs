using System.Data;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sql;

/// <summary>Runs one embedded query with parameters and reads its rows.</summary>
internal static class SqlQuery
{
    /// <summary>All rows of the first result set.</summary>
    public static List<T> Rows<T>(
        SqlConnection connection,
        string text,
        Func<SqlRow, T> read,
        CancellationToken cancellationToken = default,
        params (string Name, object? Value)[] parameters
    )
    {
        using var command = Command(connection, text, parameters);
        using var stop = cancellationToken.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        var row = new SqlRow(reader);
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(row));
        return rows;
    }

    /// <summary>The first column of the first row, or the type's default for NULL or no row.</summary>
    public static T? Scalar<T>(SqlConnection connection, string text, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, text, parameters);
        var value = command.ExecuteScalar();
        return value is null or DBNull ? default : (T)value;
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    public static void Execute(SqlConnection connection, string text, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, text, parameters);
        command.ExecuteNonQuery();
    }

    private static SqlCommand Command(SqlConnection connection, string text, (string Name, object? Value)[] parameters)
    {
        var command = new SqlCommand(text, connection);
        foreach (var (name, value) in parameters)
            AddParameter(command, name, value);
        return command;
    }

    private static void AddParameter(SqlCommand command, string name, object? value)
    {
        if (value is string text)
            command.Parameters.Add(name, SqlDbType.NVarChar, Math.Max(text.Length, 1) > 4000 ? -1 : 4000).Value = text;
        else
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
    }
}
