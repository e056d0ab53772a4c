using System.Globalization;
using BizTalkDR.Errors;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Files;

/// <summary>Whether the volumes of an instance have room for the files of a plan, after what the databases give back that it replaces.</summary>
internal static class SpaceCheck
{
    public static IEnumerable<PlanProblem> Find(string instance, IReadOnlyList<PlannedFile> files, InstanceStorage storage)
    {
        foreach (var demand in VolumeDemand.Of([.. files.Select(file => file.Demand)], storage).Where(each => each.MissingBytes > 0))
        {
            yield return new PlanProblem
            {
                Kind = PlanProblemKind.NotEnoughSpace,
                Server = instance,
                Database = OnlyOne(demand.Databases),
                Message =
                    $"{demand.Volume.Name} of {instance} has {Size(demand.Volume.FreeBytes)} free, and the files of {string.Join(", ", demand.Databases)} need {Size(demand.NeededBytes)} there"
                    + (demand.FreedBytes > 0 ? $", {Size(demand.FreedBytes)} of it freed by the databases that are replaced" : "")
                    + " (message 3257).",
                Remedy = $"Free {Size(demand.MissingBytes)} there, or move the files to another volume.",
                DocumentationUri = Documentation.RestoreArguments,
            };
        }
    }

    /// <summary>Volumes whose space nobody told.</summary>
    public static IEnumerable<string> Notes(string instance, IReadOnlyList<PlannedFile> files, InstanceStorage storage)
    {
        // A storage that knows no volume has said why.
        if (storage.Volumes.Count == 0)
            return [];
        return files
            .Where(file => storage.VolumeOf(file.Path) is null)
            .GroupBy(file => ServerPath.Folder(file.Path), ServerPath.Comparer)
            .Select(folder =>
                $"{instance} does not tell the free space of {folder.Key}, so it is not checked for the files of {Names(folder)}."
            );
    }

    /// <summary>The databases of some files, for messages.</summary>
    public static string Names(IEnumerable<PlannedFile> files) =>
        string.Join(", ", files.Select(file => file.Database.Target.Database).Distinct(StringComparer.OrdinalIgnoreCase));

    /// <summary>The database of some files if they all belong to one.</summary>
    public static string? OnlyDatabase(IEnumerable<PlannedFile> files) =>
        OnlyOne([.. files.Select(file => file.Database.Target.Database).Distinct(StringComparer.OrdinalIgnoreCase)]);

    private static string? OnlyOne(IReadOnlyList<string> databases) => databases.Count == 1 ? databases[0] : null;

    private static string Size(long bytes) =>
        bytes < 10L << 30
            ? ((bytes + (1 << 20) - 1) >> 20).ToString("N0", CultureInfo.InvariantCulture) + " MB"
            : (bytes / (double)(1L << 30)).ToString("N1", CultureInfo.InvariantCulture) + " GB";
}
