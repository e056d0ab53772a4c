using BizTalkDR.DatabaseSets;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class TestBtsDatabaseSetCommandTests : CmdletTests
{
    public TestBtsDatabaseSetCommandTests() => Engine = Samples.EngineWithGroup(InstanceSide.Destination);

    [Theory]
    [InlineData("A", "A", true)]
    [InlineData("A", "B", false)]
    public void Quietly_it_returns_whether_all_stand_at_the_mark(string first, string second, bool consistent)
    {
        Engine.Verification = new DatabaseSetVerification { Mark = "A", Databases = [Report(first), Report(second)] };
        Assert.Equal([consistent], Run("Test-BtsDatabaseSet $topology -Mark A -Quiet").Output);
        Assert.Same(Engine.Verification, Assert.Single(Run("Test-BtsDatabaseSet $topology").Output));
        Assert.Contains("at A", Engine.Done[0]);
    }

    private static DatabaseMarkReport Report(string mark) =>
        new()
        {
            Instance = "DR1",
            Database = "X",
            LastMark = mark,
            IsAtMark = mark == "A",
        };
}
