namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>
/// Columns of log shipping's tables that nobody knows: made up anew each time, before and after those that are documented, so that what
/// leans on the place or the number of columns falls.
/// </summary>
internal static class LogShippingColumns
{
    private static readonly string[] Tables = ["Source", "Databases", "History", "LastRestoreSet", "Jobs", "JobSteps", "JobSchedules"];
    private static readonly string[] Types =
    [
        "int NULL",
        "bigint NOT NULL DEFAULT (0)",
        "nvarchar(256) NULL",
        "nvarchar(64) NOT NULL DEFAULT (N'')",
        "datetime NULL",
        "bit NOT NULL DEFAULT (1)",
        "uniqueidentifier NULL",
        "varbinary(16) NULL",
    ];

    /// <summary>The variables of the script that makes the tables.</summary>
    internal static Dictionary<string, string> Draw(Random random)
    {
        var variables = new Dictionary<string, string>();
        var number = random.Next(100, 900);
        IEnumerable<string> Columns() =>
            Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"Internal{number++} {Types[random.Next(Types.Length)]}");
        foreach (var table in Tables)
        {
            variables[$"First{table}"] = string.Concat(Columns().Select(column => $"{column}, "));
            variables[$"Last{table}"] = string.Concat(Columns().Select(column => $", {column}"));
        }
        return variables;
    }
}
