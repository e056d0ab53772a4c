using BizTalkDR.Errors;

namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>The errors of undoing a run.</summary>
public static class UndoErrors
{
    /// <summary>Something could not be switched on again.</summary>
    /// <param name="result">What it is.</param>
    public static BizTalkDRException StillOff(UndoResult result)
    {
        if (result is null)
            throw new ArgumentNullException(nameof(result));
        var known = result.Error as BizTalkDRException;
        return new BizTalkDRException(
            known?.ErrorId ?? "StillOff",
            known?.Kind ?? ErrorKind.Operation,
            $"{result.Thing} on {result.Server} is still off ({result.Evidence}){(result.Error is null ? "." : $": {result.Error.Message}")}",
            result.Error
        )
        {
            Server = result.Server,
            Database = result.Database,
            SqlErrorNumber = known?.SqlErrorNumber,
            Remedy = $"{(known?.Remedy is { } remedy ? remedy + " " : "")}Mend it, then undo the run again: what is on is left alone.",
        };
    }
}
