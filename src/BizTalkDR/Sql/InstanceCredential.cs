using System.Security;

namespace BizTalkDR.Sql;

/// <summary>A SQL Server login and its password.</summary>
/// <param name="userName">The login.</param>
/// <param name="password">The password; it is copied and made read-only.</param>
public sealed class InstanceCredential(string userName, SecureString password)
{
    /// <summary>The login.</summary>
    public string UserName { get; } = userName;

    /// <summary>The password, read-only.</summary>
    public SecureString Password { get; } = ReadOnlyCopy(password);

    /// <summary>The login; never the password.</summary>
    public override string ToString() => UserName;

    private static SecureString ReadOnlyCopy(SecureString password)
    {
        var copy = password.Copy();
        copy.MakeReadOnly();
        return copy;
    }
}
