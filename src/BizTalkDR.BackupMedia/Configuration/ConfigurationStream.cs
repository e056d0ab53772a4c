using System.Buffers.Binary;
using static BizTalkDR.BackupMedia.Configuration.ConfigurationFields;

namespace BizTalkDR.BackupMedia.Configuration;

/// <summary>
/// An MQCI stream: records one after another, each with a four-letter tag and its length. It stands twice in a set: in the MSCI block at the beginning,
/// and in the MSLS block at the end with the finish date and the final sizes.
/// </summary>
internal static class ConfigurationStream
{
    /// <summary>Reads the records into <paramref name="header"/>; false when they are not well formed or hold no set record.</summary>
    /// <param name="stream">The stream's content.</param>
    /// <param name="withFiles">Whether to read the files too, or to leave those that are known.</param>
    /// <param name="header">The header so far, and then with what was read; the files are not put into it.</param>
    /// <param name="files">The files.</param>
    /// <param name="stripeUnit">How the set's payloads are striped.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> stream,
        bool withFiles,
        ref BackupSetHeader header,
        ref IReadOnlyList<BackupFileEntry> files,
        out int stripeUnit
    )
    {
        stripeUnit = 0;
        var found = false;
        Dictionary<int, string?>? filegroups = null;
        List<BackupFileEntry>? entries = null;
        ExtensionRecord? extension = null;
        var read = header;
        while (stream.Length >= RecordHeaderLength)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(stream.Slice(4));
            if (length < RecordHeaderLength || length > stream.Length)
                return false;
            var record = stream.Slice(0, length);
            switch (BinaryPrimitives.ReadUInt32LittleEndian(record))
            {
                case ConfigurationFields.SetRecord:
                    read = SetRecord.Read(record, read);
                    found = true;
                    break;
                case FilegroupRecord when withFiles:
                    var (id, name) = FileRecords.ReadFilegroup(record);
                    (filegroups ??= [])[id] = name;
                    break;
                case FileRecord when withFiles:
                    (entries ??= []).Add(FileRecords.ReadFile(record));
                    break;
                case ConfigurationFields.ExtensionRecord:
                    extension = ExtensionRecord.Read(record);
                    break;
            }
            stream = stream.Slice(length);
        }
        if (!found)
            return false;
        stripeUnit = extension?.StripeUnit ?? 0;
        header = extension?.ApplyTo(read) ?? read;
        if (withFiles)
            files = Complete(entries, filegroups, extension);
        return true;
    }

    private static IReadOnlyList<BackupFileEntry> Complete(
        List<BackupFileEntry>? entries,
        Dictionary<int, string?>? filegroups,
        ExtensionRecord? extension
    )
    {
        if (entries is null)
            return [];
        for (var i = 0; i < entries.Count; i++)
        {
            if (filegroups is not null && filegroups.TryGetValue(entries[i].FileGroupId, out var name))
                entries[i] = entries[i] with { FileGroupName = name };
            entries[i] = extension?.ApplyTo(entries[i], i) ?? entries[i];
        }
        return entries;
    }

    public static byte[] Write(BackupSetHeader header, int stripeUnit)
    {
        var records = new List<byte[]> { SetRecord.Write(header) };
        foreach (var filegroup in header.Files.Where(f => f.FileGroupId != 0).GroupBy(f => f.FileGroupId))
            records.Add(FileRecords.WriteFilegroup(filegroup.Key, filegroup.First().FileGroupName));
        records.AddRange(header.Files.Select(FileRecords.WriteFile));
        records.Add(ExtensionRecord.Write(header, stripeUnit));
        return records.SelectMany(record => record).ToArray();
    }
}
