using BizTalkDR.Sandbox.BizTalk;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Drill.Story;

/// <summary>Compares the messages in the databases with those that were committed before the mark.</summary>
internal sealed record MessageCount(int Expected, int Present, int Missing, int Extra)
{
    /// <summary>Messages committed after the mark that production held and that are gone with it: what going back to the mark costs.</summary>
    public int LostAfter { get; init; }

    /// <summary>Reads the running numbers of every message database over its connection.</summary>
    public static MessageCount Read(BizTalkSandbox sandbox, string mark, Func<BizTalkDR.Sandbox.Hosting.SqlInstance, SqlConnection> open)
    {
        var expected = sandbox.Workload.CommittedBefore(mark);
        var found = sandbox.Group.MessageDatabases.Select(database => ReadNumbers(database, open)).ToList();
        var everywhere = found.Aggregate(new HashSet<long>(expected), (common, numbers) => [.. common.Intersect(numbers)]);
        return new MessageCount(
            expected.Count,
            everywhere.Count,
            expected.Count(number => !everywhere.Contains(number)),
            found.SelectMany(numbers => numbers).Distinct().Count(number => !expected.Contains(number))
        )
        {
            LostAfter = sandbox.Workload.Committed.Count(number => !expected.Contains(number) && !everywhere.Contains(number)),
        };
    }

    private static HashSet<long> ReadNumbers(BizTalkDatabase database, Func<BizTalkDR.Sandbox.Hosting.SqlInstance, SqlConnection> open)
    {
        using var connection = open(database.Instance);
        using var command = new SqlCommand(database.NumbersQuery, connection);
        using var reader = command.ExecuteReader();
        var numbers = new HashSet<long>();
        while (reader.Read())
            numbers.Add(reader.GetInt64(0));
        return numbers;
    }
}
