using System.Security.Cryptography;

namespace BizTalkDR.Text;

/// <summary>SHA-256, on both frameworks.</summary>
internal static class Sha256
{
    public static byte[] Of(byte[] bytes) => Of(bytes, 0, bytes.Length);

    /// <summary>In hexadecimal, lower case.</summary>
    public static string Hex(byte[] bytes) => Hex(bytes, 0, bytes.Length);

    /// <summary>Of a part, in hexadecimal, lower case.</summary>
    public static string Hex(byte[] bytes, int offset, int count) =>
        BitConverter.ToString(Of(bytes, offset, count)).Replace("-", "").ToLowerInvariant();

    private static byte[] Of(byte[] bytes, int offset, int count)
    {
#if NETFRAMEWORK
        using var sha = SHA256.Create();
        return sha.ComputeHash(bytes, offset, count);
#else
        return SHA256.HashData(bytes.AsSpan(offset, count));
#endif
    }
}
