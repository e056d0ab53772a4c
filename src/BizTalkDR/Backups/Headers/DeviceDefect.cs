using System.Globalization;
using System.Text.RegularExpressions;

namespace BizTalkDR.Backups.Headers;

/// <summary>
/// Backups that no RESTORE ... FROM DISK can read, by what a row says of the device they went to: msdb and other tools list them among the files.
/// </summary>
internal static class DeviceDefect
{
    // msdb's device types; those of logical devices are these plus 100.
    private const int LogicalDevices = 100;
    private const int Tape = 5;
    private const int Pipe = 6;
    private const int VirtualDevice = 7;

    // A virtual device is called by a GUID and the number of its stripe.
    private static readonly Regex VirtualDeviceName = new(
        @"^\{?[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}\}?\d*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    private static readonly string[] Nothing = ["NUL", "NUL:", @"\\.\NUL", "/dev/null"];

    /// <summary>Why the backup can't be restored from its device; null if it can, as far as the row tells.</summary>
    /// <param name="values">The row.</param>
    /// <param name="paths">The files it names.</param>
    public static string? Of(IHeaderValues values, IReadOnlyList<string> paths)
    {
        if (paths.FirstOrDefault(IsNothing) is { } nothing)
            return $"It was written to {nothing}, which keeps nothing: this piece of the log is lost.";
        if (values.Flag("IsSnapshot", "is_snapshot"))
            return "It is a snapshot: only the tool that took it can bring it back.";
        return Kind(values.Text("DeviceType", "device_type")) switch
        {
            VirtualDevice => "Another tool took it through a virtual device: only that tool can restore it.",
            Pipe => "It was written to a pipe, which keeps nothing here.",
            Tape => "It was written to tape.",
            _ when paths.Any(path => VirtualDeviceName.IsMatch(path)) =>
                "Its name is that of a virtual device: only the tool that took it can restore it.",
            _ when paths.Any(path => path.StartsWith(@"\\.\Tape", StringComparison.OrdinalIgnoreCase)) => "It was written to tape.",
            _ => null,
        };
    }

    private static bool IsNothing(string path) => Nothing.Contains(path, StringComparer.OrdinalIgnoreCase);

    // Numbers of msdb and HEADERONLY; dbatools and SMO have words.
    private static int? Kind(string? type)
    {
        if (int.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number % LogicalDevices;
        var word = (type ?? "").ToUpperInvariant();
        return word.Contains("VIRTUAL") ? VirtualDevice
            : word.Contains("TAPE") ? Tape
            : word.Contains("PIPE") ? Pipe
            : null;
    }
}
