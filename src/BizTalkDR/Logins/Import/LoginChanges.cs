using BizTalkDR.Logins.Definitions;
using BizTalkDR.Text;

namespace BizTalkDR.Logins.Import;

/// <summary>
/// What makes a login of an instance what it is on the source. What it has beyond that is left to it and told of, unless it shall be exactly the same:
/// somebody may have given it on purpose.
/// </summary>
internal sealed class LoginChanges(LoginDefinition wanted, InstanceLogins there, bool isExact)
{
    private readonly List<string> statements = [];
    private readonly List<string> words = [];
    private readonly List<string> notes = [];

    public IReadOnlyList<string> Statements => statements;

    public IReadOnlyList<string> Words => words;

    public IReadOnlyList<string> Notes => notes;

    /// <summary>For a login that is not there.</summary>
    public LoginChanges Create()
    {
        var database = Available(wanted.DefaultDatabase, there.Databases);
        if (wanted.DefaultDatabase is { } missing && database is null)
            notes.Add($"Its default database {missing} is not there yet: master instead, until the next import.");
        var language = Available(wanted.DefaultLanguage, there.Languages);
        if (wanted.DefaultLanguage is { } unknown && language is null)
            notes.Add($"Its language {unknown} is not there: the instance's own instead.");
        Do(
            LoginStatements.Create(wanted, database, language),
            wanted.IsWindows ? "create it from Windows" : "create it with the source's SID and password"
        );
        // Before anything else: it must not be open for a moment.
        if (wanted.IsDisabled && CanBeDisabled)
            Do(LoginStatements.Enabled(wanted.Name, false), "disable it, as on the source");
        if (wanted.ChecksPolicy)
            Do(LoginStatements.Policy(wanted.Name, true, wanted.ChecksExpiration), PolicyText(wanted));
        Roles([]);
        Permissions([new LoginPermission { Name = LoginPermission.Connect }], mayRevoke: true);
        return this;
    }

    /// <summary>For one that is there.</summary>
    public LoginChanges Update(LoginDefinition now)
    {
        if (wanted.IsDisabled && !now.IsDisabled && CanBeDisabled)
            Do(LoginStatements.Enabled(now.Name, false), "disable it, as on the source");
        Password(now);
        Defaults(now);
        Roles(now.ServerRoles);
        Permissions(now.Permissions, isExact);
        if (!wanted.IsDisabled && now.IsDisabled)
            Do(LoginStatements.Enabled(now.Name, true), "enable it, as on the source");
        return this;
    }

    // A Windows group is kept out by DENY CONNECT SQL; DISABLE is refused (15151).
    private bool CanBeDisabled => wanted.Kind != LoginKind.WindowsGroup;

    private void Password(LoginDefinition now)
    {
        if (wanted.Kind != LoginKind.SqlLogin)
            return;
        var isOther = !wanted.PasswordHash.SameAs(now.PasswordHash);
        if (isOther)
        {
            if (now.ChecksPolicy)
                statements.Add(LoginStatements.Policy(now.Name, false, false));
            Do(LoginStatements.Password(now.Name, wanted.PasswordHash!), "give it the source's password");
        }
        var isOtherPolicy = (wanted.ChecksPolicy, wanted.ChecksExpiration) != (now.ChecksPolicy, now.ChecksExpiration);
        if (isOtherPolicy)
            Do(LoginStatements.Policy(now.Name, wanted.ChecksPolicy, wanted.ChecksExpiration), PolicyText(wanted));
        else if (isOther && now.ChecksPolicy)
            statements.Add(LoginStatements.Policy(now.Name, wanted.ChecksPolicy, wanted.ChecksExpiration));
    }

    private void Defaults(LoginDefinition now)
    {
        if (wanted.DefaultDatabase is { } database && !database.SameAs(now.DefaultDatabase))
        {
            if (Available(database, there.Databases) is { } known)
                Do(LoginStatements.Database(now.Name, known), $"default database {known} instead of {now.DefaultDatabase ?? "none"}");
            else
                notes.Add($"Its default database {database} is not there yet: {now.DefaultDatabase ?? "none"} until the next import.");
        }
        if (wanted.DefaultLanguage is { } language && !language.SameAs(now.DefaultLanguage))
        {
            if (Available(language, there.Languages) is { } known)
                Do(LoginStatements.Language(now.Name, known), $"language {known} instead of {now.DefaultLanguage ?? "none"}");
            else
                notes.Add($"Its language {language} is not there.");
        }
    }

    private void Roles(IReadOnlyList<string> now)
    {
        foreach (var role in wanted.ServerRoles.Where(role => !Has(now, role)))
        {
            if (Has(there.Roles, role))
                Do(LoginStatements.Member(role, wanted.Name, true), $"server role {role}");
            else
                notes.Add($"There is no server role {role}: make it (CREATE SERVER ROLE) with its permissions, then import again.");
        }
        foreach (var role in now.Where(role => !Has(wanted.ServerRoles, role)))
        {
            if (isExact)
                Do(LoginStatements.Member(role, wanted.Name, false), $"out of server role {role}");
            else
                notes.Add($"It is in server role {role} too, which it is not on the source; -Exact takes it out.");
        }
    }

    private void Permissions(IReadOnlyList<LoginPermission> now, bool mayRevoke)
    {
        foreach (var permission in wanted.Permissions)
        {
            var before = now.FirstOrDefault(permission.IsAbout);
            if (before?.State == permission.State)
                continue;
            // Between the two grants, the one that may be passed on is the greater.
            if (before?.State == LoginPermissionState.GrantWithGrantOption && permission.State == LoginPermissionState.Grant)
            {
                if (mayRevoke)
                {
                    statements.Add(LoginStatements.Revoke(before, wanted.Name));
                    Do(LoginStatements.Permit(permission, wanted.Name, false), $"{permission} without grant option");
                }
                else
                    notes.Add($"It may pass {permission} on, which it may not on the source; -Exact takes that away.");
            }
            else if (IsThere(permission))
                Do(
                    LoginStatements.Permit(permission, wanted.Name, before?.State == LoginPermissionState.GrantWithGrantOption),
                    permission.ToString()
                );
            else
                notes.Add($"There is no {permission.Securable.ToString().ToLowerInvariant()} {permission.On}: {permission} is left out.");
        }
        foreach (var extra in now.Where(permission => !wanted.Permissions.Any(permission.IsAbout)))
        {
            if (mayRevoke)
                Do(LoginStatements.Revoke(extra, wanted.Name), $"no {extra}");
            else
                notes.Add($"It has {extra}, which it has not on the source; -Exact takes that away.");
        }
    }

    private bool IsThere(LoginPermission permission) =>
        permission.Securable switch
        {
            LoginSecurable.Login => there.ByName(permission.On!) is not null,
            LoginSecurable.Endpoint => Has(there.Endpoints, permission.On!),
            _ => true,
        };

    private void Do(string statement, string inWords)
    {
        statements.Add(statement);
        words.Add(inWords);
    }

    private static string PolicyText(LoginDefinition login) =>
        $"CHECK_POLICY {(login.ChecksPolicy ? "ON" : "OFF")}, CHECK_EXPIRATION {(login.ChecksExpiration ? "ON" : "OFF")}";

    private static string? Available(string? name, IReadOnlyList<string> names) => names.FirstOrDefault(each => each.SameAs(name));

    private static bool Has(IReadOnlyList<string> names, string name) => names.Any(each => each.SameAs(name));
}
