using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>A pattern of LIKE or PATINDEX: % _ [set] [^set] and an escape character.</summary>
internal sealed class LikePattern
{
    private readonly List<Element> elements = [];
    private readonly bool ignoresCase;

    internal LikePattern(string text, char? escape, Collation collation)
    {
        Text = text;
        ignoresCase = collation.IgnoresCase;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == escape && i + 1 < text.Length)
                elements.Add(new Element(ElementKind.One, text[++i]));
            else if (c == '%')
                elements.Add(new Element(ElementKind.AnyRun));
            else if (c == '_')
                elements.Add(new Element(ElementKind.Any));
            else if (c == '[' && ReadSet(text, escape, ref i) is { } set)
                elements.Add(set);
            else
                elements.Add(new Element(ElementKind.One, c));
        }
    }

    private enum ElementKind
    {
        One,
        Any,
        AnyRun,
        Set,
    }

    internal string Text { get; }

    /// <summary>Whether the whole text matches; blanks at its end may be left over.</summary>
    internal bool IsMatch(string value) => Match(value) || (value.Length > 0 && value[^1] == ' ' && Match(value.TrimEnd(' ')));

    private bool Match(string value)
    {
        var (position, element) = (0, 0);
        var (runElement, runPosition) = (-1, 0);
        while (true)
        {
            if (element < elements.Count && elements[element].Kind == ElementKind.AnyRun)
            {
                (runElement, runPosition) = (element++, position);
                continue;
            }
            if (position < value.Length && element < elements.Count && Matches(elements[element], value[position]))
            {
                position++;
                element++;
                continue;
            }
            if (position == value.Length && element == elements.Count)
                return true;
            if (runElement < 0 || runPosition >= value.Length)
                return false;
            position = ++runPosition;
            element = runElement + 1;
        }
    }

    private bool Matches(Element element, char c) =>
        element.Kind switch
        {
            ElementKind.Any => true,
            ElementKind.One => Same(element.Character, c),
            _ => element.Ranges!.Any(range => InRange(range, c)) != element.IsNegated,
        };

    private bool InRange((char From, char To) range, char c) =>
        (c >= range.From && c <= range.To)
        || (
            ignoresCase
            && (
                (char.ToUpperInvariant(c) >= range.From && char.ToUpperInvariant(c) <= range.To)
                || (char.ToLowerInvariant(c) >= range.From && char.ToLowerInvariant(c) <= range.To)
            )
        );

    private bool Same(char a, char b) => a == b || (ignoresCase && char.ToUpperInvariant(a) == char.ToUpperInvariant(b));

    private static Element? ReadSet(string text, char? escape, ref int i)
    {
        var at = i + 1;
        var isNegated = at < text.Length && text[at] == '^';
        if (isNegated)
            at++;
        var ranges = new List<(char, char)>();
        while (at < text.Length && text[at] != ']')
        {
            if (text[at] == escape && at + 1 < text.Length)
                at++;
            var from = text[at];
            if (at + 2 < text.Length && text[at + 1] == '-' && text[at + 2] != ']')
            {
                ranges.Add((from, text[at + 2]));
                at += 3;
            }
            else
            {
                ranges.Add((from, from));
                at++;
            }
        }
        if (at >= text.Length)
            return null;
        i = at;
        return new Element(ElementKind.Set, Ranges: [.. ranges], IsNegated: isNegated);
    }

    private sealed record Element(ElementKind Kind, char Character = '\0', (char From, char To)[]? Ranges = null, bool IsNegated = false);
}
