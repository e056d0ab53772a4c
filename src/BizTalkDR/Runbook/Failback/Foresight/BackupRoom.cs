using BizTalkDR.Errors;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback.Foresight;

/// <summary>
/// Whether the folder of step 7 has room for the full backups. How large they become is told by the newest full backups that msdb of either side knows;
/// compressed ones count where the instance that takes them compresses. The free space of a drive its instance tells; that of a share no instance does.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class BackupRoom(FailbackContext context)
{
    private sealed record Size(string Database, DateTime? EndedAt, long Bytes, long? Compressed);

    /// <summary>What an instance writes to the folder, and the volume there; null where no instance tells its free space.</summary>
    /// <param name="Instance">The instance that takes the backups.</param>
    /// <param name="Volume">The volume.</param>
    /// <param name="Bytes">How much the backups take, as far as is known.</param>
    /// <param name="Unknown">The databases of which no backup is known.</param>
    private sealed record Demand(string Instance, StorageVolume? Volume, long Bytes, IReadOnlyList<string> Unknown);

    /// <summary>Where there is too little room, a sentence each.</summary>
    public IReadOnlyList<string> Problems() =>
        [
            .. Demands()
                .Where(demand => demand.Volume is { } volume && volume.FreeBytes < demand.Bytes)
                .Select(demand =>
                    $"{demand.Volume!.Name} of {demand.Instance} has {OutlookText.Size(demand.Volume.FreeBytes)} free, and the full backups of step 7 in "
                    + $"{context.BackupLocation} take about {OutlookText.Size(demand.Bytes)}, by the newest full backups in msdb. Make room there, or name another folder "
                    + "that both sides see (-BackupPath)."
                ),
        ];

    /// <summary>The room in words; null where nothing is to be backed up.</summary>
    public string? InWords()
    {
        var demands = Demands();
        if (demands.Count == 0)
            return null;
        var unknown = demands.SelectMany(demand => demand.Unknown).ToList();
        return $"step 7 writes about {OutlookText.Size(demands.Sum(demand => demand.Bytes))} to {context.BackupLocation}"
            + (unknown.Count > 0 ? $", without {string.Join(", ", unknown)}, of which no full backup is known" : "")
            + "; "
            + string.Join(
                "; ",
                demands
                    .Select(demand =>
                        demand.Volume is { } volume
                            ? $"{volume.Name} of {demand.Instance} has {OutlookText.Size(volume.FreeBytes)} free"
                            : "no instance tells the free space there: see that there is room"
                    )
                    .Distinct()
            );
    }

    private IReadOnlyList<Demand> Demands()
    {
        if ((context.Options.BackupLocation ?? context.Topology.BackupLocations.Failback) is null || context.IsPastRestore)
            return [];
        var pending = context.Databases.Where(database => context.Backups.Find(database) is null).ToList();
        var sizes = OwnThread.Collect(context.Topology.Source.Concat(context.Topology.Destination), Read, context.Cancellation).ToList();
        return OwnThread.ForEach(
            pending.GroupBy(database => database.Destination, StringComparer.OrdinalIgnoreCase),
            instance => Of(instance.Key, [.. instance], sizes),
            context.Cancellation
        );
    }

    private Demand Of(
        string instance,
        IReadOnlyList<FailbackDatabase> databases,
        List<(Size Size, bool IsCompressing, string Instance)> known
    )
    {
        var isCompressing = known.Exists(each => each.Instance.SameAs(instance) && each.IsCompressing);
        var found = databases.ToDictionary(
            database => database,
            database =>
                known
                    .Where(each => each.Size.Database.SameAs(database.Name))
                    .Select(each => each.Size)
                    .OrderByDescending(size => size.EndedAt)
                    .FirstOrDefault()
        );
        return new Demand(
            instance,
            Volume(instance),
            found.Values.OfType<Size>().Sum(size => isCompressing ? size.Compressed ?? size.Bytes : size.Bytes),
            [.. found.Where(pair => pair.Value is null).Select(pair => pair.Key.Name)]
        );
    }

    private StorageVolume? Volume(string instance) =>
        ServerPath.IsUrl(context.BackupLocation) || ServerPath.IsShare(context.BackupLocation)
            ? null
            : new InstanceStorageReader(context.Connector)
                .Read(context.Directory.Get(instance), [], context.Cancellation)
                .VolumeOf(context.BackupLocation);

    private List<(Size Size, bool IsCompressing, string Instance)> Read(InstanceReference instance)
    {
        try
        {
            using var connection = context.Connector.Open(instance, null, context.Cancellation);
            return SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(BackupRoom), "FullBackupSizes"),
                row =>
                    (
                        new Size(
                            row.RequiredText("database_name"),
                            row.Time("backup_finish_date"),
                            row.Long("backup_size") ?? 0,
                            row.Long("compressed_backup_size")
                        ),
                        row.Int("is_compressing") == 1,
                        instance.Name
                    ),
                context.Cancellation
            );
        }
        catch (Exception error) when (error is SqlException or InstanceConnectionException)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            return [];
        }
    }
}
