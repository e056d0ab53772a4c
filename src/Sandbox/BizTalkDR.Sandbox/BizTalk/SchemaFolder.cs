namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>The Schema folder of a BizTalk installation, as far as the sandbox knows its scripts.</summary>
public static class SchemaFolder
{
    private static readonly string[] Known =
    [
        BizTalkSchema.AllTables,
        BizTalkSchema.AllProcedures,
        BizTalkSchema.Administration,
        BizTalkSchema.Tracking,
        BizTalkSchema.LogShippingTables,
        BizTalkSchema.LogShippingProcedures,
    ];

    /// <summary>What is wrong with a folder as one: a sentence; null is nothing.</summary>
    public static string? Problem(string folder) =>
        !Directory.Exists(folder) ? $"There is no folder '{folder}'."
        : Scripts(folder).Count == 0
            ? $"'{folder}' holds none of {string.Join(", ", Known)}: it is not the Schema folder of a BizTalk installation."
        : null;

    /// <summary>The scripts that it holds, by their names, with their paths.</summary>
    internal static Dictionary<string, string> Scripts(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Where(file => Known.Contains(Path.GetFileName(file), StringComparer.OrdinalIgnoreCase))
            .GroupBy(file => Path.GetFileName(file), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);
}
