using System.Text.RegularExpressions;

namespace BizTalkDR.HelpBuilder;

/// <summary>An example: what to type, and what it does.</summary>
/// <param name="Title">For instance <c>Example 1: Which mark would be used</c>.</param>
/// <param name="Code">What to type, without a prompt.</param>
/// <param name="Remarks">Paragraphs below it.</param>
public sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks)
{
    internal static HelpExample From(MarkdownSection section) =>
        new(
            section.Title,
            section.CodeBlocks.Count > 0
                ? string.Join("\n\n", section.CodeBlocks)
                : throw new FormatException($"'{section.Title}' has no code block."),
            section.Paragraphs
        );
}

/// <summary>A type that goes in or comes out.</summary>
/// <param name="Name">The type's full name, or <c>None</c>.</param>
/// <param name="Description">Paragraphs.</param>
public sealed record HelpType(string Name, IReadOnlyList<string> Description)
{
    internal static HelpType From(MarkdownSection section) => new(section.Title, section.Paragraphs);
}

/// <summary>A link at the page's end.</summary>
/// <param name="Text">What to show.</param>
/// <param name="Address">Where it leads; empty for another cmdlet of this module.</param>
public sealed partial record HelpLink(string Text, string Address)
{
    internal static HelpLink From(string paragraph)
    {
        var match = Link().Match(paragraph);
        if (!match.Success)
            throw new FormatException($"'{paragraph}' under RELATED LINKS is not a [text](address).");
        var address = match.Groups["address"].Value;
        return new HelpLink(match.Groups["text"].Value, address.EndsWith(".md", StringComparison.Ordinal) ? "" : address);
    }

    [GeneratedRegex(@"^\[(?<text>[^\]]+)\]\((?<address>[^)]*)\)$")]
    private static partial Regex Link();
}
