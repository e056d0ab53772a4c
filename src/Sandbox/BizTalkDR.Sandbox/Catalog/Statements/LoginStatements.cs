using BizTalkDR.Sandbox.Catalog.Commands;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Catalog.Statements;

/// <summary>CREATE, ALTER and DROP LOGIN and SERVER ROLE.</summary>
internal static class LoginStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<CreateLoginStatement>(Create);
        handlers.Add<AlterLoginOptionsStatement>(Alter);
        handlers.Add<AlterLoginEnableDisableStatement>(
            (context, statement) => LoginCommands.Enable(context.Session, statement.Name.Value, statement.IsEnable)
        );
        handlers.Add<AlterLoginAddDropCredentialStatement>(SetCredential);
        handlers.Add<DropLoginStatement>(Drop);
        handlers.Add<CreateServerRoleStatement>((context, statement) => ServerRoleCommands.Create(context.Session, statement.Name.Value));
        handlers.Add<AlterServerRoleStatement>(AlterRole);
        handlers.Add<DropServerRoleStatement>(
            (context, statement) => ServerRoleCommands.Drop(context.Session, statement.Name.Value, statement.IsIfExists)
        );
    }

    private static void Create(StatementContext context, CreateLoginStatement statement)
    {
        var options = statement.Source switch
        {
            PasswordCreateLoginSource source => Read(source),
            WindowsCreateLoginSource source => Read(source.Options, new LoginOptions { Kind = ServerPrincipalKind.WindowsLogin }),
            _ => throw MessageCatalog.Error(40517, statement.Source.GetType().Name),
        };
        LoginCommands.Create(context.Session, statement.Name.Value, options);
    }

    private static LoginOptions Read(PasswordCreateLoginSource source) =>
        Read(
            source.Options,
            WithPassword(new LoginOptions { MustChange = source.MustChange ? true : null }, source.Password, source.Hashed)
        );

    private static void Alter(StatementContext context, AlterLoginOptionsStatement statement) =>
        LoginCommands.Alter(context.Session, statement.Name.Value, Read(statement.Options, new LoginOptions()));

    private static LoginOptions Read(IEnumerable<PrincipalOption> given, LoginOptions options) =>
        given.Aggregate(options, (known, option) => Read(option, known));

    private static LoginOptions Read(PrincipalOption option, LoginOptions options) =>
        option switch
        {
            PasswordAlterPrincipalOption password => WithPassword(
                options with
                {
                    OldPassword = password.OldPassword?.Value,
                    MustChange = password.MustChange ? true : null,
                },
                password.Password,
                password.Hashed
            ),
            OnOffPrincipalOption { OptionKind: PrincipalOptionKind.CheckPolicy } flag => options with
            {
                CheckPolicy = flag.OptionState == OptionState.On,
            },
            OnOffPrincipalOption { OptionKind: PrincipalOptionKind.CheckExpiration } flag => options with
            {
                CheckExpiration = flag.OptionState == OptionState.On,
            },
            LiteralPrincipalOption { OptionKind: PrincipalOptionKind.Sid } sid => options with { Sid = Bytes(sid.Value) },
            IdentifierPrincipalOption { OptionKind: PrincipalOptionKind.DefaultDatabase } name => options with
            {
                DefaultDatabase = name.Identifier.Value,
            },
            IdentifierPrincipalOption { OptionKind: PrincipalOptionKind.DefaultLanguage } name => options with
            {
                DefaultLanguage = name.Identifier.Value,
            },
            IdentifierPrincipalOption { OptionKind: PrincipalOptionKind.Name } name => options with { NewName = name.Identifier.Value },
            IdentifierPrincipalOption { OptionKind: PrincipalOptionKind.Credential } name => options with
            {
                Credential = name.Identifier.Value,
            },
            _ => options,
        };

    private static LoginOptions WithPassword(LoginOptions options, Literal password, bool isHashed) =>
        isHashed ? options with { HashedPassword = Bytes(password) } : options with { Password = password.Value };

    private static byte[] Bytes(Literal literal)
    {
        if (literal is not BinaryLiteral)
            throw MessageCatalog.Error(15021, "PASSWORD");
        var digits = literal.Value.AsSpan(2);
        return Convert.FromHexString(digits.Length % 2 == 0 ? digits : $"0{digits}");
    }

    private static void SetCredential(StatementContext context, AlterLoginAddDropCredentialStatement statement)
    {
        var login = LoginCommands.FindFor(context.Session, "alter", statement.Name.Value);
        Permissions.CheckAdministrator(context.Session, "ALTER ANY LOGIN");
        if (statement.IsAdd)
            LoginCommands.Alter(context.Session, login.Name, new LoginOptions { Credential = statement.CredentialName.Value });
        else
            context.Instance.Logins.Set(login with { CredentialId = null });
    }

    private static void Drop(StatementContext context, DropLoginStatement statement)
    {
        if (!statement.IsIfExists || context.Instance.Logins.Find(statement.Name.Value) is not null)
            LoginCommands.Drop(context.Session, statement.Name.Value);
    }

    private static void AlterRole(StatementContext context, AlterServerRoleStatement statement)
    {
        var role = statement.Name.Value;
        switch (statement.Action)
        {
            case AddMemberAlterRoleAction add:
                LoginCommands.SetMember(context.Session, role, add.Member.Value, isMember: true);
                break;
            case DropMemberAlterRoleAction drop:
                LoginCommands.SetMember(context.Session, role, drop.Member.Value, isMember: false);
                break;
            case RenameAlterRoleAction rename:
                ServerRoleCommands.Rename(context.Session, role, rename.NewName.Value);
                break;
        }
    }
}
