using System.Globalization;
using BizTalkDR.Agent;
using BizTalkDR.Agent.Calls;

namespace BizTalkDR.Readiness.Steps;

/// <summary>
/// What the steps of the Backup BizTalk Server job say. The parameters and their order are those of Microsoft's page
/// "Configure the Backup BizTalk Server Job".
/// </summary>
internal sealed record BackupJobText
{
    /// <summary>The call of sp_BackupAllFull_Schedule.</summary>
    public StepCall? Full { get; init; }

    /// <summary>The call of sp_MarkAll.</summary>
    public StepCall? Log { get; init; }

    /// <summary>The call that clears the history: sp_DeleteBackupHistory, or a procedure of the site's own.</summary>
    public StepCall? Clear { get; init; }

    /// <summary>The call of sp_SetBackupCompression.</summary>
    public StepCall? Compression { get; init; }

    /// <summary>How often a full set is taken: h, d, w, m, y.</summary>
    public ProcedureArgument? Frequency => Full?.Argument("@Frequency", 0);

    /// <summary>Where full backups go.</summary>
    public ProcedureArgument? FullPath => Full?.Argument("@BackupPath", 2);

    /// <summary>Where log backups go.</summary>
    public ProcedureArgument? LogPath => Log?.Argument("@BackupPath", 1);

    /// <summary>Whether a partial set is followed by a full one; the default is no.</summary>
    public bool ForcesFullAfterPartialSet => Full?.Number("@ForceFullBackupAfterPartialSetFailure", 3) == 1;

    /// <summary>Whether marks carry the server's local time; the default is UTC.</summary>
    public bool UsesLocalTime => Log?.Number("@UseLocalTime", 2) == 1;

    /// <summary>The time between two full sets, at the most; null when the frequency is none of the documented ones.</summary>
    public TimeSpan? FullInterval =>
        Frequency?.Value?.Trim().ToLowerInvariant() switch
        {
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            "w" => TimeSpan.FromDays(7),
            "m" => TimeSpan.FromDays(31),
            "y" => TimeSpan.FromDays(366),
            _ => null,
        };

    /// <summary>Reads the calls that the steps make in the group's management database.</summary>
    /// <param name="made">The calls.</param>
    /// <param name="clearing">The call that clears the history, if one does.</param>
    public static BackupJobText Of(IEnumerable<StepCall> made, StepCall? clearing)
    {
        var calls = made.ToList();
        return new BackupJobText
        {
            Full = calls.FirstOrDefault(call => call.Call.IsOf("sp_BackupAllFull_Schedule")),
            Log = calls.FirstOrDefault(call => call.Call.IsOf("sp_MarkAll")),
            Clear = clearing,
            Compression = calls.FirstOrDefault(call => call.Call.IsOf("sp_SetBackupCompression")),
        };
    }
}
