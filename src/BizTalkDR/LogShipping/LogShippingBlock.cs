namespace BizTalkDR.LogShipping;

/// <summary>What keeps log shipping from going on.</summary>
/// <param name="Database">The database that takes no restore (ONLINE, OFFLINE); else the one that is behind the others, if one is.</param>
/// <param name="File">The file it waits for, if known and if it is not the database that keeps it up.</param>
/// <param name="Reason">What the restore job said.</param>
public sealed record LogShippingBlock(string? Database, string? File, string Reason)
{
    /// <summary>The database and the reason.</summary>
    public override string ToString() => Database is null ? Reason : $"{Database}: {Reason}";
}
