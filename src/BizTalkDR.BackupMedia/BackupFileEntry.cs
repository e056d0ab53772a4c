namespace BizTalkDR.BackupMedia;

/// <summary>One database file in a backup set; the names are those of RESTORE FILELISTONLY. A value whose place in real files is not known is null there.</summary>
public sealed record BackupFileEntry
{
    /// <summary>Logical name of the file.</summary>
    public string LogicalName { get; init; } = "";

    /// <summary>Path of the file on the server that was backed up.</summary>
    public string PhysicalName { get; init; } = "";

    /// <summary>D for data, L for log; null for a kind that is not known.</summary>
    public string? Type { get; init; }

    /// <summary>Name of the filegroup; null for a log file.</summary>
    public string? FileGroupName { get; init; }

    /// <summary>Current size, in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Size that the file may grow to, in bytes.</summary>
    public long MaxSize { get; init; }

    /// <summary>Number of the file in its database.</summary>
    public long FileId { get; init; }

    /// <summary>Log sequence number at which the file was created.</summary>
    public decimal CreateLSN { get; init; }

    /// <summary>Log sequence number at which the file was dropped; null if it was not.</summary>
    public decimal? DropLSN { get; init; }

    /// <summary>Identifies the file.</summary>
    public Guid UniqueId { get; init; }

    /// <summary>Log sequence number at which its filegroup became read-only. Not known in real files.</summary>
    public decimal? ReadOnlyLSN { get; init; }

    /// <summary>Log sequence number at which its filegroup became writable again. Not known in real files.</summary>
    public decimal? ReadWriteLSN { get; init; }

    /// <summary>Size of the file's part of the backup, in bytes, as the set states it at its beginning (0 for log files).</summary>
    public long BackupSizeInBytes { get; init; }

    /// <summary>Block size of the device that held the file, in bytes.</summary>
    public int SourceBlockSize { get; init; } = 512;

    /// <summary>Number of the filegroup; 0 for log files.</summary>
    public int FileGroupId { get; init; }

    /// <summary>Always null since SQL Server 2005, says the documentation of FILELISTONLY.</summary>
    public Guid? LogGroupGUID { get; init; }

    /// <summary>For a file with a differential base: changes from this log sequence number on are in a differential; null without one.</summary>
    public decimal? DifferentialBaseLSN { get; init; }

    /// <summary>Backup set of the differential base; null without one.</summary>
    public Guid? DifferentialBaseGUID { get; init; }

    /// <summary>Whether the file is read-only. Not known in real files.</summary>
    public bool? IsReadOnly { get; init; }

    /// <summary>Whether the file is in the backup. Not known in real files.</summary>
    public bool? IsPresent { get; init; }

    /// <summary>Thumbprint of the database encryption key's certificate. Not known in real files.</summary>
    public IReadOnlyList<byte>? TDEThumbprint { get; init; }

    /// <summary>Azure snapshot of the file. Not known in real files.</summary>
    public string? SnapshotUrl { get; init; }

    /// <summary>Logical name, type and path.</summary>
    public override string ToString() => $"{LogicalName} ({Type ?? "?"}) {PhysicalName}";
}
