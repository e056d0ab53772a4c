using System.Xml.Linq;

namespace BizTalkDR.Reporting;

/// <summary>Elements that several parts of a report are made of.</summary>
internal static class Html
{
    /// <summary>An element of a class; without one when it is empty.</summary>
    internal static XElement Element(string name, string style, params object?[] content) =>
        new(name, style.Length > 0 ? new XAttribute("class", style) : null, content);

    /// <summary>A section with its heading and a sentence under it.</summary>
    internal static XElement Section(string title, string note, params object?[] content) =>
        new("section", new XElement("h2", title), note.Length > 0 ? Element("p", "note", note) : null, content);

    /// <summary>A table that scrolls on a narrow screen.</summary>
    internal static XElement Table(IEnumerable<XElement> headings, IEnumerable<XElement> rows) =>
        Element("div", "scroll", new XElement("table", new XElement("thead", new XElement("tr", headings)), new XElement("tbody", rows)));

    /// <summary>A word in the colour of its tone.</summary>
    internal static XElement State(string text, ReportTone tone) => Element("span", $"state {ToneOf(tone)}".TrimEnd(), text);

    /// <summary>Lines under one another; nothing when there are none.</summary>
    internal static XElement? Lines(IReadOnlyList<string> lines) =>
        lines.Count == 0 ? null : Element("ul", "plain", lines.Select(line => new XElement("li", line)));

    internal static string ToneOf(ReportTone tone) =>
        tone switch
        {
            ReportTone.Good => "good",
            ReportTone.Bad => "bad",
            _ => "",
        };
}
