namespace BizTalkDR.Backups;

/// <summary>The kind of a database file (<c>sys.master_files.type_desc</c>, RESTORE FILELISTONLY's Type).</summary>
public enum DatabaseFileKind
{
    /// <summary>Data.</summary>
    Rows,

    /// <summary>Transaction log.</summary>
    Log,

    /// <summary>A FILESTREAM or memory-optimized container.</summary>
    FileStream,

    /// <summary>A full-text catalog of old versions.</summary>
    FullText,
}

/// <summary>One file of a database.</summary>
public sealed record DatabaseFileLayout
{
    /// <summary>The logical name.</summary>
    public required string LogicalName { get; init; }

    /// <summary>The path, as the instance sees it.</summary>
    public required string PhysicalName { get; init; }

    /// <summary>The kind.</summary>
    public DatabaseFileKind Kind { get; init; }

    /// <summary>The size in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>The file's identity (<c>file_guid</c>, FILELISTONLY's UniqueId); a file keeps it when it is renamed or moved.</summary>
    internal Guid? FileGuid { get; init; }

    /// <summary>Whether both are the same file of a database: by identity, else by logical name.</summary>
    internal bool IsSameFile(DatabaseFileLayout other) =>
        FileGuid is { } own && other.FileGuid is { } others
            ? own == others
            : string.Equals(LogicalName, other.LogicalName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The logical name and the path.</summary>
    public override string ToString() => $"{LogicalName}: {PhysicalName}";
}
