using BizTalkDR.Backups;

namespace BizTalkDR.Drill.Report;

/// <summary>The backup history as the report's picture of log chains, seen from the chosen mark.</summary>
internal static class ChainPicture
{
    public static IReadOnlyList<ReportedChain> Of(BackupHistory history, string? mark)
    {
        var sets = history.Sets.OrderBy(set => set.SetId).ToList();
        var markSet = sets.FirstOrDefault(set => set.MarkName is not null && set.MarkName == mark)?.SetId ?? long.MaxValue;
        var fullSet = sets.LastOrDefault(set => set.Type == BackupType.Full && set.IsComplete && set.SetId < markSet)?.SetId ?? 0;
        var broken = false;
        var chains = history.Databases.ToDictionary(database => database, _ => new List<ChainLink>());
        foreach (var set in sets)
        {
            broken = !set.IsComplete || (broken && set.Type != BackupType.Full);
            foreach (var file in set.Files)
                chains[file.Database].Add(ToLink(set, file, markSet, fullSet, broken));
        }
        return [.. chains.Select(chain => new ReportedChain(chain.Key.Name, chain.Key.Server, chain.Value))];
    }

    private static ChainLink ToLink(BackupSet set, BackupFile file, long markSet, long fullSet, bool broken)
    {
        var use =
            broken ? ChainUse.Unusable
            : set.SetId < fullSet ? ChainUse.Superseded
            : set.SetId == markSet ? ChainUse.StoppedAtMark
            : set.SetId > markSet ? ChainUse.AfterMark
            : ChainUse.Restored;
        return new ChainLink(set.SetId, set.Type == BackupType.Full, set.MarkName, file.BackupDate ?? default, use);
    }
}
