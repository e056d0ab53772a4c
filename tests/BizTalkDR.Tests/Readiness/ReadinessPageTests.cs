using System.Text.RegularExpressions;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Tests.Shared;

namespace BizTalkDR.Tests.Readiness;

public sealed partial class ReadinessPageTests
{
    [Fact]
    public void The_page_names_every_check_in_its_area_and_no_other()
    {
        var page = File.ReadAllLines(Repository.File("docs", "readiness.md"));
        var area = "";
        var told = new List<(string Area, string Name)>();
        foreach (
            var row in page.SkipWhile(line => line != "## The checks")
                .TakeWhile(line => !line.StartsWith("A text in", StringComparison.Ordinal))
        )
        {
            if (
                row.Split('|') is not { Length: > 3 } cells
                || cells[1].Trim() is "Area" or "---"
                || cells[1].StartsWith("--", StringComparison.Ordinal)
            )
                continue;
            area = cells[1].Trim() is { Length: > 0 } named ? named : area;
            told.AddRange(Name().Matches(cells[2]).Select(match => (area, match.Groups[1].Value)));
        }

        var made = ReadinessCheckTable.All.Select(check => (check.Area.ToString(), check.Name)).ToList();
        Assert.Equal(made.Order(), told.Order());
        Assert.Equal(43, told.Count);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
