using System.Data;
using BizTalkDR.Sandbox.Tds.Tracing;
using BizTalkDR.Sandbox.Types;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Benchmarks.Replaying;

/// <summary>A batch or a procedure call as SqlClient is told it.</summary>
internal sealed class ReplayCommand
{
    private const string StatementWithParameters = "sp_executesql";
    private readonly string text;
    private readonly CommandType type;
    private readonly IReadOnlyList<TracedParameter> parameters;

    private ReplayCommand(string text, CommandType type, IReadOnlyList<TracedParameter> parameters) =>
        (this.text, this.type, this.parameters) = (text, type, parameters);

    /// <summary>The command that makes SqlClient send a request again.</summary>
    public static ReplayCommand Of(TracedRequest request, string text, Translation translation)
    {
        if (request.Kind == TracedRequestKind.Batch)
            return new ReplayCommand(text, CommandType.Text, []);
        var parameters = request.Parameters.Select(parameter => parameter with { Value = translation.Of(parameter.Value) }).ToList();
        // SqlClient makes the first two arguments, the statement and the declaration of its parameters, itself.
        return text == StatementWithParameters && parameters.Count > 2
            ? new ReplayCommand((string)parameters[0].Value!, CommandType.Text, parameters.GetRange(2, parameters.Count - 2))
            : new ReplayCommand(text, CommandType.StoredProcedure, parameters);
    }

    /// <summary>The command on a connection.</summary>
    public SqlCommand On(SqlConnection connection, SqlTransaction? transaction)
    {
        var command = new SqlCommand(text, connection, transaction) { CommandType = type, CommandTimeout = 0 };
        foreach (var parameter in parameters)
            command.Parameters.Add(Parameter(parameter));
        return command;
    }

    private static SqlParameter Parameter(TracedParameter traced)
    {
        var parameter = new SqlParameter(traced.Name, TypeOf(traced.Type.Kind))
        {
            Value = traced.Value ?? DBNull.Value,
            Direction = traced.IsOutput ? ParameterDirection.InputOutput : ParameterDirection.Input,
        };
        if (traced.Type.IsString || traced.Type.IsBinary)
            parameter.Size = traced.Type.Length;
        if (traced.Type.Kind == SqlTypeKind.Decimal)
            (parameter.Precision, parameter.Scale) = (traced.Type.Precision, traced.Type.Scale);
        return parameter;
    }

    private static SqlDbType TypeOf(SqlTypeKind kind) =>
        kind switch
        {
            SqlTypeKind.RowVersion => SqlDbType.Timestamp,
            _ => Enum.Parse<SqlDbType>(kind.ToString()),
        };
}
