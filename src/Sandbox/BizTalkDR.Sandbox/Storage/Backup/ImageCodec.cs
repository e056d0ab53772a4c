using System.Text;
using System.Text.Json;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>Writes and reads the data payload of a backup: a database's image.</summary>
internal static class ImageCodec
{
    /// <summary>"BTD1": a payload of a real server's begins otherwise.</summary>
    private const int Format = 0x31445442;

    /// <summary>Whether a data payload was written by a sandbox. A real server's holds pages, which can't be read here.</summary>
    internal static bool CanRead(byte[] bytes) => bytes.Length > 4 && BitConverter.ToInt32(bytes) == Format;

    internal static byte[] Write(DatabaseImage image)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(Format);
        writer.Write(JsonSerializer.Serialize(image.Options));
        writer.Write(image.LastObjectId);
        writer.Write(image.Lsn.ToDecimal());
        writer.Write(JsonSerializer.Serialize(image.Entries));
        writer.Write(image.Tables.Count);
        foreach (var table in image.Tables)
            WriteTable(writer, table);
        writer.Write(image.Dropped.Count);
        foreach (var (definition, rows) in image.Dropped)
        {
            writer.Write(JsonSerializer.Serialize(definition));
            WriteTable(writer, rows);
        }
        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> made.</summary>
    /// <exception cref="InvalidDataException">The bytes hold something else.</exception>
    internal static DatabaseImage Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        reader.ReadInt32();
        return new DatabaseImage(
            JsonSerializer.Deserialize<DatabaseOptions>(reader.ReadString())!,
            reader.ReadInt32(),
            Lsn.FromDecimal(reader.ReadDecimal()),
            JsonSerializer.Deserialize<CatalogEntry[]>(reader.ReadString())!,
            ReadMany(reader, ReadTable),
            ReadMany(
                reader,
                source => new DroppedTable(JsonSerializer.Deserialize<TableDefinition>(source.ReadString())!, ReadTable(source))
            )
        );
    }

    private static void WriteTable(BinaryWriter writer, TableImage table)
    {
        writer.Write(table.TableId);
        writer.Write(table.LastRowId);
        ValueCodec.WriteRow(writer, [table.LastIdentity]);
        writer.Write(table.Rows.Count);
        foreach (var (id, lsn, values) in table.Rows)
        {
            writer.Write(id);
            writer.Write(lsn.ToDecimal());
            ValueCodec.WriteRow(writer, values);
        }
        writer.Write(table.DeletedRows.Count);
        foreach (var id in table.DeletedRows)
            writer.Write(id);
    }

    private static TableImage ReadTable(BinaryReader reader) =>
        new(
            reader.ReadInt32(),
            reader.ReadInt64(),
            (decimal?)ValueCodec.ReadRow(reader)![0],
            ReadMany(
                reader,
                source => new ImageRow(source.ReadInt64(), Lsn.FromDecimal(source.ReadDecimal()), ValueCodec.ReadRow(source)!)
            ),
            ReadMany(reader, source => source.ReadInt64())
        );

    private static List<T> ReadMany<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var count = reader.ReadInt32();
        var all = new List<T>(count);
        for (var i = 0; i < count; i++)
            all.Add(read(reader));
        return all;
    }
}
