namespace BizTalkDR.Restore.Plan;

/// <summary>What one statement of a plan does, in words.</summary>
public static class RestoreActionText
{
    /// <summary>The action with the name of its file: for a line of a list.</summary>
    public static string Of(RestoreAction action) => Sentence(action, action.Backup?.FileName);

    /// <summary>The action with the path of its file, and where the database's files go: for a question and -WhatIf.</summary>
    public static string InFull(RestoreAction action) =>
        Sentence(action, $"'{action.Backup?.Path}'")
        + string.Concat(action.Moves.Select(move => $", moving '{move.LogicalName}' to '{move.PhysicalName}'"));

    private static string Sentence(RestoreAction action, string? file) =>
        action.Kind switch
        {
            RestoreActionKind.Recovery => "Recover the database",
            RestoreActionKind.Full => $"Restore the full backup {file}" + (action.Replace ? ", overwriting the database" : ""),
            RestoreActionKind.Differential => $"Restore the differential backup {file}",
            _ => $"Restore the log backup {file}" + (action.HoldsMark ? $" and stop at the mark {action.StopAtMark}" : ""),
        };
}
