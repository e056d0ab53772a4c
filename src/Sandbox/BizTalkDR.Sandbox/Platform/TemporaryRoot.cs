namespace BizTalkDR.Sandbox.Platform;

/// <summary>
/// A temporary folder for the files of one sandbox. A file that stays open tells others that it is in use; what a sandbox that was killed has left behind is
/// taken away when the next one starts.
/// </summary>
internal sealed class TemporaryRoot : IDisposable
{
    private const string Prefix = "biztalkdr-";
    private const string InUse = ".in-use";
    private readonly FileStream inUse;

    private TemporaryRoot(string path, FileStream inUse) => (Path, this.inUse) = (path, inUse);

    /// <summary>The folder.</summary>
    internal string Path { get; }

    /// <summary>Makes a folder, and takes away those of sandboxes that are not there any more.</summary>
    /// <param name="parent">Where; null is the temporary folder of this machine.</param>
    internal static TemporaryRoot Create(string? parent = null)
    {
        parent ??= System.IO.Path.GetTempPath();
        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
            TryRemove(folder);
        var path = System.IO.Path.Combine(parent, $"{Prefix}{Guid.NewGuid():N}");
        Directory.CreateDirectory(path);
        return new TemporaryRoot(path, Hold(System.IO.Path.Combine(path, InUse), FileMode.Create));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Remove(Path, inUse);
        }
        catch (DirectoryNotFoundException)
        {
            // A sandbox that just starts has taken away what was left of it.
        }
    }

    /// <summary>A folder without the file is just being made, or is no sandbox's: it stays.</summary>
    private static void TryRemove(string folder)
    {
        try
        {
            var file = System.IO.Path.Combine(folder, InUse);
            if (!File.Exists(file))
                return;
            Remove(folder, Hold(file, FileMode.Open));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is in use, or somebody else's; or somebody else has taken it away meanwhile.
        }
    }

    /// <summary>All but the file that says that it is in use goes while that is held, so that nobody else comes between.</summary>
    private static void Remove(string folder, FileStream inUse)
    {
        using (inUse)
        {
            foreach (var inner in Directory.EnumerateDirectories(folder))
                Directory.Delete(inner, recursive: true);
            foreach (var file in Directory.EnumerateFiles(folder).Where(file => file != inUse.Name))
                File.Delete(file);
        }
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static FileStream Hold(string file, FileMode mode) => new(file, mode, FileAccess.ReadWrite, FileShare.None);
}
