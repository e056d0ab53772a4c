using System.Collections;
using System.Management.Automation;
using BizTalkDR.Errors;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>
/// The properties of an object that came through the pipeline, without PowerShell's wrappers. What only a wrapper holds (JSON, Clixml, a remote
/// session) becomes a table of its properties, which prints as the object did where it was made.
/// </summary>
internal sealed class ObjectProperties
{
    // Headers hold lists of files, and those nothing below; an object that holds itself has no end, nor one that holds others many times over.
    private const int DeepestLevel = 16;
    private const int MostValues = 1_000_000;
    private int seen;

    /// <exception cref="BizTalkDRException">The object holds itself, or objects within objects without end.</exception>
    public static IReadOnlyDictionary<string, object?> Of(object value) => new ObjectProperties().Read(PSObject.AsPSObject(value), 0);

    private PropertyTable Read(PSObject wrapper, int level)
    {
        var properties = new PropertyTable(Printed(wrapper));
        if (wrapper.BaseObject is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
                properties[entry.Key.ToString()!] = Bare(entry.Value, level + 1);
        }
        else
        {
            foreach (var property in wrapper.Properties.Where(property => property.IsGettable))
                properties[property.Name] = Bare(Value(property), level + 1);
        }
        return properties;
    }

    // A property that its object can't tell is one that is not told.
    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private object? Bare(object? value, int level)
    {
        if (level > DeepestLevel || ++seen > MostValues)
            throw Endless();
        return value switch
        {
            PSObject { BaseObject: PSCustomObject } wrapper => Read(wrapper, level),
            PSObject wrapper => Bare(wrapper.BaseObject, level),
            object[] several => several.Select(each => Bare(each, level + 1)).ToArray(),
            ArrayList several => several.Cast<object?>().Select(each => Bare(each, level + 1)).ToArray(),
            _ => value,
        };
    }

    // Clixml and remote sessions keep what an object printed; any other object without a type prints all its properties, which is no value.
    private static string Printed(PSObject wrapper) =>
        wrapper.BaseObject is PSCustomObject && wrapper.TypeNames[0].StartsWith("Deserialized.", StringComparison.Ordinal)
            ? wrapper.ToString()
            : "";

    private static BizTalkDRException Endless() =>
        new(
            "ObjectWithoutEnd",
            ErrorKind.Configuration,
            $"What came through the pipeline holds itself, or objects within objects without end (more than {DeepestLevel} deep): it can't be the header of a backup."
        )
        {
            Remedy = "Pipe in objects with the properties of RESTORE HEADERONLY and the path of the file as FullName, and nothing else.",
        };

    /// <summary>Properties by their names; as text, what their object printed.</summary>
    private sealed class PropertyTable(string text) : Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
    {
        public override string ToString() => text;
    }
}
