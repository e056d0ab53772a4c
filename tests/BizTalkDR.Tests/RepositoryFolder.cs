namespace BizTalkDR.Tests;

/// <summary>The checkout the tests were built in.</summary>
internal static class RepositoryFolder
{
    public static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "BizTalkDR.sln")))
                return folder;
        throw new InvalidOperationException("The tests do not run below a checkout.");
    }
}
