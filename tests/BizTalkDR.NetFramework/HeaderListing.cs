using System.Collections;
using System.Globalization;
using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;

namespace BizTalkDR.NetFramework;

/// <summary>Everything that is read of a backup file's sets, in lines that look the same on every runtime.</summary>
internal static class HeaderListing
{
    internal static IEnumerable<string> Of(string file)
    {
        using var reader = BackupMediaReader.Open(file);
        foreach (var set in reader.Sets)
            yield return string.Join("; ", Properties(set));
    }

    private static IEnumerable<string> Properties(BackupSetHeader set) =>
        typeof(BackupSetHeader)
            .GetProperties()
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{property.Name}={Text(property.GetValue(set))}");

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
            IEnumerable items => "[" + string.Join(", ", items.Cast<object>().Select(Text)) + "]",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
