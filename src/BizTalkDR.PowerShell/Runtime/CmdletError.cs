using System.Management.Automation;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>An error as a cmdlet reports it.</summary>
/// <param name="Exception">The failure; its message carries no secret.</param>
/// <param name="Id">A stable name for the situation.</param>
/// <param name="Category">PowerShell's category.</param>
/// <param name="Target">What it happened to: server and database, or the argument.</param>
/// <param name="RecommendedAction">What to do next, or null.</param>
internal sealed record CmdletError(Exception Exception, string Id, ErrorCategory Category, object? Target, string? RecommendedAction);
