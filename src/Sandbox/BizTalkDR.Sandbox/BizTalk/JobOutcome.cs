namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>How one run of a job ended.</summary>
/// <param name="JobName">The job.</param>
/// <param name="Succeeded">Whether its outcome was success.</param>
/// <param name="Message">The outcome's text, with that of the last step when it failed.</param>
public sealed record JobOutcome(string JobName, bool Succeeded, string Message);
