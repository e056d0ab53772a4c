namespace BizTalkDR.HelpBuilder;

/// <summary>One cmdlet's help page, as written in Markdown.</summary>
/// <param name="Name">The cmdlet's name, the page's title.</param>
/// <param name="Synopsis">One sentence.</param>
/// <param name="ParameterSets">The names of the parameter sets, the default one first.</param>
/// <param name="Description">Paragraphs.</param>
/// <param name="Examples">Title, code and remarks.</param>
/// <param name="Parameters">In the page's order.</param>
/// <param name="Inputs">Types that can be piped in.</param>
/// <param name="Outputs">Types that come out.</param>
/// <param name="Notes">Paragraphs.</param>
/// <param name="Links">Text and address.</param>
public sealed record HelpPage(
    string Name,
    string Synopsis,
    IReadOnlyList<string> ParameterSets,
    IReadOnlyList<string> Description,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyList<HelpParameter> Parameters,
    IReadOnlyList<HelpType> Inputs,
    IReadOnlyList<HelpType> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<HelpLink> Links
)
{
    /// <summary>The set name of a cmdlet that has only one.</summary>
    public const string AllSets = "(All)";

    /// <summary>Reads a page from a file.</summary>
    /// <exception cref="FormatException">A section is missing or a parameter's table is incomplete; the message names file and section.</exception>
    public static HelpPage Read(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file));
        }
        catch (FormatException error)
        {
            throw new FormatException($"{file}: {error.Message}", error);
        }
    }

    /// <summary>Reads a page from its text.</summary>
    /// <exception cref="FormatException">A section is missing or a parameter's table is incomplete.</exception>
    public static HelpPage Parse(string markdown)
    {
        var page = MarkdownSection.Parse(markdown);
        var parameters = page.Section("PARAMETERS").Children.Where(c => c.Title.StartsWith('-')).Select(HelpParameter.From).ToList();
        var sets = page.Section("SYNTAX").Children.Select(c => c.Title.Replace(" (Default)", "", StringComparison.Ordinal)).ToList();
        return new HelpPage(
            page.Title,
            page.Section("SYNOPSIS").Text,
            sets.Count == 0 ? [AllSets] : sets,
            page.Section("DESCRIPTION").Paragraphs,
            [.. page.Section("EXAMPLES").Children.Select(HelpExample.From)],
            parameters,
            [.. page.Section("INPUTS").Children.Select(HelpType.From)],
            [.. page.Section("OUTPUTS").Children.Select(HelpType.From)],
            page.Section("NOTES").Paragraphs,
            [.. page.Section("RELATED LINKS").Paragraphs.Select(HelpLink.From)]
        );
    }
}
