using System.Text.RegularExpressions;

namespace BizTalkDR.Agent;

/// <summary>
/// Tells the group's jobs by their names. The names differ between Microsoft's pages and versions of BizTalk Server, so each is matched as
/// a pattern: "BTS Log Shipping - Get Backup History", "BTS Server Log Shipping Restore Databases", "Restore Database" and so on.
/// </summary>
public static class JobNames
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled;
    private const string Prefix = @"^\s*(?<prefix>BTS\s+(Server\s+)?Log\s+Shipping\s*-?\s*)?";
    private const string Suffix = @"\s*(\(.*\))?\s*$";

    private static readonly Regex Backup = new(@"^\s*Backup\s+BizTalk\s+Server" + Suffix, Options);

    private static readonly (Regex Pattern, JobKind Kind)[] LogShipping =
    [
        (new Regex(Prefix + @"Get\s+Backup\s+History" + Suffix, Options), JobKind.GetBackupHistory),
        (new Regex(Prefix + @"Restore\s+Databases?" + Suffix, Options), JobKind.RestoreDatabases),
        (new Regex(Prefix + @"Restore\s+To\s+Mark" + Suffix, Options), JobKind.RestoreToMark),
    ];

    /// <summary>What the job is.</summary>
    /// <param name="name">The job's name.</param>
    /// <param name="callsLogShipping">
    /// Whether one of its steps calls log shipping's procedures. A name without the words "Log Shipping" counts only then: "Restore Database" may
    /// be anybody's job.
    /// </param>
    public static JobKind KindOf(string name, bool callsLogShipping)
    {
        if (name is null)
            throw new ArgumentNullException(nameof(name));
        if (Backup.IsMatch(name))
            return JobKind.Backup;
        foreach (var (pattern, kind) in LogShipping)
        {
            var match = pattern.Match(name);
            if (match.Success && (match.Groups["prefix"].Success || callsLogShipping))
                return kind;
        }
        return JobKind.Other;
    }

    /// <summary>Whether log shipping's schedule runs it: the jobs that steps 3 and 12 of a failback disable and enable.</summary>
    public static bool IsRestoreJob(JobKind kind) => kind is JobKind.GetBackupHistory or JobKind.RestoreDatabases;
}
