using System.Collections;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Arguments;

/// <summary>What takes a hashtable of names: what is meant by a name, one other name or several.</summary>
internal static class NameMap
{
    /// <summary>The names by name; none where nothing was given.</summary>
    /// <param name="parameter">The parameter, for errors: MapInstance.</param>
    /// <param name="given">What was given.</param>
    /// <exception cref="BizTalkDRException"><c>MapNotUsable</c>: a name or a value is none.</exception>
    public static Dictionary<string, IReadOnlyList<string>> Several(string parameter, Hashtable? given)
    {
        var map = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in given ?? [])
        {
            var names = Names(entry.Value is null ? null : Unwrapped.Of(entry.Value));
            if (entry.Key.ToString() is not { Length: > 0 } key || names.Count == 0 || names.Any(string.IsNullOrWhiteSpace))
                throw NotUsable(parameter, entry.Key);
            map[key] = names;
        }
        return map;
    }

    /// <summary>The same where one name is meant by each.</summary>
    /// <exception cref="BizTalkDRException"><c>MapNotUsable</c>.</exception>
    public static Dictionary<string, string> Single(string parameter, Hashtable? given) =>
        Several(parameter, given)
            .ToDictionary(
                entry => entry.Key,
                entry => entry.Value.Count == 1 ? entry.Value[0] : throw NotUsable(parameter, entry.Key),
                StringComparer.OrdinalIgnoreCase
            );

    private static List<string> Names(object? value) =>
        value switch
        {
            null => [],
            string text => [text],
            IEnumerable several =>
            [
                .. several.Cast<object?>().Select(each => (each is null ? null : Unwrapped.Of(each))?.ToString() ?? ""),
            ],
            _ => [value.ToString() ?? ""],
        };

    private static BizTalkDRException NotUsable(string parameter, object key) =>
        new("MapNotUsable", ErrorKind.Configuration, $"-{parameter}: the value of '{key}' is no name.")
        {
            Remedy = $"Give a hashtable of names: -{parameter} @{{ 'old name' = 'new name' }}.",
        };
}
