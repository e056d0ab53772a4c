namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>The same story on the sandbox's own group and on the product's procedures.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    /// <summary>Lines that may be on one side only, each with its reason.</summary>
    private static readonly (string Text, string Reason)[] Known = [];

    [Fact]
    public async Task The_sandboxs_own_group_and_the_products_procedures_leave_the_same_behind()
    {
        var folder = GroupStand.ProductFolder();
        var own = await GroupStory.PlayAsync(null);
        var product = await GroupStory.PlayAsync(folder);
        Assert.Contains(own, line => line.StartsWith("== ", StringComparison.Ordinal));
        var differences = Differences(own, product).ToList();
        foreach (var (line, reason) in differences)
            output.WriteLine($"{line}   {reason ?? "NOT EXPLAINED"}");
        Assert.DoesNotContain(differences, difference => difference.Reason is null);
    }

    private static IEnumerable<(string Line, string? Reason)> Differences(IReadOnlyList<string> own, IReadOnlyList<string> product)
    {
        var (mine, theirs) = (Acts(own), Acts(product));
        foreach (var act in mine.Keys.Union(theirs.Keys))
        {
            var (here, there) = (mine.GetValueOrDefault(act, []), theirs.GetValueOrDefault(act, []));
            if (here.SequenceEqual(there, StringComparer.Ordinal))
                continue;
            foreach (var line in here.Except(there))
                yield return ($"{act} own only: {line}", ReasonOf(line));
            foreach (var line in there.Except(here))
                yield return ($"{act} product only: {line}", ReasonOf(line));
            if (here.ToHashSet(StringComparer.Ordinal).SetEquals(there))
                yield return ($"{act} the order of lines", null);
        }
    }

    private static string? ReasonOf(string line) =>
        Known.Where(known => line.Contains(known.Text, StringComparison.Ordinal)).Select(known => known.Reason).FirstOrDefault();

    private static Dictionary<string, List<string>> Acts(IReadOnlyList<string> lines)
    {
        var acts = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var number = 0;
        var act = "0 before";
        foreach (var line in lines)
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
                act = $"{++number} {line[3..]}";
            if (!acts.TryGetValue(act, out var of))
                acts[act] = of = [];
            of.Add(line);
        }
        return acts;
    }
}
