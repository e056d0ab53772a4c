using System.Globalization;

namespace BizTalkDR.Readiness.Results;

/// <summary>Times and sizes in the results, the same in every culture.</summary>
internal static class ReadinessText
{
    public static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Megabytes(long bytes) => ((bytes + (1 << 20) - 1) >> 20).ToString("N0", CultureInfo.InvariantCulture) + " MB";
}
