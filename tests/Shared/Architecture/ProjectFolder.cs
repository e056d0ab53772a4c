namespace BizTalkDR.Tests.Shared.Architecture;

/// <summary>Folders of the checkout that the tests were built from.</summary>
internal static class ProjectFolder
{
    /// <summary>The full path of a folder given from the repository's root.</summary>
    internal static string Find(string fromRoot)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BizTalkDR.sln")))
            folder = folder.Parent;
        return folder is null
            ? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds BizTalkDR.sln.")
            : Path.Combine(folder.FullName, fromRoot);
    }
}
