using System.Xml.Linq;

namespace BizTalkDR.HelpBuilder;

/// <summary>Writes help pages in the XML that Get-Help reads (MAML, see about_Comment_Based_Help's counterpart for compiled cmdlets).</summary>
public static class MamlWriter
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the pages into one file.</summary>
    public static void Write(IEnumerable<HelpPage> pages, string file) => ToXml(pages).Save(file);

    /// <summary>The document that <see cref="Write"/> saves.</summary>
    public static XDocument ToXml(IEnumerable<HelpPage> pages) =>
        new(new XElement(Help + "helpItems", new XAttribute("schema", "maml"), pages.Select(Page)));

    private static XElement Page(HelpPage page) =>
        new(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", page.Name.Split('-')[0]),
                new XElement(Command + "noun", page.Name.Split('-')[^1]),
                Description([page.Synopsis])
            ),
            Description(page.Description),
            new XElement(Command + "syntax", page.ParameterSets.Select(set => Syntax(page, set))),
            new XElement(Command + "parameters", page.Parameters.Select(p => Parameter(p, p.Uses[0]))),
            new XElement(Command + "inputTypes", page.Inputs.Select(t => Type("inputType", t))),
            new XElement(Command + "returnValues", page.Outputs.Select(t => Type("returnValue", t))),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", page.Notes.Select(Para))),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Links.Select(Link))
        );

    private static XElement Syntax(HelpPage page, string set) =>
        new(
            Command + "syntaxItem",
            new XElement(Maml + "name", page.Name),
            page.Parameters.Where(p => p.In(set) is not null)
                .OrderBy(p => int.TryParse(p.In(set)!.Position, out var position) ? position : int.MaxValue)
                .ThenBy(p => p.In(set)!.Required ? 0 : 1)
                .Select(p => Parameter(p, p.In(set)!))
        );

    private static XElement Parameter(HelpParameter parameter, HelpParameterUse use) =>
        new(
            Command + "parameter",
            new XAttribute("required", use.Required ? "true" : "false"),
            new XAttribute("variableLength", use.Type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
            new XAttribute("globbing", use.Wildcards ? "true" : "false"),
            new XAttribute("pipelineInput", use.PipelineInput),
            new XAttribute("position", use.Position == "Named" ? "named" : use.Position),
            new XAttribute("aliases", use.Aliases.Count == 0 ? "none" : string.Join(", ", use.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            Description(parameter.Description),
            use.Type == "SwitchParameter"
                ? null
                : new XElement(
                    Command + "parameterValue",
                    new XAttribute("required", "true"),
                    new XAttribute("variableLength", use.Type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
                    use.Type
                ),
            new XElement(Dev + "type", new XElement(Maml + "name", use.Type), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", use.Default)
        );

    private static XElement Type(string element, HelpType type) =>
        new(Command + element, new XElement(Dev + "type", new XElement(Maml + "name", type.Name)), Description(type.Description));

    private static XElement Example(HelpExample example) =>
        new(
            Command + "example",
            new XElement(Maml + "title", $"-------------------------- {example.Title} --------------------------"),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", example.Remarks.Select(Para))
        );

    private static XElement Link(HelpLink link) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Address));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", paragraphs.Select(Para));

    private static XElement Para(string text) => new(Maml + "para", text);
}
