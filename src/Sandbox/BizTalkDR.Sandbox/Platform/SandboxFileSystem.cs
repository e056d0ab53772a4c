using System.Collections.Concurrent;

namespace BizTalkDR.Sandbox.Platform;

/// <summary>
/// Maps the paths that instances use onto folders of this machine: a drive path (D:\Backup\x.bak) belongs to the instance's computer, a
/// UNC path (\\FILES\BizTalk\x.bak) is the same for all. Names are found whatever their case, as on Windows.
/// </summary>
public sealed class SandboxFileSystem
{
    private readonly ConcurrentDictionary<string, long> limits = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> denied = new(StringComparer.OrdinalIgnoreCase);

    internal SandboxFileSystem(string root) => Root = Directory.CreateDirectory(root).FullName;

    /// <summary>The folder on this machine that holds all drives and shares.</summary>
    public string Root { get; }

    private string Shares => Path.Combine(Root, "shares");

    private string Drives(string computer) => Path.Combine(Root, "drives", computer);

    /// <summary>Makes a share that every computer of the sandbox sees as \\server\share.</summary>
    public void CreateShare(string server, string share) => Directory.CreateDirectory(MapBelow(Shares, [server, share]));

    /// <summary>Makes a drive of a computer, such as D.</summary>
    public void CreateDrive(string computer, char letter) =>
        Directory.CreateDirectory(Path.Combine(Drives(computer), char.ToUpperInvariant(letter).ToString()));

    /// <summary>The size of all database files on a computer's drive, as their databases know it; the files themselves are small.</summary>
    internal Func<string, char, long> DatabaseBytes { get; init; } = (_, _) => 0;

    /// <summary>
    /// Sets how much room a computer's drive has left, in bytes; without it a drive has 100 GB, always. From then on databases and files use it up,
    /// and give it back.
    /// </summary>
    public void SetFreeSpace(string computer, char letter, long bytes) =>
        limits[Volume(computer, letter)] = bytes + UsedOnDrive(computer, char.ToUpperInvariant(letter));

    /// <summary>Sets how much room a share (\\server\share) has left, in bytes; without it there is no end to it.</summary>
    public void SetFreeSpace(string share, long bytes)
    {
        ArgumentNullException.ThrowIfNull(share);
        limits[Volume(share)] = bytes + UsedOnShare(share);
    }

    /// <summary>The room left on a computer's drive, in bytes.</summary>
    public long GetFreeSpace(string computer, char letter) =>
        limits.TryGetValue(Volume(computer, letter), out var limit)
            ? Math.Max(0, limit - UsedOnDrive(computer, char.ToUpperInvariant(letter)))
            : 100L << 30;

    /// <summary>The room left where a path lies, in bytes; null where nobody has set any.</summary>
    internal long? FreeAt(string computer, string path)
    {
        if (limits.IsEmpty)
            return null;
        if (path is [var letter, ':', ..])
            return limits.ContainsKey(Volume(computer, letter)) ? GetFreeSpace(computer, letter) : null;
        return limits.TryGetValue(Volume(path), out var limit) ? Math.Max(0, limit - UsedOnShare(path)) : null;
    }

    /// <summary>Takes the servers' right to a share or a folder and all below it (operating system error 5), or gives it back.</summary>
    /// <param name="path">A UNC path, or a drive path, which is then refused on every computer.</param>
    /// <param name="isDenied">Whether access is refused from now on.</param>
    public void DenyAccess(string path, bool isDenied = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (isDenied)
            denied[path.TrimEnd('\\')] = true;
        else
            denied.TryRemove(path.TrimEnd('\\'), out _);
    }

    /// <summary>The drive letters of a computer.</summary>
    public IReadOnlyList<char> GetDrives(string computer)
    {
        var folder = Drives(computer);
        return Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)[0]).Order()] : [];
    }

    /// <summary>
    /// The path on this machine, or null when the drive or share does not exist. Folders and the file itself need not exist; where they
    /// do, in whatever case, they are found.
    /// </summary>
    public string? Map(string computer, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Locate(computer, path, out var mapped) == WindowsError.None ? mapped : null;
    }

    /// <summary>What the servers can see at a path: nothing of what access is denied to.</summary>
    internal string? MapVisible(string computer, string path) => IsDenied(path) ? null : Map(computer, path);

    /// <summary>Maps a path whose folder must exist. Returns the <see cref="WindowsError"/> that opening it would give, or 0.</summary>
    internal int FindFolderOf(string computer, string path, out string mapped)
    {
        var error = Locate(computer, path, out mapped);
        if (error != WindowsError.None)
            return error;
        if (!Directory.Exists(Path.GetDirectoryName(mapped)))
            return WindowsError.PathNotFound;
        return IsDenied(path) || Directory.Exists(mapped) ? WindowsError.AccessDenied : WindowsError.None;
    }

    /// <summary>Maps a path whose file must exist. Returns the <see cref="WindowsError"/> that opening it would give, or 0.</summary>
    internal int FindFile(string computer, string path, out string mapped)
    {
        var error = FindFolderOf(computer, path, out mapped);
        return error == WindowsError.None && !File.Exists(mapped) ? WindowsError.FileNotFound : error;
    }

    private int Locate(string computer, string path, out string mapped)
    {
        mapped = "";
        var parts = path.Replace('/', '\\').Split('\\', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Any(part => part is ".." or "." || part.IndexOfAny(['*', '?', '"', '<', '>', '|', '\0']) >= 0))
            return WindowsError.InvalidName;
        if (path.StartsWith(@"\\", StringComparison.Ordinal))
        {
            if (parts.Length < 2 || !Directory.Exists(MapBelow(Shares, parts[..1])))
                return WindowsError.BadNetworkPath;
            mapped = MapBelow(Shares, parts);
            return Directory.Exists(MapBelow(Shares, parts[..2])) ? WindowsError.None : WindowsError.BadNetworkName;
        }
        if (parts.Length == 0 || parts[0].Length != 2 || parts[0][1] != ':')
            return WindowsError.InvalidName;
        parts[0] = parts[0][..1].ToUpperInvariant();
        mapped = MapBelow(Drives(computer), parts);
        return Directory.Exists(MapBelow(Drives(computer), parts[..1])) ? WindowsError.None : WindowsError.PathNotFound;
    }

    private static string Volume(string computer, char letter) => $"{computer}\0{char.ToUpperInvariant(letter)}";

    private static string Volume(string path) => string.Join('\\', ShareOf(path));

    private static string[] ShareOf(string path) => [.. path.Split(['\\', '/'], StringSplitOptions.RemoveEmptyEntries).Take(2)];

    private long UsedOnDrive(string computer, char letter) =>
        BytesIn(Path.Combine(Drives(computer), letter.ToString())) + DatabaseBytes(computer, letter);

    private long UsedOnShare(string path) => BytesIn(MapBelow(Shares, ShareOf(path)));

    private static long BytesIn(string folder) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;

    private bool IsDenied(string path) =>
        denied.Keys.Any(folder =>
            path.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && (path.Length == folder.Length || path[folder.Length] == '\\')
        );

    private static string MapBelow(string folder, string[] parts)
    {
        foreach (var part in parts)
        {
            var next = Path.Combine(folder, part);
            if (!Path.Exists(next) && Directory.Exists(folder))
                next = Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(entry => Path.GetFileName(entry).SameAs(part), next);
            folder = next;
        }
        return folder;
    }
}
