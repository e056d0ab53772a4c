using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Databases;

/// <summary>The volume that a file lies on, as sys.dm_os_volume_stats shows it.</summary>
internal sealed record Volume(string MountPoint, string Id, long TotalBytes, long FreeBytes)
{
    internal static Volume Of(FileViews.FileRow row) => Of(row.Database.Instance, row.File.PhysicalName[0]);

    internal static Volume Of(DatabaseEngine instance, char letter)
    {
        var free = instance.Host.Files.GetFreeSpace(instance.ComputerName, letter);
        var id = StableId.Storage(instance.ComputerName, letter);
        return new Volume(
            $@"{char.ToUpperInvariant(letter)}:\",
            $@"\\?\Volume{{{new Guid((int)id, 0, 0, new byte[8])}}}\",
            Math.Max(free, 200L << 30),
            free
        );
    }
}
