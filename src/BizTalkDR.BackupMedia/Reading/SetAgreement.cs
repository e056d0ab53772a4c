using System.Globalization;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>
/// Compares what a set says of itself in three places: at its beginning (MSCI), at its end (MSLS), and around its log (MSTL). None of them has a
/// checksum, so a flipped bit in one shows only beside the others. The end is believed, unless the log itself agrees with the beginning.
/// </summary>
internal sealed class SetAgreement
{
    // Since SQL Server 2019 a backup of data may go over the log in several phases; its beginning knows the first one's numbers only.
    private const int FirstVersionWithPhases = 15;
    private readonly BackupSetHeader beginning;
    private readonly BackupSetHeader end;
    private readonly LogRange log;
    private readonly bool hasPhases;
    private string? contradiction;

    private SetAgreement(BackupSetHeader beginning, BackupSetHeader end, LogRange log)
    {
        (this.beginning, this.end, this.log) = (beginning, end, log);
        hasPhases = end.SoftwareVersionMajor >= FirstVersionWithPhases && end.BackupType != BackupType.Log;
    }

    /// <summary>The header to believe; damaged, with the contradiction as its reason, where the places do not agree.</summary>
    /// <param name="beginning">What MSCI says.</param>
    /// <param name="end">What MSLS says.</param>
    /// <param name="log">What the MSTL blocks say.</param>
    public static BackupSetHeader Judge(BackupSetHeader beginning, BackupSetHeader end, LogRange log) =>
        new SetAgreement(beginning, end, log).Judge();

    private BackupSetHeader Judge()
    {
        var first = Lsn("FirstLSN", beginning.FirstLSN, end.FirstLSN, mayGrow: true, log.BeginsAt);
        var last = Lsn("LastLSN", beginning.LastLSN, end.LastLSN, mayGrow: true, log.EndsAt);
        var judged = end with
        {
            FirstLSN = first,
            LastLSN = last,
            CheckpointLSN = Lsn("CheckpointLSN", beginning.CheckpointLSN, end.CheckpointLSN, mayGrow: true),
            DatabaseBackupLSN = Lsn("DatabaseBackupLSN", beginning.DatabaseBackupLSN, end.DatabaseBackupLSN),
            DifferentialBaseLSN = Lsn("DifferentialBaseLSN", beginning.DifferentialBaseLSN, end.DifferentialBaseLSN),
        };
        Same("BackupType", beginning.BackupType, end.BackupType);
        Same("DatabaseName", beginning.DatabaseName, end.DatabaseName);
        Same("ServerName", beginning.ServerName, end.ServerName);
        Same("FamilyGUID", beginning.FamilyGUID, end.FamilyGUID);
        Same("BindingID", beginning.BindingID, end.BindingID);
        Same("RecoveryForkID", beginning.RecoveryForkID, end.RecoveryForkID);
        Same("DifferentialBaseGUID", beginning.DifferentialBaseGUID, end.DifferentialBaseGUID);
        if (first > last)
            contradiction ??= Text($"FirstLSN {first} lies behind LastLSN {last}");
        return contradiction is null ? judged : judged with { IsDamaged = true, Reason = $"The set contradicts itself: {contradiction}." };
    }

    private decimal? Lsn(string name, decimal? atBeginning, decimal? atEnd, bool mayGrow = false, Func<decimal?, bool?>? isHeld = null)
    {
        var isOfPhase = hasPhases && mayGrow && atBeginning <= atEnd;
        if (atBeginning == atEnd || (isOfPhase && isHeld?.Invoke(atEnd) != false))
            return atEnd;
        var isBeginningRight = isHeld?.Invoke(atBeginning) == true && isHeld(atEnd) == false;
        contradiction ??=
            Text($"{name} is {atBeginning} at its beginning (MSCI) and {atEnd} at its end (MSLS)")
            + (
                isBeginningRight ? ", and its log (MSTL) agrees with the beginning"
                : isHeld?.Invoke(atEnd) == true ? ", and its log (MSTL) agrees with the end"
                : isHeld?.Invoke(atEnd) == false ? ", and its log (MSTL) agrees with neither"
                : ""
            );
        return isBeginningRight ? atBeginning : atEnd;
    }

    private void Same<T>(string name, T? atBeginning, T? atEnd)
    {
        if (!EqualityComparer<T?>.Default.Equals(atBeginning, atEnd))
            contradiction ??= Text($"{name} is {atBeginning} at its beginning (MSCI) and {atEnd} at its end (MSLS)");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
