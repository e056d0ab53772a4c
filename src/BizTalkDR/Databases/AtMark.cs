using BizTalkDR.Backups;

namespace BizTalkDR.Databases;

/// <summary>
/// Judges whether a database stands at a log mark. It does if it was recovered from a backup that is known to end there (the server's own record of
/// restores, the point at which its recovery fork begins, LSNs), its data hold the mark (dbo.MarkLog) and no later one, and it has set no marks of
/// its own since. MarkLog alone proves nothing: jobs trim it, names are not in the order of time, and it does not change while production works on.
/// </summary>
internal static class AtMark
{
    /// <summary>Judges an ONLINE database.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="log">What its MarkLog says of the mark and those after it; null if that was not read.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="endsThere">Whether a full or differential backup is known to end at the mark, by its BackupSetGUID.</param>
    public static MarkJudgement Judge(
        DatabasePosition position,
        MarkLogReading? log,
        MarkIdentity mark,
        Func<Guid, bool>? endsThere = null
    ) =>
        WhyNotRestored(position, mark, endsThere) is { } notRestored ? MarkJudgement.No(notRestored)
        : WhyNotInData(position.Key.ToString(), log, mark) is { } notInData ? MarkJudgement.No(notInData)
        : MarkJudgement.Yes(Evidence(position, log));

    /// <summary>
    /// Why a RESTORING database does not stand at a mark; null if it does: its last restore stopped there. One that ended at the end of its log did
    /// only if that log is known to hold the mark.
    /// </summary>
    public static string? WhyNotRolledTo(DatabasePosition position, MarkIdentity mark)
    {
        var inLog = mark.In(position.SourceDatabase);
        if (position is not { CanContinue: true, RedoStartLsn: { } redoPoint, LastRestore: { Type: BackupType.Log } last })
            return $"{position.Key} is {position.State.InWords()}, and was not rolled forward to {mark.Name}.";
        if (!StopsAt(last, mark, inLog))
            return $"{position.Key} was last restored from {last.Path}, which did not stop at {mark.Name}.";
        if (WhyElsewhere(position, last, mark, inLog) is { } elsewhere)
            return elsewhere;
        var isThere = inLog?.Lsn is { } lsn
            ? last.FirstLsn <= lsn && lsn < redoPoint && redoPoint <= last.LastLsn
            : redoPoint < last.LastLsn || (inLog?.BackupSetGuid is { } log && log == last.BackupSetGuid);
        return isThere
            ? null
            : FormattableString.Invariant(
                $"{position.Key} stands at LSN {redoPoint} after {last.Path}, which did not stop at {mark.Name}."
            );
    }

    /// <summary>Why the data of a database do not agree with its being at a mark; null if they do, or it has no MarkLog.</summary>
    /// <param name="name">The database, for messages.</param>
    /// <param name="log">What its MarkLog says; null if that was not read.</param>
    /// <param name="mark">The mark.</param>
    public static string? WhyNotInData(string name, MarkLogReading? log, MarkIdentity mark)
    {
        if (log is null)
            return $"dbo.MarkLog of {name} was not read.";
        if (!log.Exists)
            return null;
        if (log.Failure is { } failure)
            return $"dbo.MarkLog of {name} can't be read: {failure}";
        if (!log.Holds(mark.Name))
            return $"{name} does not hold mark {mark.Name} in its dbo.MarkLog.";
        if (mark.Later.FirstOrDefault(log.Holds) is { } later)
            return $"{name} has passed mark {mark.Name}: its dbo.MarkLog holds the later mark {later}.";
        return log.SetSince is { } since && since != mark.Name
            ? $"{name} has been at work since it was recovered at {mark.Name}: mark {since} was set in it on that instance."
            : null;
    }

    /// <summary>Whether a restore names a mark as where it stops: by name, or by its LSN.</summary>
    public static bool StopsAt(LastRestore? last, MarkIdentity mark, MarkInLog? inLog) =>
        last is { StopBeforeMark: false, StopAtMarkName: { } stop }
        && (stop == mark.Name || (inLog?.Lsn is { } lsn && stop == FormattableString.Invariant($"lsn:{lsn}")));

    private static string? WhyNotRestored(DatabasePosition position, MarkIdentity mark, Func<Guid, bool>? endsThere)
    {
        if (position.State != DatabaseState.Online)
            return $"{position.Key} is {position.State.InWords()}, not ONLINE.";
        if (position.LastRestore is not { } last)
            return $"{position.Key} was never restored as far as msdb knows, so it can't be told to stand at {mark.Name}"
                + $"{(position.LastMark is { } shown ? $"; that its dbo.MarkLog holds {shown} proves nothing" : "")}.";
        if (position.FamilyGuid is { } family && last.FamilyGuid is { } restored && family != restored)
            return $"{position.Key} is not the database that was restored under its name last ({last.Path}): it is of another family.";
        if (IsOutside(position.ForkPointLsn, last))
            return FormattableString.Invariant(
                $"{position.Key} was recovered at LSN {position.ForkPointLsn}, outside the backup that msdb knows as its last restore ({last.Path}, LSN {last.FirstLsn} to {last.LastLsn})."
            );
        return last.Type == BackupType.Log ? WhyNotByLog(position, last, mark) : WhyNotByData(position, last, mark, endsThere);
    }

    private static string? WhyNotByLog(DatabasePosition position, LastRestore last, MarkIdentity mark)
    {
        var inLog = mark.In(position.SourceDatabase);
        if (!StopsAt(last, mark, inLog))
            return $"{position.Key} was last restored from {last.Path}, "
                + (
                    last.StopAtMarkName is { } other
                        ? $"stopping {(last.StopBeforeMark ? "before" : "at")} {other}, not at {mark.Name}."
                        : $"which did not stop at {mark.Name}."
                );
        if (inLog?.Lsn is not { } lsn)
            return WhyElsewhere(position, last, mark, inLog);
        if (lsn < last.FirstLsn || lsn >= last.LastLsn)
            return FormattableString.Invariant(
                $"{position.Key} was last restored from {last.Path}, which does not hold {mark.Name}: it lies at LSN {lsn}, the log goes from {last.FirstLsn} to {last.LastLsn}."
            );
        return position.ForkPointLsn <= lsn
            ? FormattableString.Invariant(
                $"{position.Key} was recovered at LSN {position.ForkPointLsn}, before mark {mark.Name} at LSN {lsn}."
            )
            : null;
    }

    // Of two marks of one name the log tells which one it was, though nobody knows their LSNs. Another tool may have taken the log with the mark, up to
    // where the job's log begins.
    private static string? WhyElsewhere(DatabasePosition position, LastRestore last, MarkIdentity mark, MarkInLog? inLog) =>
        inLog is { Lsn: null }
        && last.BackupSetGuid != inLog.BackupSetGuid
        && (last.LastLsn < inLog.FirstLsn || last.FirstLsn >= inLog.LastLsn)
            ? FormattableString.Invariant(
                $"{position.Key} was last restored from {last.Path} (LSN {last.FirstLsn} to {last.LastLsn}), and mark {mark.Name} of set {mark.SetId} lies in another log (LSN {inLog.FirstLsn} to {inLog.LastLsn})."
            )
            : null;

    private static string? WhyNotByData(DatabasePosition position, LastRestore last, MarkIdentity mark, Func<Guid, bool>? endsThere) =>
        last.BackupSetGuid is { } backup && endsThere?.Invoke(backup) == true
            ? null
            : $"{position.Key} was last restored from {last.Path}, a {last.Type.ToString().ToLowerInvariant()} backup of which it is not known that it ends at {mark.Name}.";

    private static bool IsOutside(decimal? forkPoint, LastRestore last) =>
        forkPoint < last.FirstLsn || (last.Type == BackupType.Log && forkPoint > last.LastLsn);

    private static string Evidence(DatabasePosition position, MarkLogReading? log)
    {
        var last = position.LastRestore!;
        var how =
            last.Type == BackupType.Log ? $"restored from {last.FileName} to the mark" : $"restored from {last.FileName}, which ends there";
        var recovered = position.ForkPointLsn is { } point ? FormattableString.Invariant($", recovered at LSN {point}") : "";
        return how + recovered + (log is { Exists: true } ? ", its dbo.MarkLog holds the mark and none after it" : "");
    }
}

/// <summary>Whether a database stands at a mark, and what says so.</summary>
/// <param name="IsAtMark">Whether it does.</param>
/// <param name="Difference">Why not, in a sentence; null if it does.</param>
/// <param name="Evidence">What proves it, in words; null if it does not.</param>
internal sealed record MarkJudgement(bool IsAtMark, string? Difference, string? Evidence)
{
    public static MarkJudgement Yes(string evidence) => new(true, null, evidence);

    public static MarkJudgement No(string difference) => new(false, difference, null);
}
