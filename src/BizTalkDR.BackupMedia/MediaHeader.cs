namespace BizTalkDR.BackupMedia;

/// <summary>The header of one media family (one file); the names are those of RESTORE LABELONLY.</summary>
public sealed record MediaHeader
{
    /// <summary>Name of the media set; null when none was given.</summary>
    public string? MediaName { get; init; }

    /// <summary>Identifies the media set: the same in each of its families.</summary>
    public Guid MediaSetId { get; init; }

    /// <summary>Number of families in the media set (files that a backup is striped over).</summary>
    public int FamilyCount { get; init; } = 1;

    /// <summary>Ordinal of this family in the media set, from 1.</summary>
    public int FamilySequenceNumber { get; init; } = 1;

    /// <summary>Identifies the family. The file holds four bytes; they are the first four of the identifier.</summary>
    public Guid MediaFamilyId { get; init; }

    /// <summary>Ordinal of this media within its family, from 1; always 1 for files.</summary>
    public int MediaSequenceNumber { get; init; } = 1;

    /// <summary>Whether <see cref="MediaDescription"/> is a Microsoft Tape Format label.</summary>
    public bool MediaLabelPresent { get; init; }

    /// <summary>Description of the media set; null when none was given.</summary>
    public string? MediaDescription { get; init; }

    /// <summary>The software that wrote the label.</summary>
    public string SoftwareName { get; init; } = "Microsoft SQL Server";

    /// <summary>Vendor of the software that wrote the label; SQL Server writes 4608.</summary>
    public int SoftwareVendorId { get; init; } = 4608;

    /// <summary>When the label was written, in the local time of the server that wrote it.</summary>
    public DateTime? MediaDate { get; init; }

    /// <summary>Number of mirrors; null when the file does not say it beyond doubt.</summary>
    public int? MirrorCount { get; init; }

    /// <summary>Whether the sets on this media are compressed.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>Whether reading the media asks for a media password (SQL Server 2008 R2 and before could set one).</summary>
    public bool IsPasswordProtected { get; init; }

    /// <summary>Logical block size of the format, in bytes.</summary>
    public int BlockSize { get; init; } = 1024;
}
