using System.Collections.Concurrent;

namespace BizTalkDR.Sql;

/// <summary>
/// The queries the engine sends: <c>.sql</c> files beside the classes that use them, embedded in the assembly. Values never become part of
/// a text; they travel as parameters.
/// </summary>
internal static class SqlText
{
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    /// <summary>The text of the file <c>&lt;name&gt;.sql</c> that lies beside the class that uses it.</summary>
    public static string Load(Type reader, string name) => Texts.GetOrAdd(reader.Namespace + "." + name, Read);

    /// <summary>The resource names of all texts.</summary>
    public static IReadOnlyList<string> Names =>
        [.. typeof(SqlText).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal))];

    private static string Read(string name)
    {
        var resource = name + ".sql";
        using var stream =
            typeof(SqlText).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly holds no resource {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
