using System.Text.RegularExpressions;
using BizTalkDR.Agent;

namespace BizTalkDR.Readiness.Steps;

/// <summary>What a procedure does that clears the backup history.</summary>
internal enum HistoryClearing
{
    /// <summary>Its text can't be read.</summary>
    Unknown,

    /// <summary>Until 2016: rows of whole sets, once any later full set is in the history.</summary>
    OncePassedByFull,

    /// <summary>2020: log sets once a later log set is there, whether or not a newer full set is, and MarkLog with them.</summary>
    OncePassedByLog,

    /// <summary>A site's own: deletes the files of backups too, and asks for no later full set.</summary>
    Files,
}

/// <summary>Tells which it is by the procedure's text: the generations have one name, and a site's own have many.</summary>
internal static class HistoryClearingText
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled;
    private static readonly Regex DeletesFiles = new(@"\b(xp_delete_files?|xp_cmdshell|sp_OACreate|sp_OAMethod)\b", Options);
    private static readonly Regex TrimsMarkLog = new(@"\bsp_CleanUpMarkLog\b", Options);
    private static readonly Regex DeletesHistory = new(
        @"\bDELETE\b(\s+TOP\s*\(.*?\))?(\s+FROM)?\s+(\S+\s*\.\s*)*adm_BackupHistory\b",
        Options
    );

    /// <summary>What the called procedure does.</summary>
    public static HistoryClearing Of(string procedure, ModuleTexts texts)
    {
        if (texts.Text(procedure) is null)
            return HistoryClearing.Unknown;
        var reach = texts.ReachOf(procedure);
        return DeletesFiles.IsMatch(reach) ? HistoryClearing.Files
            : TrimsMarkLog.IsMatch(reach) ? HistoryClearing.OncePassedByLog
            : HistoryClearing.OncePassedByFull;
    }

    /// <summary>Whether a call clears the history: the product's procedure, a copy with a longer name, or any whose text deletes its rows.</summary>
    public static bool IsOne(StepCall call, ModuleTexts texts) =>
        call.Call.Procedure.StartsWith("sp_DeleteBackupHistory", StringComparison.OrdinalIgnoreCase)
        || (texts.Has(call.Call.Procedure) && DeletesHistory.IsMatch(texts.ReachOf(call.Call.Procedure)));
}
