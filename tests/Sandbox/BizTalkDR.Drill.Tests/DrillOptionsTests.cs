namespace BizTalkDR.Drill.Tests;

public class DrillOptionsTests
{
    [Fact]
    public void Without_options_it_drills_with_seed_1()
    {
        var options = DrillOptions.Parse([]);
        Assert.Equal((false, false, 1), (options.Serve, options.Json, options.Seed));
    }

    [Fact]
    public void Options_are_read_with_their_values()
    {
        var options = DrillOptions.Parse(["--json", "--seed", "7", "--documented-order", "--report", "x.html"]);
        Assert.Equal((true, 7, true, "x.html"), (options.Json, options.Seed, options.DocumentedOrder, options.Report));
        Assert.Equal(15000, DrillOptions.Parse(["serve", "--port-base", "15000"]).PortBase);
    }

    [Theory]
    [InlineData("'--sead' is not an option.", "--sead", "1")]
    [InlineData("--seed needs a value.", "--seed")]
    [InlineData("--seed takes a whole number from 0 to 2147483647.", "--seed", "many")]
    [InlineData("--port-base takes a whole number from 1024 to 65000.", "serve", "--port-base", "80")]
    [InlineData("'--json' is not an option of serve.", "serve", "--json")]
    [InlineData("'serve' is not an option.", "--json", "serve")]
    public void A_mistake_is_named(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => DrillOptions.Parse(arguments)).Message);
}
