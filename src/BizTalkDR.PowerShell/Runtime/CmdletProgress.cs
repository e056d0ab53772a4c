namespace BizTalkDR.PowerShell.Runtime;

/// <summary>One line of progress.</summary>
/// <param name="Id">Tells lines apart.</param>
/// <param name="Activity">What is going on.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Percent">0 to 100, or -1 if unknown.</param>
/// <param name="ParentId">The line above it, or -1.</param>
/// <param name="IsCompleted">Whether the line may vanish.</param>
/// <param name="SecondsRemaining">How long it still takes, or -1 if unknown.</param>
internal sealed record CmdletProgress(
    int Id,
    string Activity,
    string Status,
    int Percent,
    int ParentId = -1,
    bool IsCompleted = false,
    int SecondsRemaining = -1
);
