namespace BizTalkDR.Sandbox.Storage.Definitions;

/// <summary>One file of a database: a row of sys.master_files.</summary>
internal sealed record DatabaseFile
{
    /// <summary>file_id: 1 the primary data file, 2 the first log file.</summary>
    public required int FileId { get; init; }

    public required string LogicalName { get; init; }

    /// <summary>The path as the instance sees it, such as D:\Data\x.mdf.</summary>
    public required string PhysicalName { get; init; }

    public required bool IsLog { get; init; }

    public string FileGroup { get; init; } = "PRIMARY";

    /// <summary>Pages of 8 KB.</summary>
    public int Size { get; init; } = 1024;

    /// <summary>Pages; -1 unlimited.</summary>
    public int MaxSize { get; init; } = -1;

    /// <summary>Pages, or percent when <see cref="IsPercentGrowth"/>.</summary>
    public int Growth { get; init; } = 8192;

    public bool IsPercentGrowth { get; init; }

    public Guid UniqueId { get; init; } = Guid.NewGuid();
}
