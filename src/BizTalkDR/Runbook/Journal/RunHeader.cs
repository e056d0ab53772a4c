using System.Text.Json;

namespace BizTalkDR.Runbook.Journal;

/// <summary>What the first line of a run says: of which runbook it is, who began it and from where. A journal may be read long after.</summary>
/// <param name="Runbook">The runbook's id.</param>
/// <param name="User">Who began it.</param>
/// <param name="Computer">The operator's computer.</param>
/// <param name="Version">The version of BizTalkDR.</param>
internal sealed record RunHeader(string Runbook, string User, string Computer, string Version)
{
    /// <summary>The header of a run that begins now.</summary>
    public static JsonElement Of(string runbook) =>
        JsonSerializer.SerializeToElement(
            new RunHeader(runbook, Environment.UserName, Environment.MachineName, typeof(RunHeader).Assembly.GetName().Version!.ToString(3))
        );

    /// <summary>A journal is gone on with by the runbook that began it, and by no other.</summary>
    /// <exception cref="JournalException">It is of another runbook.</exception>
    public static void Check(IJournal journal, string runbook)
    {
        foreach (var entry in journal.Entries.Where(entry => entry.Kind == JournalEntryKind.RunStarted))
        {
            if (entry.Data?.Deserialize<RunHeader>()?.Runbook is { } other && other != runbook)
                throw new JournalException($"The journal is of the runbook {other}, not of {runbook}. Nothing was changed.")
                {
                    Remedy = "Give the journal of this runbook's own run, or another path to begin anew.",
                };
        }
    }
}
