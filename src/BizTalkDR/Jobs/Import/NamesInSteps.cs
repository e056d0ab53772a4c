using System.Text.RegularExpressions;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Text;

namespace BizTalkDR.Jobs.Import;

/// <summary>
/// Names of servers and databases in the text of steps: in brackets, in quotes or bare, in whatever case. A longer name that begins or ends like one is
/// another, and a path is a file server's.
/// </summary>
internal static class NamesInSteps
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Which of the names stand in the steps, in the order given.</summary>
    public static IReadOnlyList<string> Find(JobDefinition job, IEnumerable<string> names) =>
        [
            .. names
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(name =>
                    job.Steps.Any(step => step.Database.SameAs(name) || (step.Command is { } text && Pattern(name).IsMatch(text)))
                ),
        ];

    /// <summary>The job with other names in its steps; in its title the databases' too, which BizTalk Server's jobs carry there.</summary>
    public static JobDefinition Map(
        JobDefinition job,
        IReadOnlyDictionary<string, string> servers,
        IReadOnlyDictionary<string, string> databases
    )
    {
        var all = servers.Concat(databases).ToList();
        return job with
        {
            Name = Replace(job.Name, databases, allowsWords: true),
            Databases = [.. job.Databases.Select(database => databases.TryGetValue(database, out var other) ? other : database)],
            Steps =
            [
                .. job.Steps.Select(step =>
                    step with
                    {
                        Command = step.Command is null ? null : Replace(step.Command, all, allowsWords: false),
                        Database = step.Database is { } database && databases.TryGetValue(database, out var other) ? other : step.Database,
                    }
                ),
            ],
        };
    }

    // All at once, the longest first: what one name becomes is not taken for another.
    private static string Replace(string text, IEnumerable<KeyValuePair<string, string>> names, bool allowsWords)
    {
        var map = names.Where(pair => pair.Key.Length > 0).OrderByDescending(pair => pair.Key.Length).ToList();
        if (map.Count == 0)
            return text;
        var pattern = string.Join("|", map.Select(pair => Regex.Escape(pair.Key)));
        return Regex.Replace(
            text,
            allowsWords ? $"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])" : Bounded(pattern),
            match => map.First(pair => pair.Key.SameAs(match.Value)).Value,
            Options
        );
    }

    private static Regex Pattern(string name) => new(Bounded(Regex.Escape(name)), Options);

    private static string Bounded(string pattern) => $@"(?<![\w@#$\\-])(?:{pattern})(?![\w@#$\\-])";
}
