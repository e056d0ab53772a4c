using System.Text;
using System.Xml;
using System.Xml.Linq;
using BizTalkDR.Errors;

namespace BizTalkDR.Reporting;

/// <summary>
/// Writes elements as HTML: only void elements go without an end tag, and a style sheet is written as it is. All other text is encoded, goes
/// without secrets, and has a replacement character where a character can't stand in a page.
/// </summary>
internal sealed class HtmlWriter(TextWriter output) : XmlTextWriter(output)
{
    /// <summary>https://html.spec.whatwg.org/multipage/syntax.html#void-elements</summary>
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal)
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    };

    private readonly Stack<string> open = new();

    /// <summary>A page: the document type and its html element.</summary>
    internal static string Write(XElement html)
    {
        using var text = new StringWriter();
        using (var writer = new HtmlWriter(text))
        {
            writer.WriteDocType("html", null, null, null);
            text.Write('\n');
            html.WriteTo(writer);
        }
        return text.ToString() + "\n";
    }

    public override void WriteStartElement(string? prefix, string localName, string? ns)
    {
        open.Push(localName);
        base.WriteStartElement(prefix, localName, ns);
    }

    public override void WriteEndElement()
    {
        if (Void.Contains(open.Pop()))
            base.WriteEndElement();
        else
            base.WriteFullEndElement();
    }

    public override void WriteFullEndElement()
    {
        open.Pop();
        base.WriteFullEndElement();
    }

    public override void WriteString(string? text)
    {
        if (open.Peek() == "style")
            WriteRaw(text ?? "");
        else
            base.WriteString(Readable(Secrets.Scrub(text ?? "")));
    }

    private static string Readable(string text)
    {
        var readable = new StringBuilder(text);
        for (var i = 0; i < readable.Length; i++)
        {
            if (i + 1 < readable.Length && XmlConvert.IsXmlSurrogatePair(readable[i + 1], readable[i]))
                i++;
            else if (!XmlConvert.IsXmlChar(readable[i]))
                readable[i] = '\uFFFD';
        }
        return readable.ToString();
    }
}
