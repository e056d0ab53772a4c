using System.Globalization;
using System.Xml.Linq;

namespace BizTalkDR.Reporting;

/// <summary>The shapes that a report's pictures are made of. Lengths are pixels; on paper a picture is as wide as the page at the most.</summary>
public static class Svg
{
    /// <summary>How wide a character of a picture's text is, about: what a label may need.</summary>
    public const double CharacterWidth = 7;

    /// <summary>A picture.</summary>
    /// <param name="label">What it shows, for those who can't see it.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="shapes">What is in it.</param>
    public static XElement Picture(string label, double width, double height, params object?[] shapes) =>
        new(
            "svg",
            new XAttribute("role", "img"),
            new XAttribute("aria-label", label),
            Length("width", width),
            Length("height", height),
            new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
            shapes
        );

    /// <summary>Shapes that belong together, with what they say to who points at them.</summary>
    public static XElement Group(string title, params object?[] shapes) => new("g", new XElement("title", title), shapes);

    /// <summary>A line.</summary>
    public static XElement Line(string style, double x1, double y1, double x2, double y2) =>
        new("line", new XAttribute("class", style), Length("x1", x1), Length("x2", x2), Length("y1", y1), Length("y2", y2));

    /// <summary>A rectangle with rounded corners.</summary>
    public static XElement Rectangle(string style, double x, double y, double width, double height, double radius) =>
        new(
            "rect",
            new XAttribute("class", style),
            Length("x", x),
            Length("y", y),
            Length("width", width),
            Length("height", height),
            Length("rx", radius)
        );

    /// <summary>A circle.</summary>
    public static XElement Circle(string style, double x, double y, double radius) =>
        new("circle", new XAttribute("class", style), Length("cx", x), Length("cy", y), Length("r", radius));

    /// <summary>A text.</summary>
    /// <param name="style">Its class.</param>
    /// <param name="x">Where its anchor is.</param>
    /// <param name="y">Where its base line is.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="text">The text.</param>
    /// <param name="rotation">By how many degrees it is turned around its anchor.</param>
    public static XElement Text(string style, double x, double y, string anchor, string text, double rotation = 0) =>
        new(
            "text",
            new XAttribute("class", style),
            rotation == 0
                ? [Length("x", x), Length("y", y)]
                : new[] { new XAttribute("transform", $"translate({Number(x)} {Number(y)}) rotate({Number(rotation)})") },
            new XAttribute("text-anchor", anchor),
            text
        );

    /// <summary>What a picture's colours and shapes mean.</summary>
    public static XElement Legend(params IEnumerable<(XElement Shape, string Text)> entries) =>
        new(
            "ul",
            new XAttribute("class", "legend"),
            entries.Select(entry => new XElement(
                "li",
                new XElement("svg", Length("width", 16), Length("height", 16), new XAttribute("aria-hidden", "true"), entry.Shape),
                entry.Text
            ))
        );

    private static XAttribute Length(string name, double value) => new(name, Number(value));

    // With a point, whatever the culture.
    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
