namespace BizTalkDR.Backups.Headers;

/// <summary>The values of one header, by the names that its source has for them: of several, the first that has a value.</summary>
internal interface IHeaderValues
{
    /// <summary>A text.</summary>
    string? Text(params string[] names);

    /// <summary>A whole number.</summary>
    decimal? Number(params string[] names);

    /// <summary>A log sequence number: numeric(25,0), never below zero.</summary>
    decimal? Lsn(params string[] names);

    /// <summary>A size in bytes, which only estimates need.</summary>
    long? Bytes(params string[] names);

    /// <summary>An identifier.</summary>
    Guid? Guid(params string[] names);

    /// <summary>A time of the server.</summary>
    DateTime? Time(params string[] names);

    /// <summary>Yes or no; false if nothing is said.</summary>
    bool Flag(params string[] names);

    /// <summary>Bytes, such as a thumbprint.</summary>
    byte[]? Binary(params string[] names);
}
