using System.Management.Automation;
using BizTalkDR.PowerShell.Tests.Help;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Examples;

/// <summary>Every example of the help does what it says, as it is written, in a sandbox.</summary>
public sealed class HelpExamplesTests(ExampleSandbox shared) : IClassFixture<ExampleSandbox>
{
    // What is destroyed or restored is done in a sandbox of its own; with what must have been done before.
    private static readonly Dictionary<(string Page, int Number), string> Changing = new()
    {
        [("about_BizTalkDR", 2)] = "$topology = Import-BtsTopology ./topology.json",
        [("about_BizTalkDR", 3)] = "$topology = Import-BtsTopology ./topology.json",
        [("about_BizTalkDR", 4)] = "$topology = Import-BtsTopology ./topology.json",
        [("about_BizTalkDR", 5)] = "$topology = Import-BtsTopology ./topology.json",
        [("Backup-BtsDatabaseSet", 1)] = "Restore-BtsDatabaseSet ./topology.json",
        [("Invoke-BtsFailback", 2)] = "",
        [("Invoke-BtsFailback", 3)] = "",
        [("Invoke-BtsFailback", 4)] = "Invoke-BtsFailback ./topology.json -JournalPath ./failback.jsonl -Step 1",
        [("Invoke-BtsFailback", 5)] = "",
        [("Invoke-BtsFailback", 7)] = "Invoke-BtsFailback ./topology.json -JournalPath ./failback.jsonl -Step 1",
        [("Invoke-BtsFailback", 8)] = "New-BtsFailbackPlan ./topology.json | Export-BtsFailbackPlan ./signed.json -SignedOffBy 'Ada Meier'",
        [("New-BtsFailbackPlan", 2)] = "",
        [("New-BtsRestorePlan", 3)] = "",
        [("Remove-BtsDatabaseSet", 2)] = "",
        [("Restore-BtsDatabaseSet", 1)] = "",
        [("Restore-BtsDatabaseSet", 3)] = "New-BtsRestorePlan ./topology.json -Path ./plan.json",
        [("Restore-BtsDatabaseSet", 4)] = "",
        [("Undo-BtsRun", 1)] = "Invoke-BtsFailback ./topology.json -JournalPath ./failback.jsonl -Step 1",
        [("Undo-BtsRun", 2)] = "Invoke-BtsFailback ./topology.json -JournalPath ./failback.jsonl -Step 1",
        [("Undo-BtsRun", 3)] = "Invoke-BtsFailback ./topology.json -JournalPath ./failback.jsonl -Step 1",
        [("Undo-BtsRun", 4)] = "Invoke-BtsFailback ./topology.json -JournalPath ./failback.jsonl -Step 1",
    };

    // What the other examples of a page take for granted.
    private static readonly Dictionary<string, string> Before = new()
    {
        ["Get-BtsRun"] = "if (-not (Test-Path ./run.jsonl)) { Invoke-BtsFailback ./topology.json -JournalPath ./run.jsonl -Step 2 }",
        ["Export-BtsFailbackPlan"] = "New-BtsFailbackPlan ./topology.json -Path ./plan.json",
        ["Import-BtsFailbackPlan"] = "New-BtsFailbackPlan ./topology.json -Path ./plan.json",
        ["Import-BtsJob"] =
            "$sql.Invoke('DR-SQL1', 'msdb', 'DECLARE @job sysname = N''Backup BizTalk Server (BizTalkMgmtDb)''; "
            + "IF EXISTS (SELECT * FROM dbo.sysjobs WHERE name = @job) EXEC dbo.sp_delete_job @job_name = @job'); "
            + "Export-BtsJob ./topology.json ./jobs.json",
        ["Import-BtsLogin"] =
            "$sql.Invoke('PROD-SQL1', 'master', 'ALTER LOGIN ContosoApp WITH DEFAULT_DATABASE = msdb'); "
            + "$sql.Invoke('DR-SQL1', 'master', 'ALTER LOGIN ContosoApp WITH DEFAULT_DATABASE = tempdb'); "
            + "Export-BtsLogin ./topology.json ./logins.json",
        ["Import-BtsRestorePlan"] = "New-BtsRestorePlan ./topology.json -Path ./plan.json",
        ["Repair-BtsUser"] =
            "$sql.Invoke('PROD-SQL1', 'SSODB', 'IF USER_ID(''Reports'') IS NULL BEGIN CREATE LOGIN Reports WITH PASSWORD = ''Aa1!aaaaaaaaaa''; "
            + "CREATE USER Reports FOR LOGIN Reports; DROP LOGIN Reports; CREATE LOGIN Reports WITH PASSWORD = ''Aa1!aaaaaaaaaa'' END'); "
            + "Export-BtsLogin ./topology.json ./logins.json",
        ["Start-BtsService"] = "Start-BtsService ./topology.json; Stop-BtsService ./topology.json -Name 'BTSSvc*'",
        ["Stop-BtsService"] = "Start-BtsService ./topology.json",
        ["Test-BtsLogin"] = "Export-BtsLogin ./topology.json ./logins.json",
    };

    public static TheoryData<string, int> Reading => [.. Examples(isChanging: false)];

    public static TheoryData<string, int> Destroying => [.. Examples(isChanging: true)];

    [Theory]
    [MemberData(nameof(Reading))]
    public void It_runs_and_returns_what_its_cmdlets_say(string page, int number)
    {
        using var session = shared.OpenSession();
        if (Before.TryGetValue(page, out var before))
            Assert.Null(session.Run(before).Failure);
        Check(session, HelpExample.Find(page, number));
    }

    [Theory]
    [MemberData(nameof(Destroying))]
    public async Task It_runs_in_a_sandbox_of_its_own(string page, int number)
    {
        var own = new ExampleSandbox();
        await using (own)
        {
            await own.InitializeAsync();
            using var session = own.OpenSession();
            Assert.Null(session.Run(Changing[(page, number)]).Failure);
            Check(session, HelpExample.Find(page, number));
        }
    }

    private static void Check(Session session, HelpExample example)
    {
        var run = session.Run(example.Code);
        Assert.True(run.Failure is null, $"{run.Failure}\n{example.Code}");
        Assert.True(run.Errors.Count == 0, $"{string.Join('\n', run.Errors)}\n{example.Code}");
        if (example.IsWhatIf)
            Assert.Contains(run.Lines, line => line.StartsWith("What if:", StringComparison.Ordinal));
        if (example.Writers is not { Count: > 0 } writers)
            return;
        var promised = CmdletMetadata.All.Where(cmdlet => writers.Contains(cmdlet.Name)).SelectMany(Promised).ToList();
        Assert.All(run.Output, written => Assert.Contains(written.GetType(), promised));
    }

    private static IEnumerable<Type> Promised(CmdletMetadata cmdlet) =>
        cmdlet
            .Type.GetCustomAttributes(typeof(OutputTypeAttribute), inherit: false)
            .Cast<OutputTypeAttribute>()
            .SelectMany(attribute => attribute.Type)
            .Select(name => name.Type);

    private static IEnumerable<(string, int)> Examples(bool isChanging) =>
        HelpExample.All.Select(example => (example.Page, example.Number)).Where(example => Changing.ContainsKey(example) == isChanging);
}
