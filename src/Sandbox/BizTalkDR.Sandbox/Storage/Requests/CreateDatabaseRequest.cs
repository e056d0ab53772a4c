using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Storage.Requests;

/// <summary>A CREATE DATABASE statement with its expressions evaluated.</summary>
internal sealed record CreateDatabaseRequest
{
    public required string Name { get; init; }

    /// <summary>ON: empty takes one data file in the instance's default folder.</summary>
    public IReadOnlyList<FileSpecification> DataFiles { get; init; } = [];

    /// <summary>LOG ON: empty takes one log file in the instance's default folder.</summary>
    public IReadOnlyList<FileSpecification> LogFiles { get; init; } = [];

    public string? Collation { get; init; }

    public bool? IsTrustworthy { get; init; }

    public bool? IsDbChaining { get; init; }
}

/// <summary>A file in parentheses of CREATE or ALTER DATABASE; null is what the statement leaves out.</summary>
internal sealed record FileSpecification
{
    /// <summary>NAME.</summary>
    public string? LogicalName { get; init; }

    /// <summary>NEWNAME of MODIFY FILE.</summary>
    public string? NewLogicalName { get; init; }

    /// <summary>FILENAME.</summary>
    public string? PhysicalName { get; init; }

    /// <summary>Pages of 8 KB.</summary>
    public int? Size { get; init; }

    /// <summary>Pages; -1 is UNLIMITED.</summary>
    public int? MaxSize { get; init; }

    /// <summary>Pages, or percent.</summary>
    public int? Growth { get; init; }

    public bool IsPercentGrowth { get; init; }

    public string FileGroup { get; init; } = "PRIMARY";

    /// <summary>The specification as the file it makes.</summary>
    internal DatabaseFile ToFile(int id, bool isLog, string defaultName, string defaultFolder)
    {
        var logicalName = LogicalName ?? defaultName;
        var extension =
            isLog ? "ldf"
            : id == 1 ? "mdf"
            : "ndf";
        return new DatabaseFile
        {
            FileId = id,
            LogicalName = logicalName,
            PhysicalName = PhysicalName ?? $@"{defaultFolder.TrimEnd('\\')}\{logicalName}.{extension}",
            IsLog = isLog,
            FileGroup = isLog ? "" : FileGroup,
            Size = Size ?? 1024,
            MaxSize = MaxSize ?? (isLog ? 268_435_456 : -1),
            Growth = Growth ?? 8192,
            IsPercentGrowth = IsPercentGrowth,
        };
    }
}
