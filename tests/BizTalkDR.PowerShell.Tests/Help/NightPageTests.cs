using System.Text.RegularExpressions;

namespace BizTalkDR.PowerShell.Tests.Help;

/// <summary>The page for the night, as a document and as a help topic: the same, and true.</summary>
public sealed partial class NightPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.File("docs", "night.md"));
    private static readonly string Topic = File.ReadAllText(Repository.File("docs", "en-US", "about_BizTalkDR_Night.help.txt"));

    [Fact]
    public void Both_have_the_same_commands_in_the_same_order() => Assert.Equal(Commands(Page), Commands(Topic));

    [Fact]
    public void Every_cmdlet_and_parameter_it_names_is_there()
    {
        Assert.NotEmpty(Commands(Page));
        foreach (var command in Commands(Page))
        {
            var cmdlet = Assert.Single(CmdletMetadata.All, cmdlet => cmdlet.Name == command.Split(' ')[0]);
            Assert.All(
                Parameter().Matches(command).Select(match => match.Groups[1].Value),
                name => Assert.Contains(name, cmdlet.Parameters.Select(parameter => parameter.Name).Append("WhatIf"))
            );
        }
    }

    [Fact]
    public void It_fits_on_a_page_of_80_columns_and_two_screens() =>
        Assert.All(Topic.ReplaceLineEndings("\n").Split('\n'), line => Assert.InRange(line.Length, 0, 80));

    private static List<string> Commands(string text) =>
        [.. Command().Matches(text.ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value.TrimEnd())];

    [GeneratedRegex(@"^\s*([A-Z][a-z]+-Bts\w+ (?:\./|\. -)[^#\n]*)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@" -([A-Z]\w+)")]
    private static partial Regex Parameter();
}
