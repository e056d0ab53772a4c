using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.Observations;

/// <summary>Security identifiers as text, to be compared.</summary>
internal static class SidText
{
    public static string Of(object? sid) => sid is byte[] bytes ? "0x" + BitConverter.ToString(bytes).Replace("-", "") : "";
}
