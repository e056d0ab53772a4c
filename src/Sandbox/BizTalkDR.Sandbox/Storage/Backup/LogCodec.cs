using System.Text;
using System.Text.Json;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>The log payload of a backup.</summary>
/// <param name="EndTime">Local time when the log was read: a STOPAT at or after it lies beyond this log.</param>
/// <param name="Records">In the order of their LSNs.</param>
internal sealed record LogContent(DateTime EndTime, IReadOnlyList<LogRecord> Records);

/// <summary>Writes and reads the log payload of a backup.</summary>
internal static class LogCodec
{
    /// <summary>"BTL1": a payload of a real server's begins otherwise.</summary>
    private const int Format = 0x314C5442;

    /// <summary>Whether a log payload was written by a sandbox.</summary>
    internal static bool CanRead(byte[] bytes) => bytes.Length > 4 && BitConverter.ToInt32(bytes) == Format;

    private enum Tag : byte
    {
        Begin,
        Commit,
        Abort,
        Row,
        Catalog,
        Identity,
        Options,
        Bulk,
        Checkpoint,
        CheckpointEnd,
        File,
    }

    internal static byte[] Write(LogContent content)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(Format);
        writer.Write(content.EndTime.Ticks);
        writer.Write(content.Records.Count);
        foreach (var record in content.Records)
        {
            writer.Write(record.Lsn.ToDecimal());
            writer.Write(record.TransactionId);
            Write(writer, record);
        }
        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="Write(LogContent)"/> made.</summary>
    /// <exception cref="InvalidDataException">The bytes hold something else.</exception>
    internal static LogContent Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        reader.ReadInt32();
        var endTime = new DateTime(reader.ReadInt64());
        var records = new LogRecord[reader.ReadInt32()];
        for (var i = 0; i < records.Length; i++)
        {
            var lsn = Lsn.FromDecimal(reader.ReadDecimal());
            var transaction = reader.ReadInt64();
            records[i] = Read(reader);
            (records[i].Lsn, records[i].TransactionId) = (lsn, transaction);
        }
        return new LogContent(endTime, records);
    }

    private static void Write(BinaryWriter writer, LogRecord record)
    {
        switch (record)
        {
            case BeginRecord begin:
                Put(Tag.Begin, [begin.Name, begin.Time]);
                break;
            case CommitRecord { Mark: { } mark } commit:
                Put(Tag.Commit, [commit.Time, mark.Name, mark.Description, mark.UserName, mark.Time]);
                break;
            case CommitRecord commit:
                Put(Tag.Commit, [commit.Time]);
                break;
            case AbortRecord abort:
                Put(Tag.Abort, [abort.Time]);
                break;
            case RowRecord row:
                Put(Tag.Row, [row.TableId, row.RowId, row.Compensates.ToDecimal()]);
                ValueCodec.WriteRow(writer, row.Before);
                ValueCodec.WriteRow(writer, row.After);
                break;
            case CatalogRecord change:
                Put(Tag.Catalog, [Json(change.Before), Json(change.After), change.Compensates.ToDecimal()]);
                break;
            case IdentityRecord identity:
                Put(Tag.Identity, [identity.TableId, identity.Value]);
                break;
            case OptionsRecord options:
                Put(Tag.Options, [JsonSerializer.Serialize(options.Options)]);
                break;
            case BulkOperationRecord:
                Put(Tag.Bulk, []);
                break;
            case CheckpointRecord checkpoint:
                Put(Tag.Checkpoint, [checkpoint.Time]);
                break;
            case CheckpointEndRecord:
                Put(Tag.CheckpointEnd, []);
                break;
            case FileRecord change:
                Put(Tag.File, [FileJson(change.Before), FileJson(change.After)]);
                break;
            default:
                throw new InvalidOperationException($"A log record of type {record.GetType()} has no form in backups.");
        }

        void Put(Tag tag, object?[] values)
        {
            writer.Write((byte)tag);
            ValueCodec.WriteRow(writer, values);
        }
    }

    private static LogRecord Read(BinaryReader reader)
    {
        var tag = (Tag)reader.ReadByte();
        var values = ValueCodec.ReadRow(reader)!;
        return tag switch
        {
            Tag.Begin => new BeginRecord((string?)values[0], (DateTime)values[1]!),
            Tag.Commit => new CommitRecord((DateTime)values[0]!, values.Length > 1 ? ReadMark(values) : null),
            Tag.Abort => new AbortRecord((DateTime)values[0]!),
            Tag.Row => new RowRecord((int)values[0]!, (long)values[1]!, ValueCodec.ReadRow(reader), ValueCodec.ReadRow(reader))
            {
                Compensates = Lsn.FromDecimal((decimal)values[2]!),
            },
            Tag.Catalog => new CatalogRecord(Entry(values[0]), Entry(values[1])) { Compensates = Lsn.FromDecimal((decimal)values[2]!) },
            Tag.Identity => new IdentityRecord((int)values[0]!, (decimal?)values[1]),
            Tag.Options => new OptionsRecord(JsonSerializer.Deserialize<DatabaseOptions>((string)values[0]!)!),
            Tag.Bulk => new BulkOperationRecord(),
            Tag.Checkpoint => new CheckpointRecord((DateTime)values[0]!),
            Tag.CheckpointEnd => new CheckpointEndRecord(),
            Tag.File => new FileRecord(File(values[0]), File(values[1])),
            _ => throw new InvalidDataException($"Unknown log record tag {tag}."),
        };
    }

    private static LogMark ReadMark(object?[] values) =>
        new((string)values[1]!, (string?)values[2], (string)values[3]!, (DateTime)values[4]!);

    private static string? Json(CatalogEntry? entry) => entry is null ? null : JsonSerializer.Serialize(entry);

    private static string? FileJson(DatabaseFile? file) => file is null ? null : JsonSerializer.Serialize(file);

    private static DatabaseFile? File(object? json) => json is string text ? JsonSerializer.Deserialize<DatabaseFile>(text) : null;

    private static CatalogEntry? Entry(object? json) => json is string text ? JsonSerializer.Deserialize<CatalogEntry>(text) : null;
}
