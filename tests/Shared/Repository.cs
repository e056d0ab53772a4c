namespace BizTalkDR.Tests.Shared;

/// <summary>The checkout the tests were built in, and what lies beside it.</summary>
internal static class Repository
{
    /// <summary>The folder of BizTalkDR.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder of the checkout.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// The folder with backup files that real servers wrote: the one named by BTSDR_REAL_BACKUPS, else ../shared/data/backups beside the
    /// checkout; null where there is none.
    /// </summary>
    public static string? FindRealBackups()
    {
        var folder = Environment.GetEnvironmentVariable("BTSDR_REAL_BACKUPS") is { Length: > 0 } named
            ? named
            : Path.Combine(Root, "..", "shared", "data", "backups");
        return Directory.Exists(folder) ? folder : null;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (System.IO.File.Exists(Path.Combine(folder, "BizTalkDR.sln")))
                return folder;
        throw new InvalidOperationException("The tests do not run below a checkout.");
    }
}
