using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>The files that a backup is written to, or a restore reads from: DISK = paths as the instance sees them.</summary>
internal sealed class BackupDevices
{
    private const int Maximum = 64;

    /// <summary>Windows' device that keeps nothing.</summary>
    private const string Nul = "NUL";

    /// <summary>Where what goes to NUL lies until the backup's history is written, by the device's place.</summary>
    private readonly Dictionary<int, string> discarded = [];
    private readonly DatabaseEngine instance;

    internal BackupDevices(DatabaseEngine instance, IReadOnlyList<string> names)
    {
        if (names.Count > Maximum)
            throw MessageCatalog.Error(3205, Maximum);
        if (names.Any(name => name.Length == 0))
            throw MessageCatalog.Error(3044);
        this.instance = instance;
        Names = [.. names.Select(FullName)];
    }

    /// <summary>The full paths.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>Opens the devices for reading. Throws 3201, 3254, 3241, 3132 and their like.</summary>
    internal BackupMediaSet Open()
    {
        var paths = Names.Select((name, i) => discarded.GetValueOrDefault(i) ?? PathOfExisting(name)).ToArray();
        try
        {
            return BackupMediaSet.Open(paths);
        }
        catch (Exception cause) when (cause is BackupMediaException or IOException or UnauthorizedAccessException)
        {
            throw DeviceError.From(cause, NameOf(cause, paths), given: Names.Count);
        }
    }

    /// <summary>Opens the first device alone: one member of a media set tells about all of it.</summary>
    internal BackupMediaReader OpenFirst()
    {
        var path = PathOfExisting(Names[0]);
        try
        {
            return BackupMediaReader.Open(path);
        }
        catch (Exception cause) when (cause is BackupMediaException or IOException or UnauthorizedAccessException)
        {
            throw DeviceError.From(cause, Names[0]);
        }
    }

    /// <summary>The device whose file lies at a path of this machine.</summary>
    internal string NameOf(string path) =>
        discarded.ContainsValue(path)
            ? Nul
            : Names.FirstOrDefault(name => instance.Host.Files.Map(instance.ComputerName, name) == path) ?? Names[0];

    /// <summary>Takes away what a backup has written to NUL.</summary>
    internal void Discard()
    {
        foreach (var path in discarded.Values)
            File.Delete(path);
        discarded.Clear();
    }

    /// <summary>The room left where a device lies, in bytes; null where nobody has set any.</summary>
    internal long? FreeAt(string name) => IsNul(name) ? null : instance.Host.Files.FreeAt(instance.ComputerName, name);

    /// <summary>
    /// Begins the backup set: on new media, behind the sets that are there (the default), or in their place (INIT). Throws 3201 and
    /// what forbids writing on the media that are there.
    /// </summary>
    internal BackupSetWriter Begin(BackupRequest request, BackupSetHeader header, DateTime now)
    {
        var paths = Names.Select((name, i) => IsNul(name) ? Discarded(i) : PathOfNew(name)).ToArray();
        var present = paths.Where(path => File.Exists(path) && new FileInfo(path).Length > 0).ToArray();
        var options = new BackupSetOptions { Checksum = request.Checksum, Compression = request.Compression ?? false };
        try
        {
            if (request.Format || present.Length == 0)
                return BackupMediaWriter.Create(paths, NewMedia(request, now), header, options);
            options = options with { Compression = CheckMedia(request, paths, present, now) };
            return request.Init ? BackupMediaWriter.Overwrite(paths, header, options) : BackupMediaWriter.Append(paths, header, options);
        }
        catch (Exception cause) when (cause is BackupMediaException or IOException or UnauthorizedAccessException)
        {
            throw DeviceError.From(cause, NameOf(cause, paths), given: Names.Count);
        }
    }

    /// <summary>Whether the backup may go onto the media that are there; returns whether it is compressed as they are.</summary>
    private bool CheckMedia(BackupRequest request, string[] paths, string[] present, DateTime now)
    {
        if (present.Length < paths.Length)
            using (var reader = BackupMediaReader.Open(present[0]))
                throw reader.Media.FamilyCount < paths.Length
                    ? MessageCatalog.Error(3231, NameOf(present[0]), reader.Media.FamilyCount, paths.Length)
                    : MessageCatalog.Error(3132, reader.Media.FamilyCount, present.Length);
        using (var first = BackupMediaReader.Open(present[0]))
            if (first.Media.FamilyCount < paths.Length)
                throw MessageCatalog.Error(3231, Names[0], first.Media.FamilyCount, paths.Length);
        using var media = BackupMediaSet.Open(paths);
        if (request.MediaName is { } wanted && media.Media.MediaName != wanted)
            throw MessageCatalog.Error(4037, wanted, media.Media.MediaName ?? "", Names[0]);
        var sets = media.Sets;
        if (request.Init && !request.Skip && sets.FirstOrDefault(set => set.ExpirationDate > now) is { } kept)
            throw new SqlServerException(MessageCatalog.Message(4030, Names[0], $"{kept.ExpirationDate:MMM d yyyy h:mmtt}"));
        var isCompressed = sets.Count > 0 ? sets[0].Compressed : request.Compression ?? false;
        if (request.Compression is { } asked && asked != isCompressed)
            throw MessageCatalog.Error(3098, asked ? "COMPRESSION" : "NO_COMPRESSION", asked ? "NO_COMPRESSION" : "COMPRESSION");
        return isCompressed;
    }

    private static MediaHeader NewMedia(BackupRequest request, DateTime now) =>
        new()
        {
            MediaName = request.MediaName,
            MediaDescription = request.MediaDescription,
            MediaDate = now,
            IsCompressed = request.Compression ?? false,
        };

    private string PathOfNew(string name)
    {
        var error = instance.Host.Files.FindFolderOf(instance.ComputerName, name, out var path);
        return error == WindowsError.None ? path : throw DeviceError.CannotOpen(name, error);
    }

    private static bool IsNul(string name) => name.TrimEnd(':').SameAs(Nul);

    private string Discarded(int device) => discarded[device] = Path.Combine(instance.Host.Files.Root, $"nul-{Guid.NewGuid():N}");

    private string PathOfExisting(string name)
    {
        if (IsNul(name))
            throw MessageCatalog.Error(3254, name);
        var error = instance.Host.Files.FindFile(instance.ComputerName, name, out var path);
        if (error != WindowsError.None)
            throw DeviceError.CannotOpen(name, error);
        return new FileInfo(path).Length > 0 ? path : throw MessageCatalog.Error(3254, name);
    }

    /// <summary>The device that an exception is about: the media library begins its texts with the path.</summary>
    private string NameOf(Exception cause, string[] paths)
    {
        var index = Array.FindIndex(paths, path => cause.Message.Contains(path, StringComparison.Ordinal));
        return Names[Math.Max(index, 0)];
    }

    private string FullName(string name) =>
        IsNul(name) || name.Contains('\\', StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal) || name is [_, ':', ..]
            ? name
            : $@"{instance.Options.BackupPath.TrimEnd('\\')}\{name}";
}
