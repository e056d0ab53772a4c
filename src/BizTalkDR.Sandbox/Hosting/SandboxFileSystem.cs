using System.Collections.Concurrent;

namespace BizTalkDR.Sandbox;

/// <summary>
/// Maps the paths that instances use onto folders of this machine: a drive path (D:\Backup\x.bak) belongs to the instance's computer, a
/// UNC path (\\FILES\BizTalk\x.bak) is the same for all. Names are found whatever their case, as on Windows.
/// </summary>
public sealed class SandboxFileSystem
{
    private readonly ConcurrentDictionary<string, long> freeBytes = new(StringComparer.OrdinalIgnoreCase);

    internal SandboxFileSystem(string root) => Root = Directory.CreateDirectory(root).FullName;

    /// <summary>The folder on this machine that holds all drives and shares.</summary>
    public string Root { get; }

    /// <summary>Makes a share that every computer of the sandbox sees as \\server\share.</summary>
    public void CreateShare(string server, string share) => Directory.CreateDirectory(Path.Combine(Root, "shares", server, share));

    /// <summary>Makes a drive of a computer, such as D.</summary>
    public void CreateDrive(string computer, char letter) =>
        Directory.CreateDirectory(Path.Combine(Root, "drives", computer, char.ToUpperInvariant(letter).ToString()));

    /// <summary>Sets how much room a computer's drive has left, in bytes; without it a drive has 100 GB.</summary>
    public void SetFreeSpace(string computer, char letter, long bytes) => freeBytes[$"{computer}\0{char.ToUpperInvariant(letter)}"] = bytes;

    /// <summary>The room left on a computer's drive, in bytes.</summary>
    public long GetFreeSpace(string computer, char letter) =>
        freeBytes.GetValueOrDefault($"{computer}\0{char.ToUpperInvariant(letter)}", 100L << 30);

    /// <summary>The drive letters of a computer.</summary>
    public IReadOnlyList<char> GetDrives(string computer)
    {
        var folder = Path.Combine(Root, "drives", computer);
        return Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)[0]).Order()] : [];
    }

    /// <summary>
    /// The path on this machine, or null when the drive or share does not exist. Folders and the file itself need not exist; where they
    /// do, in whatever case, they are found.
    /// </summary>
    public string? Map(string computer, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Replace('/', '\\').Split('\\', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Any(part => part is ".." or "."))
            return null;
        if (path.StartsWith(@"\\", StringComparison.Ordinal))
            return parts.Length < 2 ? null : MapBelow(Path.Combine(Root, "shares"), parts, 2);
        if (parts.Length == 0 || parts[0].Length != 2 || parts[0][1] != ':')
            return null;
        parts[0] = parts[0][..1].ToUpperInvariant();
        return MapBelow(Path.Combine(Root, "drives", computer), parts, 1);
    }

    private static string? MapBelow(string folder, string[] parts, int mustExist)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            var next = Path.Combine(folder, parts[i]);
            if (!Path.Exists(next) && Directory.Exists(folder))
                next = Directory
                    .EnumerateFileSystemEntries(folder)
                    .FirstOrDefault(entry => string.Equals(Path.GetFileName(entry), parts[i], StringComparison.OrdinalIgnoreCase), next);
            if (i < mustExist && !Directory.Exists(next))
                return null;
            folder = next;
        }
        return folder;
    }
}
