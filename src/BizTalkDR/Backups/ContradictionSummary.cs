namespace BizTalkDR.Backups;

/// <summary>Sums up contradictions for people: one sentence for each kind, however many there are.</summary>
internal static class ContradictionSummary
{
    private const int Named = 3;

    /// <summary>The sentences, in the order of the kinds.</summary>
    public static IEnumerable<string> Of(IEnumerable<BackupContradiction> contradictions) =>
        contradictions.GroupBy(each => each.Kind).OrderBy(same => same.Key).Select(same => Sentence([.. same]));

    private static string Sentence(List<BackupContradiction> same)
    {
        var first = same[0].Remedy is { } remedy ? $"{same[0].Message} {remedy}" : same[0].Message;
        if (same.Count == 1)
            return first;
        var others = same.Skip(1).Take(Named).Select(each => each.Path ?? each.Message);
        var more = same.Count - 1 > Named ? $" and {same.Count - 1 - Named} more" : "";
        return $"{same.Count} times ({same[0].Kind}): {first} Likewise: {string.Join(", ", others)}{more}.";
    }
}
