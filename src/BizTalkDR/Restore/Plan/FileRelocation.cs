namespace BizTalkDR.Restore.Plan;

/// <summary>Where a database's files go.</summary>
public enum FileRelocationKind
{
    /// <summary>To the paths in the backup.</summary>
    Keep,

    /// <summary>Where the files of the database lie that is replaced, matched by logical name; the instance's default folders for others.</summary>
    ExistingFiles,

    /// <summary>To the instance's default folders.</summary>
    DefaultFolders,

    /// <summary>To the folders given.</summary>
    Folders,
}

/// <summary>Where a database's files go when it starts over from a full backup (MOVE).</summary>
public sealed record FileRelocation
{
    /// <summary>The paths in the backup.</summary>
    public static FileRelocation Keep { get; } = new();

    /// <summary>The way the folders are chosen.</summary>
    public FileRelocationKind Kind { get; init; }

    /// <summary>The folder of data files, for <see cref="FileRelocationKind.Folders"/>.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The folder of log files, for <see cref="FileRelocationKind.Folders"/>; the data folder if null.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Exact paths by logical name (without regard to case); they win over everything else.</summary>
    public IReadOnlyDictionary<string, string> Exact { get; init; } = new Dictionary<string, string>();

    /// <summary>Exact paths by logical name for single databases, by their names at the destination; they win over <see cref="Exact"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ExactByDatabase { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>How the folders are chosen, and which they are.</summary>
    public override string ToString() => DataFolder is null ? $"{Kind}" : $"{Kind}: {DataFolder}, {LogFolder ?? DataFolder}";

    /// <summary>What it says of one database.</summary>
    /// <param name="database">The name at the destination.</param>
    public FileRelocation For(string database)
    {
        if (ExactByDatabase.Count == 0)
            return this;
        var exact = Exact.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var pair in ExactByDatabase.Where(pair => string.Equals(pair.Key, database, StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var file in pair.Value)
                exact[file.Key] = file.Value;
        }
        return this with { Exact = exact, ExactByDatabase = new Dictionary<string, IReadOnlyDictionary<string, string>>() };
    }

    /// <summary>To these folders.</summary>
    public static FileRelocation ToFolders(string dataFolder, string? logFolder = null) =>
        new()
        {
            Kind = FileRelocationKind.Folders,
            DataFolder = dataFolder,
            LogFolder = logFolder,
        };
}

/// <summary>MOVE 'logical' TO 'physical'.</summary>
/// <param name="LogicalName">The file's logical name in the backup.</param>
/// <param name="PhysicalName">Its new path.</param>
public sealed record FileMove(string LogicalName, string PhysicalName)
{
    /// <summary>The logical name and the new path.</summary>
    public override string ToString() => $"{LogicalName} to {PhysicalName}";
}
