using System.Globalization;

namespace BizTalkDR.Instances.Storage;

/// <summary>By which one sees, without reading it, that a file may hold other bytes than before.</summary>
/// <param name="Path">The path, as the instance that was asked sees it.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="WrittenAt">When it was written last, in the time that the instance tells.</param>
public sealed record FileStamp(string Path, long SizeBytes, DateTime WrittenAt)
{
    /// <summary>Path, size and time.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0} ({1} bytes, written {2:s})", Path, SizeBytes, WrittenAt);
}
