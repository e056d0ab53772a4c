using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Commands;

/// <summary>CREATE, ALTER and DROP LOGIN, and the system procedures that do the same.</summary>
internal static class LoginCommands
{
    internal static void Create(SqlSession session, string name, LoginOptions options)
    {
        Permissions.CheckAdministrator(session, "ALTER ANY LOGIN");
        var instance = session.Instance;
        if (instance.Logins.Find(name) is not null || instance.FindServerRole(name) is not null)
            throw MessageCatalog.Error(15025, name);
        if (options.Kind != ServerPrincipalKind.SqlLogin && !name.Contains('\\', StringComparison.Ordinal))
            throw MessageCatalog.Error(15407, name);
        if (options.Kind != ServerPrincipalKind.SqlLogin && !WindowsAccounts.IsKnown(instance, name))
            throw MessageCatalog.Error(15401, name);
        if (options.Sid is { } sid && (sid.Length != 16 || instance.Logins.Find(sid) is not null))
            throw sid.Length != 16 ? MessageCatalog.Error(15419) : MessageCatalog.Error(15433, "sid");
        CheckReferences(instance, options);
        if (options.CheckExpiration == true && options.CheckPolicy == false)
            throw MessageCatalog.Error(15122);
        var now = instance.Host.Clock.Now;
        var login = new ServerLogin
        {
            Id = instance.Logins.NextId(),
            Name = name,
            Kind =
                options.Kind == ServerPrincipalKind.WindowsLogin && WindowsAccounts.IsGroup(name)
                    ? ServerPrincipalKind.WindowsGroup
                    : options.Kind,
            Sid = options.Sid ?? (options.Kind == ServerPrincipalKind.SqlLogin ? WellKnownSids.NewSqlLogin() : WellKnownSids.Account(name)),
            PasswordHash = options.Kind == ServerPrincipalKind.SqlLogin ? HashOf(name, options, options.CheckPolicy ?? true) : null,
            IsPolicyChecked = options.CheckPolicy ?? true,
            IsExpirationChecked = options.CheckExpiration ?? false,
            MustChangePassword = options.MustChange ?? false,
            DefaultDatabase = options.DefaultDatabase ?? "master",
            DefaultLanguage = options.DefaultLanguage ?? "us_english",
            CredentialId = CredentialId(instance, options.Credential),
            CreateDate = now,
            ModifyDate = now,
            PasswordSetDate = now,
        };
        instance.Logins.Set(login);
    }

    internal static void Alter(SqlSession session, string name, LoginOptions options)
    {
        var login = FindFor(session, "alter", name);
        var isOwn = login.Sid.AsSpan().SequenceEqual(session.Login.Sid);
        if (!Permissions.HasServer(session, "ALTER ANY LOGIN") && !(isOwn && options.OldPassword is not null))
            throw MessageCatalog.Error(15151, "alter", "login", name);
        if (options.OldPassword is { } old && (login.PasswordHash is null || !PasswordHash.Matches(old, login.PasswordHash)))
            throw MessageCatalog.Error(15151, "alter", "login", name);
        var instance = session.Instance;
        CheckReferences(instance, options);
        if (options.NewName is { } newName && instance.Logins.Find(newName) is { } taken && taken.Id != login.Id)
            throw MessageCatalog.Error(15025, newName);
        var policy = options.CheckPolicy ?? login.IsPolicyChecked;
        var expiration = options.CheckExpiration ?? (policy && login.IsExpirationChecked);
        if (expiration && !policy)
            throw MessageCatalog.Error(15122);
        var setsPassword = options.Password is not null || options.HashedPassword is not null;
        var now = instance.Host.Clock.Now;
        instance.Logins.Set(
            login with
            {
                Name = options.NewName ?? login.Name,
                PasswordHash = setsPassword ? HashOf(name, options, policy) : login.PasswordHash,
                PasswordSetDate = setsPassword ? now : login.PasswordSetDate,
                MustChangePassword = options.MustChange ?? (!setsPassword && login.MustChangePassword),
                IsPolicyChecked = policy,
                IsExpirationChecked = expiration,
                DefaultDatabase = options.DefaultDatabase ?? login.DefaultDatabase,
                DefaultLanguage = options.DefaultLanguage ?? login.DefaultLanguage,
                CredentialId = options.Credential is null ? login.CredentialId : CredentialId(instance, options.Credential),
                ModifyDate = now,
            }
        );
    }

    internal static void Enable(SqlSession session, string name, bool isEnabled)
    {
        var login = FindFor(session, "alter", name);
        // A group is kept out by DENY CONNECT SQL: DISABLE does not know it.
        if (!Permissions.HasServer(session, "ALTER ANY LOGIN") || (login.Kind == ServerPrincipalKind.WindowsGroup && !isEnabled))
            throw MessageCatalog.Error(15151, "alter", "login", name);
        session.Instance.Logins.Set(login with { IsDisabled = !isEnabled, ModifyDate = session.Instance.Host.Clock.Now });
    }

    internal static void Drop(SqlSession session, string name)
    {
        var login = FindFor(session, "drop", name);
        var instance = session.Instance;
        if (login.Id == 1 || !Permissions.HasServer(session, "ALTER ANY LOGIN"))
            throw MessageCatalog.Error(15151, "drop", "login", name);
        if (instance.Sessions.All.Any(other => other.Login.Sid.AsSpan().SequenceEqual(login.Sid)))
            throw MessageCatalog.Error(15434, name);
        if (instance.Databases.Any(database => database.OwnerSid.AsSpan().SequenceEqual(login.Sid)))
            throw MessageCatalog.Error(15174, name);
        if (JobsOf(instance, login) is > 0 and var jobs)
            throw MessageCatalog.Error(15170, jobs);
        instance.ServerPermissions.RemoveAll(login.Name);
        instance.LinkedServers.Forget(login);
        instance.Logins.Remove(login);
    }

    /// <summary>ALTER SERVER ROLE ... ADD or DROP MEMBER.</summary>
    internal static void SetMember(SqlSession session, string roleName, string memberName, bool isMember)
    {
        var instance = session.Instance;
        if (instance.FindServerRole(roleName) is not { Name: not "public" } role || !MayChange(session, role))
            throw MessageCatalog.Error(15151, "alter", "server role", roleName);
        if (instance.Logins.Find(memberName) is not { } login)
            throw MessageCatalog.Error(15151, isMember ? "add" : "drop", "principal", memberName);
        if (login.Id == 1)
            throw MessageCatalog.Error(15405, memberName);
        var roles = new HashSet<string>(login.Roles, StringComparer.OrdinalIgnoreCase);
        if (isMember)
            roles.Add(role.Name);
        else
            roles.Remove(role.Name);
        instance.Logins.Set(login with { Roles = roles });
    }

    internal static ServerLogin FindFor(SqlSession session, string action, string name) =>
        session.Instance.Logins.Find(name) ?? throw MessageCatalog.Error(15151, action, "login", name);

    // A member of a fixed role may add others to it.
    private static bool MayChange(SqlSession session, ServerRole role) =>
        Permissions.HasServer(session, "ALTER ANY SERVER ROLE") || (role.IsFixed && session.Login.ServerRoles.Contains(role.Name));

    private static void CheckReferences(DatabaseEngine instance, LoginOptions options)
    {
        if (options.DefaultDatabase is { } database && instance.FindDatabase(database) is null)
            throw MessageCatalog.Error(15010, database);
        if (options.DefaultLanguage is { } language && SessionLanguage.Find(language) is null)
            throw MessageCatalog.Error(15033, language);
    }

    private static byte[] HashOf(string name, LoginOptions options, bool isPolicyChecked)
    {
        if (options.HashedPassword is { } hash)
            return PasswordHash.IsWellFormed(hash) ? hash : throw MessageCatalog.Error(15021, "PASSWORD");
        var password = options.Password ?? "";
        if (isPolicyChecked)
            PasswordPolicy.Check(name, password);
        return PasswordHash.Of(password);
    }

    private static int? CredentialId(DatabaseEngine instance, string? name) =>
        name is null ? null
        : instance.Credentials.Find(name) is { } credential ? credential.Id
        : throw MessageCatalog.Error(15151, "find", "credential", name);

    private static int JobsOf(DatabaseEngine instance, ServerLogin login)
    {
        if (instance.FindDatabase("msdb")?.FindTable("dbo", "sysjobs") is not { } jobs)
            return 0;
        var owner = jobs.Definition.ColumnIndex("owner_sid");
        return jobs.Scan().Count(row => row.Values[owner] is byte[] sid && sid.AsSpan().SequenceEqual(login.Sid));
    }
}
