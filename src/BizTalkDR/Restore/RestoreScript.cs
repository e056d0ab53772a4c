namespace BizTalkDR.Restore;

/// <summary>Writes a plan as T-SQL that runs as it is in SSMS or sqlcmd.</summary>
internal static class RestoreScript
{
    public static string For(RestorePlan plan, string instance) => throw new NotImplementedException();
}
