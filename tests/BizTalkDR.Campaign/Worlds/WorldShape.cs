namespace BizTalkDR.Campaign.Worlds;

/// <summary>What a run's world is like.</summary>
internal sealed record WorldShape
{
    /// <summary>Two source and two destination instances; else one of each.</summary>
    public bool IsWide { get; init; }

    /// <summary>A second group on the first source and the first destination instance.</summary>
    public bool HasNeighbour { get; init; }

    /// <summary>Databases, job and folder with names that are not easily written.</summary>
    public bool HasHostileNames { get; init; }

    /// <summary>How long a service may take.</summary>
    public TimeSpan ServiceTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
