using System.Security.Cryptography;
using System.Text;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>NEWID, checksums and hashes.</summary>
internal static class IdentifierFunctions
{
    internal static IEnumerable<SystemFunction> All =>
        [
            new("NEWID", 0, 0, _ => SqlType.UniqueIdentifier, (_, _) => Guid.NewGuid()),
            new("NEWSEQUENTIALID", 0, 0, _ => SqlType.UniqueIdentifier, (_, _) => Guid.CreateVersion7()),
            new("CHECKSUM", 1, 254, _ => SqlType.Int, (_, values) => Checksum(values, ignoresCase: true)),
            new("BINARY_CHECKSUM", 1, 254, _ => SqlType.Int, (_, values) => Checksum(values, ignoresCase: false)),
            new("HASHBYTES", 2, 2, _ => SqlType.VarBinary(8000), (_, values) => Hash(values)),
        ];

    /// <summary>A checksum of the values; the server's own formula is not published.</summary>
    private static int Checksum(IReadOnlyList<object?> values, bool ignoresCase)
    {
        var sum = 0;
        foreach (var index in Enumerable.Range(0, values.Count))
        {
            var text = values.Text(index) ?? "\0";
            foreach (var c in ignoresCase ? text.ToUpperInvariant().TrimEnd(' ') : text)
                sum = unchecked((int)uint.RotateLeft((uint)sum, 4) ^ c);
        }
        return sum;
    }

    private static object? Hash(IReadOnlyList<object?> values)
    {
        if (values[1] is null)
            return null;
        var bytes = values[1] is byte[] binary ? binary : Encoding.Unicode.GetBytes(values.Text(1)!);
        return values.Text(0)?.ToUpperInvariant() switch
        {
#pragma warning disable CA5350, CA5351 // what T-SQL offers
            "MD5" => MD5.HashData(bytes),
            "SHA" or "SHA1" => SHA1.HashData(bytes),
#pragma warning restore CA5350, CA5351
            "SHA2_256" => SHA256.HashData(bytes),
            "SHA2_512" => SHA512.HashData(bytes),
            _ => null,
        };
    }
}
