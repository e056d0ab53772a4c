using System.Globalization;
using BizTalkDR.Errors;
using BizTalkDR.Text;

namespace BizTalkDR.Backups.History;

/// <summary>
/// Whether given headers agree on what their backups are: one BackupSetGUID is one backup, whose copies and stripes tell the same of it. Headers
/// that were copied from one another, or mixed up on their way, must not decide over a restore.
/// </summary>
internal sealed class GivenIdentities
{
    private readonly Dictionary<Guid, (int Number, BackupFile File)> known = [];
    private string? contradiction;

    /// <summary>Takes a header in.</summary>
    /// <param name="number">Its number, for people.</param>
    /// <param name="file">The backup.</param>
    public void Add(int number, BackupFile file)
    {
        if (file.Header is not { BackupSetGUID: { } guid } header)
            return;
        if (!known.TryGetValue(guid, out var first))
            known.Add(guid, (number, file));
        else if (contradiction is null && !IsSame(first.File.Header!, header))
            contradiction = string.Format(
                CultureInfo.InvariantCulture,
                "Headers {0} ({1}: {2}) and {3} ({4}: {5}) have the same BackupSetGUID {6}, but tell of different backups.",
                first.Number,
                first.File.Path,
                first.File.Header,
                number,
                file.Path,
                header,
                guid
            );
    }

    /// <exception cref="BackupHistoryException">Two headers contradict each other.</exception>
    public void Check()
    {
        if (contradiction is not null)
            throw new BackupHistoryException("HeadersContradict", contradiction)
            {
                Remedy = "Read the headers of these files again (Get-BtsBackupFile, or RESTORE HEADERONLY), and give those.",
            };
    }

    private static bool IsSame(BackupHeader left, BackupHeader right) =>
        left.BackupType == right.BackupType
        && left.DatabaseName.SameAs(right.DatabaseName)
        && left.FirstLSN == right.FirstLSN
        && left.LastLSN == right.LastLSN;
}
