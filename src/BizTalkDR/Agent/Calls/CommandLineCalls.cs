using System.Text.RegularExpressions;

namespace BizTalkDR.Agent.Calls;

/// <summary>
/// Finds the calls of procedures in a command line: what sqlcmd or osql is given with -Q, and Invoke-Sqlcmd with -Query, in the database and on the
/// server named beside it. A script file (-i) is not opened.
/// </summary>
internal static class CommandLineCalls
{
    private const string Value = @"(?:""(?<v>(?:[^""]|"""")*)""|'(?<v>(?:[^']|'')*)'|(?<v>[^\s""']+))";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Singleline;

    // sqlcmd's letters have a case: -d is the database, -D something else.
    private static readonly Regex Query = new(@"(?<![\w-])(?:(?i:-Query)\s+|-[Qq]\s*)" + Value, Options);
    private static readonly Regex Database = new(@"(?<![\w-])(?:(?i:-Database)\s+|-d\s*)" + Value, Options);
    private static readonly Regex Server = new(@"(?<![\w-])(?:(?i:-ServerInstance)\s+|-S\s*)" + Value, Options);

    public static IReadOnlyList<ProcedureCall> Parse(string text)
    {
        var database = Find(Database, text);
        var server = Find(Server, text) is { } named && !IsThisServer(named) ? named : null;
        return
        [
            .. Query
                .Matches(text)
                .Cast<Match>()
                .SelectMany(query => ProcedureCallParser.Parse(Unquoted(query.Groups["v"].Value)))
                .Select(call => call with { Database = call.Database ?? database, Server = call.Server ?? server }),
        ];
    }

    private static string? Find(Regex option, string text) =>
        option.Match(text) is { Success: true } match ? match.Groups["v"].Value : null;

    private static string Unquoted(string text) => text.Replace("\"\"", "\"");

    // The Agent's own token for the server it runs on, and the usual ways of saying "here".
    private static bool IsThisServer(string server) =>
        server is "." or "(local)"
        || server.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || server.StartsWith("$(", StringComparison.Ordinal);
}
