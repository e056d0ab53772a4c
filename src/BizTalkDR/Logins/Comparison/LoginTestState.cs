namespace BizTalkDR.Logins.Comparison;

/// <summary>What is compared. The names are stable.</summary>
public enum LoginTestSubject
{
    /// <summary>A login of an instance.</summary>
    Login,

    /// <summary>A user or the owner of a database.</summary>
    User,

    /// <summary>A role of a database.</summary>
    Role,
}

/// <summary>How it stands. The names are stable.</summary>
public enum LoginTestState
{
    /// <summary>As on the source.</summary>
    Same,

    /// <summary>It is there, and differs.</summary>
    Different,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>The name is there with another security identifier.</summary>
    OtherSid,

    /// <summary>The security identifier is there under another name.</summary>
    OtherName,

    /// <summary>The sources contradict each other, or Windows does not know it.</summary>
    Refused,

    /// <summary>It belongs to one computer alone.</summary>
    NotMovable,

    /// <summary>No login belongs to the user or owner.</summary>
    Orphaned,

    /// <summary>The role lacks members that it has on the source.</summary>
    MembersMissing,

    /// <summary>The database can't be read.</summary>
    NotReadable,
}
