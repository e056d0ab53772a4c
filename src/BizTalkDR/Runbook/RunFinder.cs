using System.Text.RegularExpressions;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook;

/// <summary>Finds the journals in a folder, whatever they are called, by what they begin with.</summary>
public static class RunFinder
{
    /// <summary>What a journal is called that was given no name: one of these that is none any more is told, not passed over.</summary>
    private static readonly Regex OwnName = new(
        @"^Bts[A-Za-z]+-\d{8}-\d{6}\.jsonl$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    );

    /// <summary>The runs of a folder's journals, the newest first.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="recurse">Whether folders in it are looked into.</param>
    /// <param name="onProblem">Told of each file that looks like a journal and can't be read.</param>
    /// <exception cref="JournalException"><c>JournalNotOpened</c>: the folder can't be read.</exception>
    public static IReadOnlyList<RunSummary> Find(string folder, bool recurse, Action<string> onProblem)
    {
        if (onProblem is null)
            throw new ArgumentNullException(nameof(onProblem));
        var runs = new List<RunSummary>();
        foreach (var file in Files(folder, recurse, onProblem))
        {
            try
            {
                if (JournalFile.LooksLikeOne(file) || OwnName.IsMatch(Path.GetFileName(file)))
                    runs.Add(RunSummary.Read(file));
            }
            catch (JournalException error)
            {
                onProblem(error.Message);
            }
        }
        return
        [
            .. runs.OrderByDescending(run => run.StartedAtUtc ?? DateTime.MinValue).ThenBy(run => run.JournalPath, StringComparer.Ordinal),
        ];
    }

    private static List<string> Files(string folder, bool recurse, Action<string> onProblem)
    {
        try
        {
            var files = Directory.EnumerateFiles(folder).ToList();
            foreach (var inner in recurse ? Directory.GetDirectories(folder) : [])
                files.AddRange(Inner(inner, onProblem));
            return files;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalErrors.NotRead(folder, error);
        }
    }

    // A folder that can't be looked into, or has gone meanwhile, keeps none from being found elsewhere.
    private static IReadOnlyList<string> Inner(string folder, Action<string> onProblem)
    {
        try
        {
            // What links back would be walked for ever.
            return (File.GetAttributes(folder) & FileAttributes.ReparsePoint) != 0 ? [] : Files(folder, recurse: true, onProblem);
        }
        catch (Exception error) when (error is JournalException or IOException or UnauthorizedAccessException)
        {
            onProblem(error.Message);
            return [];
        }
    }
}
