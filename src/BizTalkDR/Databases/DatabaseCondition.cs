using System.Text.Json.Serialization;
using BizTalkDR.Topologies;

namespace BizTalkDR.Databases;

/// <summary>
/// What a database is like at a moment, as far as it tells whether anybody has been at it since: which one it is, its state, who may come in, whose
/// it is, where its log ends, and what was restored into it last.
/// </summary>
public sealed record DatabaseCondition
{
    /// <summary>Which database it is.</summary>
    public required DatabaseIdentity Identity { get; init; }

    /// <summary>Its state.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<DatabaseState>))]
    public DatabaseState State { get; init; }

    /// <summary>Whether nothing can be written into it (<c>is_read_only</c>).</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>MULTI_USER, RESTRICTED_USER or SINGLE_USER.</summary>
    public string? UserAccess { get; init; }

    /// <summary>The login that owns it; null where its SID has none.</summary>
    public string? Owner { get; init; }

    /// <summary>
    /// Where it stands: the redo point of a database that is being restored, else where its log ends (<c>sys.dm_db_log_stats.log_end_lsn</c>). Null
    /// where the server does not tell it.
    /// </summary>
    public string? Lsn { get; init; }

    /// <summary>The newest row of <c>msdb.dbo.restorehistory</c> about it; null without one.</summary>
    public int? RestoreId { get; init; }

    /// <summary>The backup set of that row (<c>backup_set_uuid</c>).</summary>
    public Guid? RestoredBackupSet { get; init; }

    /// <summary>
    /// The recovery fork of the database that this backup was taken from (<c>last_recovery_fork_guid</c>): a restored database begins one of its own.
    /// </summary>
    public Guid? RestoredFork { get; init; }

    /// <summary>Instance and name.</summary>
    [JsonIgnore]
    public DatabaseKey Key => Identity.Key;

    /// <summary>A database that is not there.</summary>
    public static DatabaseCondition Missing(DatabaseKey key) =>
        new()
        {
            Identity = new DatabaseIdentity { Key = key },
            State = DatabaseState.Missing,
        };

    /// <summary>
    /// What is not as it was, a part of a sentence each, in the order of what says most. What one of both does not tell is passed over, and so is the
    /// end of the log of a database that was open for writing: it moves by itself.
    /// </summary>
    /// <param name="now">What it is like now.</param>
    public IReadOnlyList<string> DifferencesFrom(DatabaseCondition now)
    {
        if (now is null)
            throw new ArgumentNullException(nameof(now));
        if (State == DatabaseState.Missing || now.State == DatabaseState.Missing)
            return State == now.State ? [] : [now.State == DatabaseState.Missing ? "it is not there any more" : "it is there again"];
        var found = new List<string>(IdentityDifferencesFrom(now));
        if (State != now.State)
            found.Add($"it is {now.State.InWords()}, not {State.InWords()}");
        if (IsReadOnly != now.IsReadOnly)
            found.Add(now.IsReadOnly ? "it is READ_ONLY" : "it is open for writing, not READ_ONLY");
        if (IsOther(UserAccess, now.UserAccess))
            found.Add($"its access is {now.UserAccess}, not {UserAccess}");
        if (IsOther(Owner, now.Owner))
            found.Add($"its owner is {now.Owner}, not {Owner}");
        if ((IsReadOnly || State == DatabaseState.Restoring) && State == now.State && IsOther(Lsn, now.Lsn))
            found.Add(
                $"{(State == DatabaseState.Restoring ? "it was rolled on" : "something was written into it")} (LSN {now.Lsn}, not {Lsn})"
            );
        return found;
    }

    /// <summary>
    /// Whether it is another database than it was, or was restored since, a part of a sentence each: state, access, owner and contents may have changed.
    /// A database that is gone is no other one.
    /// </summary>
    /// <param name="now">What it is like now.</param>
    public IReadOnlyList<string> IdentityDifferencesFrom(DatabaseCondition now)
    {
        if (now is null)
            throw new ArgumentNullException(nameof(now));
        if (now.State == DatabaseState.Missing)
            return [];
        if (State == DatabaseState.Missing)
            return ["it was not there"];
        var found = new List<string>();
        if (Identity.IsSameFamily(now.Identity) == false)
            found.Add($"it is another database (family {now.Identity.FamilyGuid}, not {Identity.FamilyGuid})");
        else if (IsOther(Identity.RecoveryFork, now.Identity.RecoveryFork))
            found.Add($"it was restored or recovered since (recovery fork {now.Identity.RecoveryFork}, not {Identity.RecoveryFork})");
        else if (IsOther(Identity.DatabaseGuid, now.Identity.DatabaseGuid) || IsOther(Identity.CreatedAt, now.Identity.CreatedAt))
            found.Add($"it was made anew at {now.Identity.CreatedAt:s}");
        if (now.RestoreId > RestoreId || (RestoreId is null && now.RestoreId is not null))
            found.Add("backups were restored into it since");
        else if (IsOther(RestoredBackupSet, now.RestoredBackupSet))
            found.Add($"it comes from another backup ({now.RestoredBackupSet}, not {RestoredBackupSet})");
        return found;
    }

    /// <summary>The database, its state and access.</summary>
    public override string ToString() => $"{Key}: {State.InWords()}{(IsReadOnly ? ", READ_ONLY" : "")}, {UserAccess}";

    private static bool IsOther(string? left, string? right) =>
        left is not null && right is not null && !string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool IsOther<T>(T? left, T? right)
        where T : struct, IEquatable<T> => left is { } was && right is { } now && !was.Equals(now);
}
