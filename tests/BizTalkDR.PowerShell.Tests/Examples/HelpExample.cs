using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using BizTalkDR.HelpBuilder;

namespace BizTalkDR.PowerShell.Tests.Examples;

/// <summary>An example of a help page, as it is written there.</summary>
/// <param name="Page">The page's name.</param>
/// <param name="Number">Which of the page's examples it is, from 1.</param>
/// <param name="Code">What to type.</param>
internal sealed partial record HelpExample(string Page, int Number, string Code)
{
    private static readonly string Folder = Repository.File("docs", "en-US");

    public static IReadOnlyList<HelpExample> All { get; } = [.. Pages(), .. About()];

    public static HelpExample Find(string page, int number) => All.Single(example => example.Page == page && example.Number == number);

    public bool IsWhatIf => Code.Contains("-WhatIf", StringComparison.Ordinal);

    /// <summary>
    /// The cmdlets of which one wrote what comes out; none where what comes out was made of it by other commands.
    /// </summary>
    public IReadOnlyList<string> Writers
    {
        get
        {
            var statements = Parser.ParseInput(Code, out _, out _).EndBlock.Statements;
            var writers = statements.OfType<PipelineAst>().Select(Writer).ToList();
            return writers.Contains(null) ? [] : [.. writers.OfType<string>()];
        }
    }

    private static string? Writer(PipelineAst pipeline)
    {
        string[] passing = ["Where-Object", "Sort-Object", "Select-Object"];
        var last = pipeline
            .PipelineElements.Select(element => (element as CommandAst)?.GetCommandName())
            .LastOrDefault(name => !passing.Contains(name));
        return last?.Contains("-Bts", StringComparison.Ordinal) == true ? last : null;
    }

    private static IEnumerable<HelpExample> Pages() =>
        Directory
            .GetFiles(Folder, "*.md")
            .Order(StringComparer.Ordinal)
            .SelectMany(file =>
                HelpPage
                    .Read(file)
                    .Examples.Select((example, index) => new HelpExample(Path.GetFileNameWithoutExtension(file), index + 1, example.Code))
            );

    /// <summary>The blocks of commands in the about topic, the numbered steps without their numbers and what is told between them.</summary>
    private static IEnumerable<HelpExample> About()
    {
        const string Name = "about_BizTalkDR";
        var text = File.ReadAllText(Path.Combine(Folder, Name + ".help.txt")).ReplaceLineEndings("\n");
        return Paragraph()
            .Split(text)
            .Select(paragraph =>
                string.Join(
                    '\n',
                    paragraph
                        .Split('\n')
                        .Select(line => Command().Match(line))
                        .Where(match => match.Success)
                        .Select(match => match.Groups["code"].Value)
                )
            )
            .Where(code => code.Length > 0)
            .Select((code, index) => new HelpExample(Name, index + 1, code));
    }

    // A step that is only told of ends a block as an empty line does.
    [GeneratedRegex(@"\n\s*\n|\n\s+\d+\. \([^)]*\)")]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"^\s{8,9}(\d+\. |\s{4})?\s*(?<code>(\$\w+ = )?[A-Z][a-z]+-Bts.*|-[A-Z].*)$")]
    private static partial Regex Command();
}
