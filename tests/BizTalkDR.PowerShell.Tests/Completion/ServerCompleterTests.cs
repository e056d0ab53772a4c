using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Completion;

public sealed class ServerCompleterTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");

    public ServerCompleterTests() => TopologyFile.Save(Samples.Topology, file);

    [Fact]
    public void Marks_are_offered_newest_first_and_the_recommended_one_says_so()
    {
        var offers = Offers(new FakeEngine { Situation = Situations.NothingRestoredYet }, "Get-BtsLogMark", "-Name ");
        Assert.Equal([Situations.ThirdMark, Situations.SecondMark, Situations.FirstMark], offers.Select(offer => offer.Text));
        Assert.StartsWith("Recommended", offers[1].Tip);
    }

    [Fact]
    public void Databases_jobs_and_instances_are_offered()
    {
        Assert.Contains("BizTalkMgmtDb", Offers(Samples.EngineWithGroup(), "Get-BtsDatabase", "-Database ").Select(offer => offer.Text));
        var jobs = Offers(Samples.EngineWithJobs(), "Get-BtsJob", "-Name ");
        Assert.Equal("syspolicy_purge_history", jobs[^1].Text);
        Assert.Contains($"'{Samples.RestoreJob.Name}'", jobs.Select(job => job.Text));
        Assert.Equal(["PROD1", "PROD2", "DR1"], Offers(new FakeEngine(), "Get-BtsJob", "-Instance ").Select(offer => offer.Text));
    }

    [Fact]
    public void Only_what_begins_with_the_word_typed_is_offered() =>
        Assert.Equal(["DR1"], Offers(new FakeEngine(), "Get-BtsJob", "-Instance 'd").Select(offer => offer.Text));

    [Fact]
    public void The_side_typed_is_asked()
    {
        var engine = Samples.EngineWithGroup();
        Offers(engine, "Get-BtsDatabase", "-Side destination -Database ");
        Assert.Equal(InstanceSide.Destination, engine.SideRead);
    }

    [Fact]
    public void A_server_that_fails_offers_nothing() =>
        Assert.Empty(
            Offers(
                new FakeEngine { Broken = { ["group"] = new BizTalkDRException("X", ErrorKind.Connection, "x") } },
                "Get-BtsDatabase",
                "-Database B"
            )
        );

    [Theory]
    [InlineData("Get-BtsLogMark -Name B")]
    [InlineData("Get-BtsLogMark -Topology /no/such/file.json -Name B")]
    public void Without_instances_nothing_is_offered_and_nothing_fails(string line)
    {
        using var session = new Session(new FakeEngine());
        Assert.Empty(session.Complete(line));
    }

    public void Dispose() => File.Delete(file);

    private List<(string Text, string Tip)> Offers(FakeEngine engine, string command, string typed)
    {
        using var session = new Session(engine);
        return [.. session.Complete($"{command} -Topology '{file}' {typed}").Select(offer => (offer.CompletionText, offer.ToolTip))];
    }
}
