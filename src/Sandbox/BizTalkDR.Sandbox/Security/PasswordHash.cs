using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BizTalkDR.Sandbox.Security;

/// <summary>
/// A password as sys.sql_logins.password_hash keeps it: version 0x0200, four bytes of salt, and SHA-512 over the password's UTF-16 bytes
/// and the salt. A hash moves to another server as it is (CREATE LOGIN ... WITH PASSWORD = 0x... HASHED).
/// </summary>
internal static class PasswordHash
{
    private const ushort Version = 0x0200;
    private const int SaltAt = 2;
    private const int DigestAt = 6;
    private const int Length = DigestAt + SHA512.HashSizeInBytes;

    internal static byte[] Of(string password)
    {
        Span<byte> salt = stackalloc byte[DigestAt - SaltAt];
        RandomNumberGenerator.Fill(salt);
        return Of(password, salt);
    }

    /// <summary>Whether the hash is that of the password (PWDCOMPARE).</summary>
    internal static bool Matches(string password, byte[] hash) =>
        IsWellFormed(hash) && CryptographicOperations.FixedTimeEquals(Of(password, hash.AsSpan(SaltAt, DigestAt - SaltAt)), hash);

    /// <summary>Whether bytes given as HASHED can be a password hash; 15021 or 15023 otherwise.</summary>
    internal static bool IsWellFormed(byte[] hash) => hash.Length == Length && BinaryPrimitives.ReadUInt16BigEndian(hash) == Version;

    private static byte[] Of(string password, ReadOnlySpan<byte> salt)
    {
        var hash = new byte[Length];
        BinaryPrimitives.WriteUInt16BigEndian(hash, Version);
        salt.CopyTo(hash.AsSpan(SaltAt));
        SHA512.HashData([.. Encoding.Unicode.GetBytes(password), .. salt], hash.AsSpan(DigestAt));
        return hash;
    }
}
