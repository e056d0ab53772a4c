using BizTalkDR.Paths;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Destination;

/// <summary>The folders that a full restore writes to are there on the destination.</summary>
internal static class FolderCheck
{
    private static readonly ReadinessCheck Folder = ReadinessCheckTable.Folders;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.HasDestination)
            return [Folder.Skipped(null, null, "The topology names no destination.")];
        if (observed.Situation.Failure is { } failure)
            return [Folder.Unknown(null, null, failure)];
        return observed.Destination.SelectMany(instance => Judge(observed, instance.Name));
    }

    private static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed, string instance)
    {
        var folders = WantedPaths
            .RestoredFiles(observed, instance)
            .GroupBy(file => ServerPath.Folder(file.Path), ServerPath.Comparer)
            .ToList();
        var seen = new List<string>();
        foreach (var folder in folders)
        {
            var databases = folder.Select(file => file.Database).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var database = databases.Count == 1 ? databases[0] : null;
            var isSeen = observed.Instance(instance).SeesFolder(folder.Key);
            if (isSeen == true)
                seen.Add(folder.Key);
            else if (isSeen is null)
                yield return Folder.Unknown(instance, database, $"{instance} could not be asked whether it sees {folder.Key}.");
            else
            {
                yield return Folder.Failed(
                    instance,
                    database,
                    $"The folder {folder.Key} for files of {string.Join(", ", databases)} is not there.",
                    $"Create it, with write access for the account of {instance}'s SQL Server service, or restore the databases with MOVE to another folder."
                );
            }
        }
        if (seen.Count > 0)
            yield return Folder.Passed(instance, null, $"{string.Join(", ", seen)}.");
    }
}
