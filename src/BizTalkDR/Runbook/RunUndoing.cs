namespace BizTalkDR.Runbook;

/// <summary>What a journal says of a run that is given up: facts, by name.</summary>
internal static class RunUndoing
{
    /// <summary>Somebody has begun to switch on again what the run had switched off.</summary>
    public const string Begun = "UndoBegun";

    /// <summary>All of it is on again, proven.</summary>
    public const string Undone = "Undone";
}
