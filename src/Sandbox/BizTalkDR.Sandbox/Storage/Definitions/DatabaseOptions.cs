namespace BizTalkDR.Sandbox.Storage.Definitions;

internal enum RecoveryModel
{
    Full = 1,
    BulkLogged = 2,
    Simple = 3,
}

/// <summary>sys.databases.state.</summary>
internal enum DatabaseState
{
    Online = 0,
    Restoring = 1,
    Recovering = 2,
    RecoveryPending = 3,
    Suspect = 4,
    Emergency = 5,
    Offline = 6,
}

internal enum UserAccess
{
    MultiUser = 0,
    SingleUser = 1,
    RestrictedUser = 2,
}

/// <summary>What ALTER DATABASE ... SET changes; names as in sys.databases.</summary>
internal sealed record DatabaseOptions
{
    public RecoveryModel RecoveryModel { get; init; } = RecoveryModel.Full;

    public int CompatibilityLevel { get; init; } = 150;

    public string Collation { get; init; } = "SQL_Latin1_General_CP1_CI_AS";

    public UserAccess UserAccess { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsTrustworthy { get; init; }

    public bool IsDbChaining { get; init; }

    public bool IsBrokerEnabled { get; init; }

    public bool IsReadCommittedSnapshot { get; init; }

    /// <summary>ALLOW_SNAPSHOT_ISOLATION.</summary>
    public bool IsSnapshotIsolationAllowed { get; init; }

    public bool IsAutoClose { get; init; }

    public bool IsAutoShrink { get; init; }

    public bool IsAutoCreateStatistics { get; init; } = true;

    public bool IsAutoUpdateStatistics { get; init; } = true;

    public bool IsRecursiveTriggers { get; init; }

    public bool IsAnsiNullDefault { get; init; }

    public bool IsAnsiNulls { get; init; }

    public bool IsAnsiPadding { get; init; }

    public bool IsAnsiWarnings { get; init; }

    public bool IsArithAbort { get; init; }

    public bool IsConcatNullYieldsNull { get; init; }

    public bool IsQuotedIdentifier { get; init; }

    public bool IsNumericRoundAbort { get; init; }

    /// <summary>Transparent data encryption: whether the pages and the log are encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The algorithm of the database encryption key (AES_256); null without a key.</summary>
    public string? EncryptionAlgorithm { get; init; }

    /// <summary>The thumbprint of the certificate that protects that key, in hexadecimal; null without a key.</summary>
    public string? EncryptorThumbprint { get; init; }

    /// <summary>When DBCC CHECKDB last found the database sound, local time.</summary>
    public DateTime? LastGoodCheck { get; init; }

    /// <summary>The filegroups, PRIMARY first.</summary>
    public IReadOnlyList<DatabaseFileGroup> FileGroups { get; init; } = [new(1, DatabaseFileGroup.Primary)];

    /// <summary>The filegroup that new tables go to.</summary>
    public int DefaultFileGroup { get; init; } = 1;

    /// <summary>PAGE_VERIFY: 0 none, 1 torn page detection, 2 checksum.</summary>
    public byte PageVerify { get; init; } = 2;
}

/// <summary>A filegroup of a database: a row of sys.filegroups.</summary>
/// <param name="Id">data_space_id.</param>
/// <param name="Name">Its name.</param>
internal sealed record DatabaseFileGroup(int Id, string Name)
{
    /// <summary>The name of the first filegroup.</summary>
    internal const string Primary = "PRIMARY";
}
