using BizTalkDR.Backups;

namespace BizTalkDR.PowerShell.Arguments;

/// <summary>How far back a history is read for what was asked.</summary>
internal static class Extents
{
    /// <summary>As far as one mark that is named exactly; whole for patterns, which may mean any.</summary>
    public static HistoryExtent Of(bool all, string[]? marks) =>
        all || marks?.Length > 1 || marks?.Any(NameFilter.IsPattern) == true
            ? HistoryExtent.Whole
            : HistoryExtent.Recent with
            {
                Mark = marks?.FirstOrDefault(),
            };
}
