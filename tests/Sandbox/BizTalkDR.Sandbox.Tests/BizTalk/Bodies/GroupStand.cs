using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>A group on two source instances, of the sandbox's own scripts or of the user's, and what tests ask of it.</summary>
internal sealed class GroupStand(BizTalkSandbox sandbox) : IAsyncDisposable
{
    private const string Variable = "BTSDR_BIZTALK_SCHEMA";

    public BizTalkSandbox Sandbox => sandbox;

    public SqlInstance Home => sandbox.Group.Management.Instance;

    public string Path => sandbox.BackupPath;

    /// <summary>The folder with the product's own scripts; without one the test is skipped.</summary>
    public static string ProductFolder()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
            Assert.Skip($"The product's own scripts are not here: set {Variable} to the Schema folder of a BizTalk Server installation.");
        return folder;
    }

    public static async Task<GroupStand> CreateAsync(string? folder, BizTalkSandboxOptions? options = null)
    {
        options ??= new BizTalkSandboxOptions();
        return new GroupStand(
            await BizTalkSandbox.CreateAsync(
                options with
                {
                    SchemaFolder = folder,
                    DestinationNames = [],
                    ComputerNames = ["BTS01"],
                    // A Wednesday, two days before a month ends in the middle of its week.
                    StartTime = options.StartTime ?? new DateTime(2027, 9, 29, 9, 5, 0),
                },
                TestContext.Current.CancellationToken
            )
        );
    }

    public SqlSession Open(string? database = null, SqlInstance? instance = null) =>
        (instance ?? Home).OpenInternalSession("test", database ?? (instance is null ? sandbox.Group.Management.Name : "master"));

    public void Perform(string statement, string? database = null, SqlInstance? instance = null)
    {
        using var session = Open(database, instance);
        session.Perform(statement);
    }

    /// <summary>What a batch says, errors among it, and its results.</summary>
    public ResultCollector Collect(string batch)
    {
        using var session = Open();
        return Collect(session, batch);
    }

    public static ResultCollector Collect(SqlSession session, string batch)
    {
        var sink = new ResultCollector();
        session.ExecuteBatch(batch, sink, CancellationToken.None);
        return sink;
    }

    public List<object?[]> Rows(string query, string? database = null, SqlInstance? instance = null)
    {
        using var session = Open(database, instance);
        return session.Perform(query).Results[0].Rows;
    }

    public object? Scalar(string query, string? database = null, SqlInstance? instance = null) => Rows(query, database, instance)[0][0];

    /// <summary>The sets of the history: id, kind, complete.</summary>
    public List<(long Id, string Type, bool IsComplete)> Sets() =>
        [
            .. Rows("SELECT DISTINCT BackupSetId, BackupType, SetComplete FROM dbo.adm_BackupHistory ORDER BY BackupSetId")
                .Select(row => ((long)row[0]!, (string)row[1]!, (bool)row[2]!)),
        ];

    public int Fulls() => Sets().Count(set => set.Type == "db");

    /// <summary>The job's second step, with further arguments; returns what the procedure does.</summary>
    public ResultCollector Schedule(string frequency, string more = "") =>
        Collect($"DECLARE @r int EXEC @r = dbo.sp_BackupAllFull_Schedule '{frequency}', 'BTS', '{Path}'{more} SELECT @r AS r");

    public ResultCollector MarkAll(string name = "BTS", string more = "") =>
        Collect($"DECLARE @r int EXEC @r = dbo.sp_MarkAll '{name}', '{Path}'{more} SELECT @r AS r");

    public void To(DateTime local)
    {
        Assert.True(local > sandbox.Host.Clock.Now);
        sandbox.Host.Clock.Advance(local - sandbox.Host.Clock.Now);
    }

    public async Task RunAsync()
    {
        sandbox.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var outcome = await sandbox.RunBackupJobAsync(TestContext.Current.CancellationToken);
        Assert.True(outcome.Succeeded, outcome.Message);
    }

    /// <summary>0: somebody else holds the backup job's lock.</summary>
    public bool IsLocked() => Scalar("SELECT CONVERT(int, APPLOCK_TEST('public', 'BTS_BackupJob_Lock', 'Exclusive', 'Session'))") is 0;

    /// <summary>Waits until a session on the instance waits for a lock.</summary>
    public async Task UntilSomebodyWaitsAsync(SqlInstance? instance = null)
    {
        while (Rows("SELECT * FROM sys.dm_tran_locks WHERE request_status = N'WAIT'", "master", instance ?? Home).Count == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    public static IEnumerable<string> Errors(ResultCollector collected) => collected.Errors.Select(error => error.Text);

    public static int Returned(ResultCollector collected) => (int)collected.Results[^1].Rows[0][0]!;

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();
}
