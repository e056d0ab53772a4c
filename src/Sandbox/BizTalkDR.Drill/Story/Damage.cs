using BizTalkDR.Sandbox.BizTalk;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Drill.Story;

/// <summary>What breaks production: a disaster that its own instances survive, so that a failback is the way back.</summary>
internal sealed record Damage(
    string Description,
    Func<BizTalkSandbox, IEnumerable<(BizTalkDatabase Database, string Statement)>> Statements
)
{
    private static readonly Damage[] All =
    [
        new("a batch deletes half of the MessageBox's messages", sandbox => Messages(sandbox, BizTalkDatabaseRole.MessageBox)),
        new("somebody drops the tracking database", sandbox => Drop(sandbox, BizTalkDatabaseRole.Tracking)),
        new("the disk of BAM primary import fails", sandbox => Offline(sandbox, BizTalkDatabaseRole.BamPrimaryImport)),
        new("the disk of the management database fails", sandbox => Offline(sandbox, BizTalkDatabaseRole.Management)),
        new("somebody drops the custom database", sandbox => Drop(sandbox, BizTalkDatabaseRole.Custom)),
    ];

    /// <summary>The damage of a seed.</summary>
    public static Damage Of(int seed) => All[seed % All.Length];

    /// <summary>Does the damage, as a client of the instances.</summary>
    public async Task DoAsync(BizTalkSandbox sandbox, Func<BizTalkDR.Sandbox.Hosting.SqlInstance, SqlConnection> open)
    {
        foreach (var (database, statement) in Statements(sandbox))
        {
            await using var connection = open(database.Instance);
            await using var command = new SqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    private static IEnumerable<(BizTalkDatabase, string)> Messages(BizTalkSandbox sandbox, BizTalkDatabaseRole role)
    {
        var database = Find(sandbox, role);
        yield return (database, $"DELETE [{database.Name}].dbo.[{database.MessageTable}] WHERE [{database.MessageKey}] % 2 = 0;");
    }

    private static IEnumerable<(BizTalkDatabase, string)> Drop(BizTalkSandbox sandbox, BizTalkDatabaseRole role)
    {
        var database = Find(sandbox, role);
        yield return (
            database,
            $"ALTER DATABASE [{database.Name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{database.Name}];"
        );
    }

    private static IEnumerable<(BizTalkDatabase, string)> Offline(BizTalkSandbox sandbox, BizTalkDatabaseRole role)
    {
        var database = Find(sandbox, role);
        yield return (database, $"ALTER DATABASE [{database.Name}] SET OFFLINE WITH ROLLBACK IMMEDIATE;");
    }

    private static BizTalkDatabase Find(BizTalkSandbox sandbox, BizTalkDatabaseRole role) =>
        sandbox.Group.Databases.First(database => database.Role == role);
}
