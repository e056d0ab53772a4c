using System.Xml.Linq;
using BizTalkDR.Tests.Shared;

namespace BizTalkDR.Tests.Architecture;

/// <summary>Which project may use which: the table of docs/architecture.md.</summary>
public sealed class ProjectTests
{
    [Fact]
    public void A_project_uses_the_projects_that_the_page_allows_and_no_others()
    {
        var found = Directory
            .EnumerateFiles(Repository.File("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetFileNameWithoutExtension(path)}: {string.Join(", ", UsedBy(path))}".TrimEnd(' '))
            .Order(StringComparer.Ordinal);

        Assert.Equal(Allowed().Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void Nothing_that_ships_lies_in_the_folder_of_the_sandbox()
    {
        var module = XDocument.Load(Repository.File("module", "BizTalkDR.Module.csproj"));

        Assert.DoesNotContain(
            module.Descendants().Attributes("Include"),
            include => include.Value.Contains("Sandbox", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_path_the_page_names_exists()
    {
        var missing = Page()
            .SelectMany(line => line.Split('`').Where((_, index) => index % 2 == 1))
            .Where(text => text.Contains('/', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal))
            .Where(path => !File.Exists(Repository.File(path)) && !Directory.Exists(Repository.File(path)));

        Assert.Empty(missing);
    }

    private static IEnumerable<string> Allowed() =>
        Page().SkipWhile(line => line != "```projects").Skip(1).TakeWhile(line => line != "```").Select(line => line.Trim());

    private static string[] Page() => File.ReadAllLines(Repository.File("docs", "architecture.md"));

    private static IEnumerable<string> UsedBy(string project) =>
        XDocument
            .Load(project)
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal);
}
