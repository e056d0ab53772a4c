using BizTalkDR.Logins.Definitions;
using BizTalkDR.Text;

namespace BizTalkDR.Logins.Import;

/// <summary>One login of the source on one destination instance: how it stands, what is to be done to it, and whether that was done.</summary>
public sealed record LoginImport
{
    /// <summary>The destination instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The login.</summary>
    public required string Login { get; init; }

    /// <summary>Its security identifier on the source, hexadecimal.</summary>
    public required string Sid { get; init; }

    /// <summary>What it is.</summary>
    public LoginKind Kind { get; init; }

    /// <summary>How it stands, or what has become of it.</summary>
    public LoginImportState State { get; init; }

    /// <summary>Whether something was changed.</summary>
    public bool Changed { get; init; }

    /// <summary>The source instances that have it.</summary>
    public IReadOnlyList<string> Sources
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What is to be done, or was, in words.</summary>
    public IReadOnlyList<string> Changes
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>What is left as it is, and why.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Why it is refused, or can't be moved.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do about that.</summary>
    public string? Remedy { get; init; }

    /// <summary>The id of the error, where it is refused: OtherSid, SidInUse, SourcesDiffer, UnknownToWindows.</summary>
    public string? ErrorId { get; init; }

    /// <summary>The login as the source has it.</summary>
    internal LoginDefinition? Wanted { get; init; }

    /// <summary>Whether rights beyond the source's are taken away.</summary>
    internal bool IsExact { get; init; }

    /// <summary>What is sent to the instance; with a hash in it, so it is never shown.</summary>
    internal IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>Login, instance and state.</summary>
    public override string ToString() => $"{Login} on {Instance}: {State}";
}
