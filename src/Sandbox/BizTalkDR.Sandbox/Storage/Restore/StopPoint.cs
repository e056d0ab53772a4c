using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Backup;
using BizTalkDR.Sandbox.Storage.Logging;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>Where a RESTORE LOG is to stop: at a time, at a mark, at an LSN.</summary>
internal abstract record StopPoint
{
    private const string LsnPrefix = "lsn:";

    /// <summary>The information sent when the log ends before the point: the database stays RESTORING.</summary>
    internal abstract int NotReachedMessage { get; }

    /// <summary>The point that a statement names, or null. Throws 4334 when lsn: is not followed by one.</summary>
    internal static StopPoint? Of(RestoreRequest request)
    {
        if (request.StopAt is { } time)
            return new StopTime(time);
        if (request.StopMark is not { } mark)
            return null;
        if (!mark.StartsWith(LsnPrefix, StringComparison.OrdinalIgnoreCase))
            return new StopMark(mark, request.StopBeforeMark, request.StopMarkAfter);
        return Lsn.TryParse(mark[LsnPrefix.Length..].Trim(), out var lsn)
            ? new StopLsn(lsn, request.StopBeforeMark)
            : throw MessageCatalog.Error(4334);
    }

    /// <summary>
    /// The LSN before which roll forward stops, or none when the log ends before the point. Throws 4335 or 4338 when the database is past
    /// it already. A mark that is not in the log gives none in either case: nobody can tell "not yet" from "passed".
    /// </summary>
    internal abstract Lsn Find(LogContent log, RestoreSequence sequence);

    /// <summary>The LSN right after a record.</summary>
    private protected static Lsn After(LogContent log, int index) =>
        index + 1 < log.Records.Count
        && log.Records[index + 1].Lsn is var next
        && next.Vlf == log.Records[index].Lsn.Vlf
        && next.Block == log.Records[index].Lsn.Block
            ? next
            : new Lsn(log.Records[index].Lsn.Vlf, log.Records[index].Lsn.Block, log.Records[index].Lsn.Slot + 1);
}

/// <summary>STOPAT: transactions committed at or before the time are kept.</summary>
internal sealed record StopTime(DateTime Time) : StopPoint
{
    internal override int NotReachedMessage => 4322;

    internal override Lsn Find(LogContent log, RestoreSequence sequence)
    {
        if (sequence.LastCommit > Time)
            throw MessageCatalog.Error(4335);
        var later = log.Records.FirstOrDefault(record =>
            record.Lsn >= sequence.RedoPoint && record is CommitRecord commit && commit.Time > Time
        );
        if (later is not null)
            return later.Lsn;
        return Time < log.EndTime && log.Records.Count > 0 ? After(log, log.Records.Count - 1) : Lsn.None;
    }
}

/// <summary>STOPATMARK keeps the marked transaction, STOPBEFOREMARK does not; AFTER takes the first such mark at or after a time.</summary>
internal sealed record StopMark(string Name, bool IsBefore, DateTime? AfterTime) : StopPoint
{
    internal override int NotReachedMessage => 4329;

    internal override Lsn Find(LogContent log, RestoreSequence sequence)
    {
        for (var i = 0; i < log.Records.Count; i++)
            if (log.Records[i].Lsn >= sequence.RedoPoint && log.Records[i] is CommitRecord { Mark: { } mark } commit && IsIt(mark))
                return IsBefore ? commit.Lsn : After(log, i);
        return Lsn.None;
    }

    private bool IsIt(LogMark mark) => mark.Name.SameAs(Name) && (AfterTime is null || mark.Time >= AfterTime);
}

/// <summary>STOPATMARK = 'lsn:n' keeps the record at the LSN, STOPBEFOREMARK does not.</summary>
internal sealed record StopLsn(Lsn Lsn, bool IsBefore) : StopPoint
{
    internal override int NotReachedMessage => 4329;

    internal override Lsn Find(LogContent log, RestoreSequence sequence)
    {
        if (Lsn < sequence.RedoPoint)
            throw MessageCatalog.Error(4338);
        for (var i = 0; i < log.Records.Count; i++)
            if (log.Records[i].Lsn >= Lsn)
                return IsBefore || log.Records[i].Lsn > Lsn ? log.Records[i].Lsn : After(log, i);
        return Lsn.None;
    }
}
