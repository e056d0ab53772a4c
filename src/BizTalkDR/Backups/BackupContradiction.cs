using BizTalkDR.Topologies;

namespace BizTalkDR.Backups;

/// <summary>What two sources of a history say differently.</summary>
public enum BackupContradictionKind
{
    /// <summary>A table or header names a file that is not there.</summary>
    RowWithoutFile,

    /// <summary>A file is there that no table knows.</summary>
    FileWithoutRow,

    /// <summary>A file holds a backup of another database than its name or its row says.</summary>
    OtherDatabaseInFile,

    /// <summary>A file holds a backup of another kind than its name or its row says.</summary>
    OtherTypeInFile,

    /// <summary>A file holds another backup of the same database than the history says: it was overwritten, or another file took its name.</summary>
    OtherBackupInFile,

    /// <summary>A file is not where its row says, but was found elsewhere.</summary>
    MovedFile,

    /// <summary>Two tables say different things of the same backup.</summary>
    RowsDiffer,

    /// <summary>A file, or a backup set in it, is damaged, cut off or no backup at all.</summary>
    DamagedFile,

    /// <summary>A striped backup lacks one of its files.</summary>
    MissingStripe,

    /// <summary>One BackupSetGUID is told of different backups, so that it proves nothing.</summary>
    OneIdentifierTwice,

    /// <summary>One database is listed under two spellings of its server, so that the job backs it up twice into one file.</summary>
    TwoSpellings,

    /// <summary>An instance may not read a file: a matter of rights, of the login or of the service account. Nothing is said of the file.</summary>
    AccessDenied,

    /// <summary>The certificate that a backup is encrypted with is missing where it was read. Nothing is said of the file.</summary>
    CertificateMissing,

    /// <summary>The reader does not know what a file is written with: a newer version, another compression. Nothing is said of the file.</summary>
    NotDecodable,

    /// <summary>Reading a file failed for a reason that does not lie in the file.</summary>
    NotRead,
}

/// <summary>One thing in which the sources of a history contradict each other.</summary>
public sealed record BackupContradiction
{
    /// <summary>What it is.</summary>
    public BackupContradictionKind Kind { get; init; }

    /// <summary>The server that took the backup: the topology name where it could be resolved; null if it is not known.</summary>
    public string? Server { get; init; }

    /// <summary>The database, if it is known.</summary>
    public string? Database { get; init; }

    /// <summary>The file concerned.</summary>
    public string? Path { get; init; }

    /// <summary>What contradicts what, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it; null if nothing has to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>A contradiction about one backup.</summary>
    internal static BackupContradiction Of(
        BackupContradictionKind kind,
        DatabaseKey database,
        string path,
        string message,
        string? remedy = null
    ) =>
        new()
        {
            Kind = kind,
            Server = database.Server,
            Database = database.Name,
            Path = path,
            Message = message,
            Remedy = remedy,
        };

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
