using BizTalkDR.Text;

namespace BizTalkDR.Sql;

/// <summary>Thumbprints of certificates, as SQL Server's messages write them.</summary>
internal static class Thumbprint
{
    /// <summary>The thumbprint as <c>0x...</c>; null for none.</summary>
    public static string? Of(byte[]? bytes) => bytes is null || Array.TrueForAll(bytes, each => each == 0) ? null : Hexadecimal.Of(bytes);
}
