namespace BizTalkDR.LogShipping.Sources;

/// <summary>A row of bts_LogShippingSource. Which columns it has differs between versions; what is not there is null.</summary>
public sealed record LogShippingSource
{
    /// <summary>SourceID, which sp_LogShippingClean takes.</summary>
    public string? SourceId { get; init; }

    /// <summary>The description given to bts_ConfigureBizTalkLogShipping.</summary>
    public string? Description { get; init; }

    /// <summary>The server of the management database.</summary>
    public string? ManagementServer { get; init; }

    /// <summary>The management database.</summary>
    public string? ManagementDatabase { get; init; }

    /// <summary>The only source server whose databases are taken; null for all.</summary>
    public string? SourceServer { get; init; }

    /// <summary>The description, or the server.</summary>
    public override string ToString() => Description ?? ManagementServer ?? SourceId ?? "";
}
