namespace BizTalkDR.HelpBuilder;

/// <summary>A heading and what stands below it: paragraphs, fenced blocks and deeper headings.</summary>
internal sealed class MarkdownSection(string title, int level)
{
    private readonly List<string> lines = [];

    public string Title { get; } = title;
    public List<MarkdownSection> Children { get; } = [];
    public List<string> CodeBlocks { get; } = [];

    public IReadOnlyList<string> Paragraphs =>
        [.. string.Join('\n', lines).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Plain)];

    public string Text => string.Join(' ', Paragraphs);

    public MarkdownSection Section(string name) =>
        Children.FirstOrDefault(c => c.Title == name) ?? throw new FormatException($"The section '## {name}' is missing.");

    /// <summary>Returns the page's title section.</summary>
    public static MarkdownSection Parse(string markdown)
    {
        var root = new MarkdownSection("", 0);
        var open = new Stack<MarkdownSection>([root]);
        List<string>? block = null;
        foreach (var line in WithoutFrontMatter(markdown.ReplaceLineEndings("\n").Split('\n')))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (block is not null)
                    open.Peek().CodeBlocks.Add(string.Join('\n', block));
                block = block is null ? [] : null;
            }
            else if (block is not null)
                block.Add(line);
            else if (HeadingLevel(line) is var level and > 0)
            {
                while (open.Peek().level >= level)
                    open.Pop();
                var section = new MarkdownSection(line[level..].Trim(), level);
                open.Peek().Children.Add(section);
                open.Push(section);
            }
            else
                open.Peek().lines.Add(line);
        }
        return root.Children.FirstOrDefault() ?? throw new FormatException("The page has no title.");
    }

    private readonly int level = level;

    private static IEnumerable<string> WithoutFrontMatter(string[] lines) =>
        lines[0] == "---" ? lines.Skip(1).SkipWhile(l => l != "---").Skip(1) : lines;

    private static int HeadingLevel(string line)
    {
        var level = line.TakeWhile(c => c == '#').Count();
        return level is > 0 and < 4 && line.Length > level && line[level] == ' ' ? level : 0;
    }

    /// <summary>A paragraph's lines are one line, unless it is a list.</summary>
    private static string Plain(string paragraph)
    {
        var text = paragraph.StartsWith("- ", StringComparison.Ordinal) ? paragraph : paragraph.Replace('\n', ' ');
        return text.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);
    }
}
