namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>A part of a group, and whose script made it.</summary>
/// <param name="What">What it is: the procedures of the backup job, for instance.</param>
/// <param name="File">The script of the user's own; null is the sandbox's.</param>
/// <param name="Refused">The batches of the user's script that the sandbox refused; the rest of it ran.</param>
public sealed record SchemaPart(string What, string? File, IReadOnlyList<RefusedBatch> Refused)
{
    /// <summary>In a line of text.</summary>
    public override string ToString() =>
        $"{What}: {File ?? "the sandbox's own"}{(Refused.Count == 0 ? "" : $", {Refused.Count} of its batches refused")}";
}

/// <summary>A batch of a user's script that the sandbox refused.</summary>
/// <param name="Database">Where it was run.</param>
/// <param name="Line">The line of the file that it begins at.</param>
/// <param name="Number">SQL Server's message number.</param>
/// <param name="Message">What the sandbox said.</param>
public sealed record RefusedBatch(string Database, int Line, int Number, string Message);
