namespace BizTalkDR.Logins.Repair;

/// <summary>Whether an orphan can be tied to a login, or was. The names are stable.</summary>
public enum UserRepairState
{
    /// <summary>There is a login for it.</summary>
    Repairable,

    /// <summary>It was tied to the login.</summary>
    Repaired,

    /// <summary>Nothing tells which login it is to be tied to.</summary>
    NoLogin,

    /// <summary>The login that would be taken is of another kind.</summary>
    OtherKind,

    /// <summary>The login has a user in the database already.</summary>
    LoginInUse,

    /// <summary>The database can't be written to, or not be read.</summary>
    NotWritable,
}

/// <summary>A user or owner of a database without a login, and the login that it is tied to.</summary>
public sealed record UserRepair
{
    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The user; dbo for the owner.</summary>
    public required string User { get; init; }

    /// <summary>Whether it is the owner.</summary>
    public bool IsOwner { get; init; }

    /// <summary>The security identifier that it has and no login has, hexadecimal.</summary>
    public required string Sid { get; init; }

    /// <summary>The login for it; null where there is none.</summary>
    public string? Login { get; init; }

    /// <summary>That login's security identifier: whose rights it would get is decided by that.</summary>
    public string? LoginSid { get; init; }

    /// <summary>Why this login: the name on the source, the same name, or as was said.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it can be repaired, or was.</summary>
    public UserRepairState State { get; init; }

    /// <summary>What is done, as T-SQL.</summary>
    public string? Statement { get; init; }

    /// <summary>What is in the way.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>User, database and state.</summary>
    public override string ToString() => $"{User} of {Database} on {Instance}: {State}{(Login is null ? "" : $", {Login}")}";
}
