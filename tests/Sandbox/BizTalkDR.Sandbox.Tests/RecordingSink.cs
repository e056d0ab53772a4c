using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tests;

/// <summary>Keeps everything a session sends, in order, for a test to look at.</summary>
internal sealed class RecordingSink : IResultSink
{
    private RecordedResultSet? open;

    internal List<RecordedResultSet> ResultSets { get; } = [];

    internal List<SqlMessage> Messages { get; } = [];

    internal List<(StatementKind Kind, long? RowCount, bool InProcedure)> Statements { get; } = [];

    internal Dictionary<string, object?> OutputParameters { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal List<int> ReturnStatuses { get; } = [];

    internal List<string> Transactions { get; } = [];

    internal List<(string Before, string After)> DatabaseChanges { get; } = [];

    internal IEnumerable<SqlMessage> Errors => Messages.Where(message => message.IsError);

    /// <summary>The numbers of the errors, in order.</summary>
    internal IEnumerable<int> ErrorNumbers => Errors.Select(error => error.Number);

    /// <summary>The texts of PRINT and RAISERROR with a severity of 10 or less.</summary>
    internal IEnumerable<string> Prints => Messages.Where(message => !message.IsError).Select(message => message.Text);

    /// <summary>The rows of the only result set; fails when there was an error.</summary>
    internal IReadOnlyList<object?[]> Rows
    {
        get
        {
            ThrowOnError();
            return Assert.Single(ResultSets).Rows;
        }
    }

    /// <summary>The first value of the only result set; null when it has no row.</summary>
    internal object? Scalar => Rows.Count == 0 ? null : Rows[0][0];

    internal IEnumerable<object?> Column(int index = 0) => Rows.Select(row => row[index]);

    internal RecordingSink ThrowOnError()
    {
        if (Errors.FirstOrDefault() is { } error)
            Assert.Fail(
                $"Msg {error.Number}, Level {error.Severity}, State {error.State}, {error.Procedure} line {error.Line}: {error.Text}"
            );
        return this;
    }

    public void BeginResultSet(IReadOnlyList<ResultColumn> columns) => ResultSets.Add(open = new RecordedResultSet(columns));

    public void Row(IReadOnlyList<object?> values) =>
        (open ?? throw new InvalidOperationException("A row came outside a result set.")).Rows.Add([.. values]);

    public void EndStatement(StatementKind kind, long? rowCount, bool inProcedure)
    {
        open = null;
        Statements.Add((kind, rowCount, inProcedure));
    }

    public void Message(SqlMessage message) => Messages.Add(message);

    public void DatabaseChanged(string before, string after) => DatabaseChanges.Add((before, after));

    public void TransactionBegan(long id) => Transactions.Add("began");

    public void TransactionEnded(long id, bool isCommitted) => Transactions.Add(isCommitted ? "committed" : "rolled back");

    public void OutputParameter(string name, SqlType type, object? value) => OutputParameters[name] = value;

    public void EndProcedure(int returnStatus) => ReturnStatuses.Add(returnStatus);
}

/// <summary>One result set as it was sent.</summary>
internal sealed record RecordedResultSet(IReadOnlyList<ResultColumn> Columns)
{
    internal List<object?[]> Rows { get; } = [];
}

/// <summary>Running T-SQL in tests.</summary>
internal static class SessionTestExtensions
{
    /// <summary>Runs one batch and returns all that it sent, errors included.</summary>
    internal static RecordingSink Run(this SqlSession session, string sql)
    {
        var sink = new RecordingSink();
        session.ExecuteBatch(sql, sink, TestContext.Current.CancellationToken);
        return sink;
    }

    /// <summary>Runs one batch that must not raise an error.</summary>
    internal static RecordingSink MustRun(this SqlSession session, string sql) => session.Run(sql).ThrowOnError();

    /// <summary>The first value of the first row of the only result set.</summary>
    internal static object? Scalar(this SqlSession session, string sql) => session.MustRun(sql).Scalar;
}
