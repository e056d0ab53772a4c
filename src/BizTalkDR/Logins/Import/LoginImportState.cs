namespace BizTalkDR.Logins.Import;

/// <summary>How a login stands on a destination instance, or what has become of it there. The names are stable.</summary>
public enum LoginImportState
{
    /// <summary>It is there as the source has it.</summary>
    Present,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is there, and differs.</summary>
    Outdated,

    /// <summary>It was made.</summary>
    Created,

    /// <summary>It was brought up to date.</summary>
    Updated,

    /// <summary>It can't be made without destroying what is there, or the sources contradict each other.</summary>
    Refused,

    /// <summary>It belongs to one computer alone.</summary>
    NotMovable,
}
