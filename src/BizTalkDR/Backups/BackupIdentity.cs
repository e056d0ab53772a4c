using System.Globalization;
using BizTalkDR.Text;

namespace BizTalkDR.Backups;

/// <summary>
/// What one backup is, wherever its file lies and whatever it is called: paths, file names and database names are for people, and another backup
/// may stand behind the same ones an hour later. Values that a source does not tell are null and prove nothing.
/// </summary>
public sealed record BackupIdentity
{
    /// <summary>The kind of backup.</summary>
    public BackupType Type { get; init; }

    /// <summary>The backup set (BackupSetGUID, msdb's backup_set_uuid).</summary>
    public Guid? BackupSetGUID { get; init; }

    /// <summary>The media set that the files belong to (MediaSetId of RESTORE LABELONLY, msdb's media_uuid).</summary>
    public Guid? MediaSetId { get; init; }

    /// <summary>The media families, one for each file, in the order of their numbers (MediaFamilyId of RESTORE LABELONLY).</summary>
    public IReadOnlyList<Guid> MediaFamilyIds
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>The position of the set in its files, from 1.</summary>
    public int Position { get; init; } = 1;

    /// <summary>The family of the database (FamilyGUID): the same in all its copies, another for every other database, whatever its name.</summary>
    public Guid? FamilyGUID { get; init; }

    /// <summary>Recovery fork at the start of the backup.</summary>
    public Guid? FirstRecoveryForkID { get; init; }

    /// <summary>Recovery fork at the end of the backup.</summary>
    public Guid? RecoveryForkID { get; init; }

    /// <summary>First log sequence number in the backup.</summary>
    public decimal? FirstLSN { get; init; }

    /// <summary>Log sequence number just after the backup's last log record.</summary>
    public decimal? LastLSN { get; init; }

    /// <summary>The checkpoint at which the backup was created.</summary>
    public decimal? CheckpointLSN { get; init; }

    /// <summary>When the backup ended, in the time of the server that took it, to the second.</summary>
    public DateTime? BackupFinishDate { get; init; }

    /// <summary>Size of the backup in bytes, uncompressed, over all its files.</summary>
    public long? BackupSize { get; init; }

    /// <summary>What is known of a backup; null without its header.</summary>
    public static BackupIdentity? Of(BackupFile file) =>
        file.Header is { } header
            ? Of(header) with
            {
                Position = file.Position,
                MediaSetId = file.MediaSetId,
                MediaFamilyIds = file.MediaFamilyIds,
            }
            : null;

    /// <summary>What a header tells; the media it lies on is not in it.</summary>
    public static BackupIdentity Of(BackupHeader header) =>
        new()
        {
            Type = header.BackupType,
            BackupSetGUID = header.BackupSetGUID,
            Position = header.Position,
            FamilyGUID = header.FamilyGUID,
            FirstRecoveryForkID = header.FirstRecoveryForkID,
            RecoveryForkID = header.RecoveryForkID,
            FirstLSN = header.FirstLSN,
            LastLSN = header.LastLSN,
            CheckpointLSN = header.CheckpointLSN,
            BackupFinishDate = ToSecond(header.BackupFinishDate),
            BackupSize = header.BackupSize,
        };

    /// <summary>
    /// Whether enough is known to tell this backup from every other: its set's GUID, or the database's family, the fork and the range of the log.
    /// </summary>
    public bool IsCertain =>
        BackupSetGUID is not null || (FamilyGUID is not null && RecoveryForkID is not null && FirstLSN is not null && LastLSN is not null);

    /// <summary>
    /// Whether the other is surely this very backup: nothing that both know differs, and the other knows what makes this one certain. A source that
    /// tells too little is never taken for the same.
    /// </summary>
    public bool IsSame(BackupIdentity other) => IsCertain && DifferencesFrom(other).Count == 0;

    /// <summary>
    /// In what the other differs from this one, in the order of what says most; what makes this one certain and is not told by the other is named
    /// too. Empty for the same backup.
    /// </summary>
    public IReadOnlyList<BackupDifference> DifferencesFrom(BackupIdentity other)
    {
        var found = new List<BackupDifference>();
        Compare("backup set GUID", BackupSetGUID, other.BackupSetGUID, isNeeded: true);
        Compare("database family GUID", FamilyGUID, other.FamilyGUID, isNeeded: true);
        Compare<BackupType>("kind of backup", Type, other.Type, isNeeded: true);
        Compare("recovery fork at its end", RecoveryForkID, other.RecoveryForkID, isNeeded: true);
        Compare("recovery fork at its start", FirstRecoveryForkID, other.FirstRecoveryForkID, isNeeded: false);
        Compare("first LSN", FirstLSN, other.FirstLSN, isNeeded: true);
        Compare("last LSN", LastLSN, other.LastLSN, isNeeded: true);
        Compare("checkpoint LSN", CheckpointLSN, other.CheckpointLSN, isNeeded: false);
        if (!IsSameSecond(BackupFinishDate, other.BackupFinishDate))
            Compare("time it ended", ToSecond(BackupFinishDate), ToSecond(other.BackupFinishDate), isNeeded: false);
        Compare("size in bytes", BackupSize, other.BackupSize, isNeeded: false);
        Compare<int>("position in the file", Position, other.Position, isNeeded: true);
        Compare("media set", MediaSetId, other.MediaSetId, isNeeded: false);
        if (MediaFamilyIds.Count > 0 && other.MediaFamilyIds.Count > 0 && !MediaFamilyIds.SequenceEqual(other.MediaFamilyIds))
            found.Add(new BackupDifference("media families", string.Join(", ", MediaFamilyIds), string.Join(", ", other.MediaFamilyIds)));
        return found;

        void Compare<T>(string what, T? expected, T? actual, bool isNeeded)
            where T : struct
        {
            if (expected is { } wanted && (actual is { } told ? !wanted.Equals(told) : isNeeded))
                found.Add(new BackupDifference(what, Text(wanted), actual is { } value ? Text(value) : null));
        }
    }

    /// <summary>Compares all values, the list of families too.</summary>
    public bool Equals(BackupIdentity? other) =>
        other is not null
        && Type == other.Type
        && BackupSetGUID == other.BackupSetGUID
        && MediaSetId == other.MediaSetId
        && MediaFamilyIds.SequenceEqual(other.MediaFamilyIds)
        && Position == other.Position
        && FamilyGUID == other.FamilyGUID
        && FirstRecoveryForkID == other.FirstRecoveryForkID
        && RecoveryForkID == other.RecoveryForkID
        && FirstLSN == other.FirstLSN
        && LastLSN == other.LastLSN
        && CheckpointLSN == other.CheckpointLSN
        && BackupFinishDate == other.BackupFinishDate
        && BackupSize == other.BackupSize;

    /// <inheritdoc/>
    public override int GetHashCode() => (BackupSetGUID, FamilyGUID, RecoveryForkID, FirstLSN, LastLSN, Position).GetHashCode();

    /// <summary>The kind, the set's GUID and the range of the log.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Type} backup {BackupSetGUID?.ToString() ?? "of unknown GUID"}, LSN {FirstLSN} to {LastLSN}, ended {BackupFinishDate:s}"
        );

    // Files hold seconds, and msdb's datetime rounds: the last steps of a second are the next one there.
    private static bool IsSameSecond(DateTime? left, DateTime? right) =>
        left is { } one && right is { } two && Math.Abs((one - two).TotalSeconds) <= 1;

    private static DateTime? ToSecond(DateTime? time) =>
        time is { } exact ? new DateTime(exact.Ticks - exact.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Unspecified) : null;

    private static string Text<T>(T value) =>
        value is DateTime time ? time.ToString("s", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

/// <summary>One value in which a backup is not the one that was expected.</summary>
/// <param name="What">The value, in words.</param>
/// <param name="Expected">What it should be.</param>
/// <param name="Actual">What it is; null if it was not told.</param>
public sealed record BackupDifference(string What, string Expected, string? Actual)
{
    /// <summary>The difference as part of a sentence.</summary>
    public override string ToString() =>
        Actual is null ? $"its {What} should be {Expected} and is not told" : $"its {What} is {Actual} instead of {Expected}";
}
