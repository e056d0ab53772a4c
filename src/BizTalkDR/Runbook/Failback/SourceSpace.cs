using System.Globalization;
using BizTalkDR.Group;
using BizTalkDR.Sql;

namespace BizTalkDR.Runbook.Failback;

/// <summary>Whether production's drives have room for what step 8 restores, after step 6 has freed what it drops.</summary>
internal static class SourceSpace
{
    internal static IEnumerable<string> Problems(FailbackContext context)
    {
        var sizes = DestinationSizes(context);
        foreach (var instance in context.Before.Production.GroupBy(production => production.Instance, StringComparer.OrdinalIgnoreCase))
        {
            var needed = Needed(context, instance.Key, instance, sizes);
            var free = FreeBytes(context, instance.Key);
            foreach (var drive in needed)
                if (!free.TryGetValue(drive.Key, out var room))
                    yield return $"Drive {drive.Key}: of {instance.Key}, where database files are to go, is not there.";
                else if (room < drive.Value)
                    yield return $"Drive {drive.Key}: of {instance.Key} has {Megabytes(room)} free; step 8 needs {Megabytes(drive.Value)} more than step 6 frees there.";
        }
    }

    /// <summary>Bytes by drive: what the restored files take, less what production's files there give back.</summary>
    private static Dictionary<char, long> Needed(
        FailbackContext context,
        string instance,
        IEnumerable<ProductionDatabase> production,
        IReadOnlyList<ProductionDatabase> destination
    )
    {
        var identity = context.Directory.Get(instance);
        var needed = new Dictionary<char, long>();
        void Add(string? path, long bytes)
        {
            if (path is { Length: > 1 } && path[1] == ':')
                needed[char.ToUpperInvariant(path[0])] =
                    (needed.TryGetValue(char.ToUpperInvariant(path[0]), out var sum) ? sum : 0) + bytes;
        }

        foreach (var database in production)
        {
            foreach (var file in database.Files)
                Add(file.PhysicalName, -file.SizeBytes);
            foreach (var file in destination.FirstOrDefault(copy => FailbackContext.IsSame(copy.Name, database.Name))?.Files ?? [])
            {
                var kept = database
                    .Files.FirstOrDefault(known => FailbackContext.IsSame(known.LogicalName, file.LogicalName))
                    ?.PhysicalName;
                Add(kept ?? (file.IsLog ? identity.DefaultLogPath : identity.DefaultDataPath), file.SizeBytes);
            }
        }
        return needed.Where(drive => drive.Value > 0).ToDictionary(drive => drive.Key, drive => drive.Value);
    }

    private static IReadOnlyList<ProductionDatabase> DestinationSizes(FailbackContext context)
    {
        var reader = new ProductionReader(context.Tools.Connector);
        return
        [
            .. context
                .Databases.GroupBy(database => database.Destination, StringComparer.OrdinalIgnoreCase)
                .SelectMany(group =>
                    reader.Read(context.Topology.Instance(group.Key), group.Select(database => database.Name), context.Cancellation)
                ),
        ];
    }

    private static Dictionary<char, long> FreeBytes(FailbackContext context, string instance)
    {
        using var connection = context.Tools.Connector.Open(context.Topology.Instance(instance), null, context.Cancellation);
        return SqlQuery
            .Rows(
                connection,
                SqlText.Load("Runbook.Failback", "FixedDrives"),
                row => (Drive: row.RequiredText("drive")[0], Bytes: (row.Long("MB free") ?? 0) << 20),
                context.Cancellation
            )
            .ToDictionary(row => char.ToUpperInvariant(row.Drive), row => row.Bytes);
    }

    private static string Megabytes(long bytes) => ((bytes + (1 << 20) - 1) >> 20).ToString("N0", CultureInfo.InvariantCulture) + " MB";
}
