using System.Collections;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Completion;

public sealed class ServerCompleterTests
{
    [Fact]
    public void Marks_are_offered_newest_first_and_the_recommended_one_says_so()
    {
        var offers = Offers(new MarkCompleter(), new FakeEngine { Situation = Situations.NothingRestoredYet });
        Assert.Equal([Situations.ThirdMark, Situations.SecondMark, Situations.FirstMark], offers.Select(offer => offer.Text));
        Assert.StartsWith("Recommended", offers[1].Tip);
    }

    [Fact]
    public void Databases_jobs_and_instances_are_offered()
    {
        Assert.Contains("BizTalkMgmtDb", Offers(new DatabaseCompleter(), Samples.EngineWithGroup()).Select(offer => offer.Text));
        Assert.Equal("syspolicy_purge_history", Offers(new JobCompleter(), Samples.EngineWithJobs())[^1].Text);
        Assert.Equal(["PROD1", "PROD2", "DR1"], Offers(new InstanceCompleter(), new FakeEngine()).Select(offer => offer.Text));
    }

    [Fact]
    public void Only_what_begins_with_the_word_typed_is_offered() =>
        Assert.Equal(["DR1"], Offers(new InstanceCompleter(), new FakeEngine(), "'d").Select(offer => offer.Text));

    [Fact]
    public void The_side_typed_is_asked()
    {
        var engine = Samples.EngineWithGroup();
        Offers(new DatabaseCompleter(), engine, "", ("Side", "destination"));
        Assert.Equal(InstanceSide.Destination, engine.SideRead);
    }

    [Fact]
    public void A_server_that_fails_offers_nothing() =>
        Assert.Empty(
            Offers(
                new DatabaseCompleter(),
                new FakeEngine { Broken = { ["group"] = new BizTalkDRException("X", ErrorKind.Connection, "x") } }
            )
        );

    [Fact]
    public void Without_instances_nothing_is_offered_and_nothing_fails()
    {
        var completer = new MarkCompleter { CreateEngine = FakeEngine.Factory(new FakeEngine()) };
        Assert.Empty(completer.Offers("", new Hashtable()));
        Assert.Empty(completer.Offers(null, new Hashtable { ["Topology"] = "/no/such/file.json" }));
    }

    private static IReadOnlyList<(string Text, string Tip)> Offers(
        ServerCompleter completer,
        FakeEngine engine,
        string word = "",
        params (string Name, object Value)[] typed
    )
    {
        completer.CreateEngine = FakeEngine.Factory(engine);
        var bound = new Hashtable { ["Topology"] = Samples.Topology };
        foreach (var (name, value) in typed)
            bound[name] = value;
        return completer.Offers(word, bound);
    }
}
