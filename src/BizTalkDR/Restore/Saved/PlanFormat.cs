namespace BizTalkDR.Restore.Saved;

/// <summary>What tells the files of one kind of plan from those of another: what they are called, who makes them, and what they are never without.</summary>
/// <typeparam name="TPlan">The plan.</typeparam>
internal sealed record PlanFormat<TPlan>
    where TPlan : class
{
    /// <summary>What the file says it is: BizTalkDR restore plan.</summary>
    public required string Name { get; init; }

    /// <summary>What it is in a sentence: restore plan.</summary>
    public required string Noun { get; init; }

    /// <summary>The version of the form that this module writes, and the only one it reads.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The cmdlet that makes such plans.</summary>
    public required string Maker { get; init; }

    /// <summary>What writes them to a file.</summary>
    public required string Writer { get; init; }

    /// <summary>What the serializer can't know: why a plan is damaged that lacks parts it is never without; null if it has them.</summary>
    public required Func<TPlan, string?> Missing { get; init; }
}
