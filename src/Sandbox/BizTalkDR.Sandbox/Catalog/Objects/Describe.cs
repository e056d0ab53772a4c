using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>The words that stand in the _desc columns.</summary>
internal static class Describe
{
    internal static string State(DatabaseState state) =>
        state == DatabaseState.RecoveryPending ? "RECOVERY_PENDING" : state.ToString().ToUpperInvariant();

    internal static string RecoveryModel(RecoveryModel model) =>
        model == BizTalkDR.Sandbox.Storage.Definitions.RecoveryModel.BulkLogged ? "BULK_LOGGED" : model.ToString().ToUpperInvariant();

    internal static string UserAccess(UserAccess access) =>
        access switch
        {
            BizTalkDR.Sandbox.Storage.Definitions.UserAccess.SingleUser => "SINGLE_USER",
            BizTalkDR.Sandbox.Storage.Definitions.UserAccess.RestrictedUser => "RESTRICTED_USER",
            _ => "MULTI_USER",
        };

    internal static string PageVerify(byte option) =>
        option switch
        {
            0 => "NONE",
            1 => "TORN_PAGE_DETECTION",
            _ => "CHECKSUM",
        };

    internal static string OnOff(bool value) => value ? "ON" : "OFF";

    internal static int LogReuseWait(string description) => Array.IndexOf(LogReuseWaits, description) is >= 0 and var index ? index : 14;

    private static readonly string[] LogReuseWaits =
    [
        "NOTHING",
        "CHECKPOINT",
        "LOG_BACKUP",
        "ACTIVE_BACKUP_OR_RESTORE",
        "ACTIVE_TRANSACTION",
    ];
}
