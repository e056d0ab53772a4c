using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Storage.Logging;

/// <summary>One record of a database's log.</summary>
internal abstract record LogRecord
{
    /// <summary>Given when the record is appended.</summary>
    internal Lsn Lsn { get; set; }

    /// <summary>The transaction, or 0 for records that belong to none.</summary>
    internal long TransactionId { get; set; }

    /// <summary>About how many bytes SQL Server's record would take: what makes log blocks and virtual log files fill.</summary>
    internal virtual int Size => 96;
}

/// <summary>A transaction made its first change in the database.</summary>
internal sealed record BeginRecord(string? Name, DateTime Time) : LogRecord;

/// <summary>A transaction's end; a marked transaction carries its mark in every database it changed.</summary>
internal sealed record CommitRecord(DateTime Time, LogMark? Mark) : LogRecord;

/// <summary>A transaction's end after all its changes were compensated.</summary>
internal sealed record AbortRecord(DateTime Time) : LogRecord;

/// <summary>A log mark: the name and description of BEGIN TRANSACTION ... WITH MARK, who set it and the local time.</summary>
internal sealed record LogMark(string Name, string? Description, string UserName, DateTime Time);

/// <summary>A change that can be redone, and undone by its inverse.</summary>
internal abstract record ChangeRecord : LogRecord
{
    /// <summary>For a compensation: the record that it takes back. A compensation is never undone itself.</summary>
    internal Lsn Compensates { get; init; }

    /// <summary>The change that takes this one back.</summary>
    internal abstract ChangeRecord Invert();
}

/// <summary>A row inserted (before is null), deleted (after is null) or updated.</summary>
internal sealed record RowRecord(int TableId, long RowId, object?[]? Before, object?[]? After) : ChangeRecord
{
    internal override int Size => 96 + (16 * ((Before?.Length ?? 0) + (After?.Length ?? 0)));

    internal override ChangeRecord Invert() => new RowRecord(TableId, RowId, After, Before) { Compensates = Lsn };
}

/// <summary>A catalog entry added (before is null), removed (after is null) or replaced.</summary>
internal sealed record CatalogRecord(CatalogEntry? Before, CatalogEntry? After) : ChangeRecord
{
    internal override int Size => 512;

    internal override ChangeRecord Invert() => new CatalogRecord(After, Before) { Compensates = Lsn };
}

/// <summary>A table's identity moved. It stays moved when the transaction rolls back.</summary>
internal sealed record IdentityRecord(int TableId, decimal? Value) : LogRecord;

/// <summary>ALTER DATABASE ... SET.</summary>
internal sealed record OptionsRecord(DatabaseOptions Options) : LogRecord;

/// <summary>A file of the database added (before is null), removed (after is null) or changed. No rollback takes it back.</summary>
internal sealed record FileRecord(DatabaseFile? Before, DatabaseFile? After) : LogRecord
{
    internal override int Size => 512;
}

/// <summary>A minimally logged operation under the bulk-logged recovery model: the log backup takes its pages instead.</summary>
internal sealed record BulkOperationRecord : LogRecord;

/// <summary>The beginning of a checkpoint.</summary>
internal sealed record CheckpointRecord(DateTime Time) : LogRecord;

/// <summary>The end of a checkpoint.</summary>
internal sealed record CheckpointEndRecord : LogRecord;
