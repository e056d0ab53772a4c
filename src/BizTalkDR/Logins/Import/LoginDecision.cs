using BizTalkDR.Logins.Definitions;
using BizTalkDR.Sql;
using BizTalkDR.Text;

namespace BizTalkDR.Logins.Import;

/// <summary>
/// What is done to a login of the source on a destination instance: a function of what both sides have. A login is known by its identifier; a name with
/// another one behind it, or the identifier under another name, is left alone.
/// </summary>
internal static class LoginDecision
{
    /// <param name="sources">The login as each source instance has it; one at least.</param>
    /// <param name="there">What the destination instance has.</param>
    /// <param name="windowsSid">Asks Windows there for an account's identifier; null where it knows none.</param>
    /// <param name="isExact">Whether rights beyond the source's are taken away.</param>
    public static LoginImport Decide(
        IReadOnlyList<(string Source, LoginDefinition Login)> sources,
        InstanceLogins there,
        Func<string, string?> windowsSid,
        bool isExact
    )
    {
        var wanted = LoginMerge.Of([.. sources.Select(source => source.Login)]);
        var import = new LoginImport
        {
            Instance = there.Instance.Name,
            Login = wanted.Name,
            Sid = wanted.Sid,
            Kind = wanted.Kind,
            Sources = [.. sources.Select(source => source.Source)],
            Wanted = wanted,
            IsExact = isExact,
        };
        if (LoginMerge.Contradiction(sources) is { } contradiction)
            return Refuse(
                import,
                "SourcesDiffer",
                contradiction,
                "Make them the same on the sources and export again; or import one source only: -SourceInstance."
            );
        return Decide(import, wanted, there, windowsSid);
    }

    /// <summary>The same for a login of which the wish is known already.</summary>
    public static LoginImport Decide(LoginImport import, InstanceLogins there, Func<string, string?> windowsSid) =>
        import.Wanted is { } wanted ? Decide(Undecided(import), wanted, there, windowsSid) : import;

    private static LoginImport Undecided(LoginImport import) =>
        import with
        {
            Statements = [],
            Changes = [],
            Notes = [],
            ErrorId = null,
            Detail = null,
            Remedy = null,
        };

    private static LoginImport Decide(LoginImport import, LoginDefinition wanted, InstanceLogins there, Func<string, string?> windowsSid)
    {
        if (Obstacle(wanted, there) is { } obstacle)
            return NotMovable(import, wanted, obstacle);
        var bySid = there.BySid(wanted.Sid);
        var byName = there.ByName(wanted.Name);
        if (bySid is not null && bySid.Name.SameAs(wanted.Name))
            return Update(import, wanted, bySid, there);
        if (bySid is not null)
            return Refuse(
                import,
                "SidInUse",
                $"The SID of {wanted.Name} belongs to {bySid.Name} on {there.Instance} (message 15433 would say no more): "
                    + $"after a recovery its users would be {bySid.Name}'s.",
                $"If it is the same login under another name: ALTER LOGIN {SqlIdentifier.Quote(bySid.Name)} WITH NAME = {SqlIdentifier.Quote(wanted.Name)}. "
                    + "Else drop it there, if nothing needs it. Then import again."
            );
        if (byName is not null)
            return Refuse(
                import,
                "OtherSid",
                $"Login {wanted.Name} is on {there.Instance} with another SID, {byName.Sid} instead of {wanted.Sid}: after a recovery its users would be orphaned.",
                $"If nothing needs it there: DROP LOGIN {SqlIdentifier.Quote(byName.Name)}, then import again; else leave it, and tie the users to it after "
                    + "the recovery: Repair-BtsUser."
            );
        return wanted.IsWindows ? CreateFromWindows(import, wanted, there, windowsSid) : Create(import, wanted, there);
    }

    // A computer that was set up anew knows its own groups; whether they are the same ones, their identifiers tell.
    private static string? Obstacle(LoginDefinition wanted, InstanceLogins there) =>
        wanted.IsWindows && SidText.BuiltIn(wanted.Sid) is null && LoginObstacle.LocalName(wanted.Name, there.Computers) is not null
            ? null
            : wanted.Obstacle;

    private static LoginImport CreateFromWindows(
        LoginImport import,
        LoginDefinition wanted,
        InstanceLogins there,
        Func<string, string?> windowsSid
    )
    {
        var sid = windowsSid(wanted.Name);
        if (sid is null)
            return Refuse(
                import,
                "UnknownToWindows",
                $"Windows knows no {wanted.Name} on the computer of {there.Instance}.",
                "See that the computer is in the domain, or in one that trusts it, and reaches a domain controller; or that the account still exists."
            );
        return sid.SameAs(wanted.Sid)
            ? Create(import, wanted, there)
            : Refuse(
                import,
                "OtherSid",
                $"Windows gives {wanted.Name} another SID on the computer of {there.Instance}: {sid} instead of {wanted.Sid}. It is another account of that name.",
                "Create the login by hand if that account is meant, and tie the users to it after the recovery: Repair-BtsUser."
            );
    }

    private static LoginImport Create(LoginImport import, LoginDefinition wanted, InstanceLogins there)
    {
        var changes = new LoginChanges(wanted, there, import.IsExact).Create();
        return import with
        {
            State = LoginImportState.Missing,
            Statements = changes.Statements,
            Changes = changes.Words,
            Notes = changes.Notes,
        };
    }

    private static LoginImport Update(LoginImport import, LoginDefinition wanted, LoginDefinition now, InstanceLogins there)
    {
        var changes = new LoginChanges(wanted, there, import.IsExact).Update(now);
        return import with
        {
            State = changes.Statements.Count == 0 ? LoginImportState.Present : LoginImportState.Outdated,
            Statements = changes.Statements,
            Changes = changes.Words,
            Notes = changes.Notes,
        };
    }

    private static LoginImport NotMovable(LoginImport import, LoginDefinition wanted, string obstacle) =>
        import with
        {
            State = LoginImportState.NotMovable,
            Detail = $"{wanted.Name} can't be moved: it {obstacle}.",
            Remedy = wanted.Needing().Any()
                ? "Make a group or account like it on the destination's computer, or use one of the domain; create its login there, and tie the users of "
                    + $"{string.Join(", ", wanted.Needing())} to it after the recovery: Repair-BtsUser -MapLogin."
                : "If the destination needs one like it, create it there.",
        };

    private static LoginImport Refuse(LoginImport import, string errorId, string detail, string remedy) =>
        import with
        {
            State = LoginImportState.Refused,
            ErrorId = errorId,
            Detail = detail,
            Remedy = remedy,
        };
}
