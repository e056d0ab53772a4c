using System.Text.RegularExpressions;

namespace BizTalkDR.Agent;

/// <summary>What goes for jobs of a kind.</summary>
public static class JobKinds
{
    private static readonly Regex BackupTitle = new(
        @"\bBackup\s+BizTalk\s+Server\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled
    );

    /// <summary>Whether log shipping's schedule runs it: the jobs that steps 3 and 12 of a failback disable and enable.</summary>
    public static bool IsRestoreJob(JobKind kind) => kind is JobKind.GetBackupHistory or JobKind.RestoreDatabases;

    /// <summary>Whether it is one of log shipping's.</summary>
    internal static bool IsLogShipping(JobKind kind) => IsRestoreJob(kind) || kind == JobKind.RestoreToMark;

    /// <summary>
    /// Whether a title is that of the product's backup job. It proves nothing: for a job whose steps call nothing, since they are commented out
    /// as BizTalk Server's configuration leaves them, it is what people can be told.
    /// </summary>
    internal static bool HasBackupTitle(string name) => BackupTitle.IsMatch(name);
}
