using System.Globalization;
using System.Text;
using static BizTalkDR.BackupMedia.Configuration.ConfigurationFields;

namespace BizTalkDR.BackupMedia.Configuration;

/// <summary>
/// The record in which this library keeps, in its own files, the values that have no proven place in the records of SQL Server:
/// lines of name, tab, value in UTF-8. Values of a file are named after its number in the list of files.
/// </summary>
internal sealed class ExtensionRecord
{
    private const string StripeUnitName = "StripeUnit";
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>How many bytes of a payload go to one family before the next has its turn; 0 in files of SQL Server.</summary>
    public int StripeUnit => Number(StripeUnitName) ?? 0;

    public static ExtensionRecord Read(ReadOnlySpan<byte> record)
    {
        var extension = new ExtensionRecord();
        foreach (var line in Encoding.UTF8.GetString(record.Slice(RecordHeaderLength).ToArray()).Split('\n'))
        {
            var tab = line.IndexOf('\t');
            if (tab > 0)
                extension.values[line.Substring(0, tab)] = Unescape(line.Substring(tab + 1));
        }
        return extension;
    }

    public static byte[] Write(BackupSetHeader header, int stripeUnit)
    {
        var extension = new ExtensionRecord();
        extension.Set(StripeUnitName, stripeUnit);
        extension.Set(nameof(header.Collation), header.Collation);
        extension.Set(nameof(header.CodePage), header.CodePage);
        extension.Set(nameof(header.Containment), header.Containment);
        extension.Set(nameof(header.KeyAlgorithm), header.KeyAlgorithm);
        extension.Set(nameof(header.EncryptorThumbprint), header.EncryptorThumbprint);
        extension.Set(nameof(header.EncryptorType), header.EncryptorType);
        for (var i = 0; i < header.Files.Count; i++)
        {
            var file = header.Files[i];
            extension.Set($"{i}.{nameof(file.Type)}", file.Type);
            extension.Set($"{i}.{nameof(file.ReadOnlyLSN)}", file.ReadOnlyLSN);
            extension.Set($"{i}.{nameof(file.ReadWriteLSN)}", file.ReadWriteLSN);
            extension.Set(
                $"{i}.{nameof(file.IsReadOnly)}",
                file.IsReadOnly is null ? null
                    : file.IsReadOnly.Value ? 1
                    : 0
            );
            extension.Set(
                $"{i}.{nameof(file.IsPresent)}",
                file.IsPresent is null ? null
                    : file.IsPresent.Value ? 1
                    : 0
            );
            extension.Set($"{i}.{nameof(file.LogGroupGUID)}", file.LogGroupGUID);
            extension.Set($"{i}.{nameof(file.TDEThumbprint)}", file.TDEThumbprint);
            extension.Set($"{i}.{nameof(file.SnapshotUrl)}", file.SnapshotUrl);
        }
        var text = string.Join(
            "\n",
            extension.values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key + "\t" + Escape(v.Value))
        );
        var record = new byte[RecordHeaderLength + Encoding.UTF8.GetByteCount(text)];
        RecordField.WriteHeader(record, ConfigurationFields.ExtensionRecord);
        Encoding.UTF8.GetBytes(text).CopyTo(record, RecordHeaderLength);
        return record;
    }

    public BackupSetHeader ApplyTo(BackupSetHeader header) =>
        header with
        {
            Collation = Text(nameof(header.Collation)) ?? header.Collation,
            CodePage = Number(nameof(header.CodePage)),
            Containment = Number(nameof(header.Containment)),
            KeyAlgorithm = Text(nameof(header.KeyAlgorithm)),
            EncryptorThumbprint = Bytes(nameof(header.EncryptorThumbprint)),
            EncryptorType = Text(nameof(header.EncryptorType)),
        };

    public BackupFileEntry ApplyTo(BackupFileEntry file, int index) =>
        file with
        {
            Type = Text($"{index}.{nameof(file.Type)}") ?? file.Type,
            ReadOnlyLSN = Lsn($"{index}.{nameof(file.ReadOnlyLSN)}"),
            ReadWriteLSN = Lsn($"{index}.{nameof(file.ReadWriteLSN)}"),
            IsReadOnly = Number($"{index}.{nameof(file.IsReadOnly)}") is { } readOnly ? readOnly == 1 : null,
            IsPresent = Number($"{index}.{nameof(file.IsPresent)}") is { } present ? present == 1 : null,
            LogGroupGUID = Guid.TryParse(Text($"{index}.{nameof(file.LogGroupGUID)}"), out var group) ? group : null,
            TDEThumbprint = Bytes($"{index}.{nameof(file.TDEThumbprint)}"),
            SnapshotUrl = Text($"{index}.{nameof(file.SnapshotUrl)}"),
        };

    private void Set(string name, object? value)
    {
        if (value is IReadOnlyList<byte> bytes)
            values[name] = Convert.ToBase64String(bytes.ToArray());
        else if (value is not null)
            values[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    private string? Text(string name) => values.TryGetValue(name, out var value) ? value : null;

    private int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private decimal? Lsn(string name) =>
        decimal.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private byte[]? Bytes(string name)
    {
        try
        {
            return Text(name) is { } text ? Convert.FromBase64String(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Escape(string value) => Uri.EscapeDataString(value);

    private static string Unescape(string value) => Uri.UnescapeDataString(value);
}
