using System.Globalization;
using System.Reflection;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.Backups.Headers;

namespace BizTalkDR.Backups.Media;

/// <summary>The values of a header as the library for backup files reads it: its properties have the names of RESTORE HEADERONLY.</summary>
internal sealed class MediaValues(BackupFileHeader header) : IHeaderValues
{
    private static readonly Dictionary<string, PropertyInfo> Properties = typeof(BackupFileHeader)
        .GetProperties()
        .ToDictionary(property => property.Name, StringComparer.Ordinal);

    public string? Text(params string[] names) => Value(names) as string;

    public decimal? Number(params string[] names) =>
        Value(names) is { } value ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : null;

    public decimal? Lsn(params string[] names) => Number(names);

    public long? Bytes(params string[] names) => Value(names) is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    public Guid? Guid(params string[] names) => Value(names) as Guid?;

    public DateTime? Time(params string[] names) => Value(names) as DateTime?;

    public bool Flag(params string[] names) => Value(names) is true;

    public byte[]? Binary(params string[] names) => Value(names) is IReadOnlyList<byte> bytes ? [.. bytes] : null;

    private object? Value(string[] names)
    {
        foreach (var name in names)
        {
            if (Properties.TryGetValue(name, out var property) && property.GetValue(header) is { } value)
                return value;
        }
        return null;
    }
}
