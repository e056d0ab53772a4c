namespace BizTalkDR.Logins.Definitions;

/// <summary>What a login is (sys.server_principals.type). The names are stable.</summary>
public enum LoginKind
{
    /// <summary>A login with a password that SQL Server keeps.</summary>
    SqlLogin,

    /// <summary>An account of Windows.</summary>
    WindowsUser,

    /// <summary>A group of Windows.</summary>
    WindowsGroup,

    /// <summary>One that belongs to a certificate, a key or Microsoft Entra.</summary>
    Other,
}
