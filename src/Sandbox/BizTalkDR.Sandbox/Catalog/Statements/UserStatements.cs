using BizTalkDR.Sandbox.Catalog.Commands;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Catalog.Statements;

/// <summary>CREATE, ALTER and DROP USER and ROLE.</summary>
internal static class UserStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<CreateUserStatement>(Create);
        handlers.Add<AlterUserStatement>(Alter);
        handlers.Add<DropUserStatement>(
            (context, statement) =>
            {
                if (!statement.IsIfExists || DatabasePrincipals.Find(context.Database, statement.Name.Value) is not null)
                    UserCommands.DropUser(context.Session, statement.Name.Value);
            }
        );
        handlers.Add<CreateRoleStatement>((context, statement) => UserCommands.CreateRole(context.Session, statement.Name.Value));
        handlers.Add<AlterRoleStatement>(AlterRole);
        handlers.Add<DropRoleStatement>(
            (context, statement) =>
            {
                if (!statement.IsIfExists || DatabasePrincipals.Find(context.Database, statement.Name.Value) is not null)
                    UserCommands.DropRole(context.Session, statement.Name.Value);
            }
        );
    }

    private static void Create(StatementContext context, CreateUserStatement statement)
    {
        var name = statement.Name.Value;
        // Without FROM or FOR a user belongs to the login of its own name.
        var login = statement.UserLoginOption?.UserLoginOptionType switch
        {
            null => name,
            UserLoginOptionType.Login => statement.UserLoginOption.Identifier.Value,
            _ => null,
        };
        UserCommands.CreateUser(context.Session, name, login, Option(statement, PrincipalOptionKind.DefaultSchema));
    }

    private static void Alter(StatementContext context, AlterUserStatement statement) =>
        UserCommands.AlterUser(
            context.Session,
            statement.Name.Value,
            Option(statement, PrincipalOptionKind.Name),
            Option(statement, PrincipalOptionKind.Login),
            Option(statement, PrincipalOptionKind.DefaultSchema)
        );

    private static string? Option(UserStatement statement, PrincipalOptionKind kind) =>
        statement.UserOptions.OfType<IdentifierPrincipalOption>().FirstOrDefault(option => option.OptionKind == kind)?.Identifier.Value;

    private static void AlterRole(StatementContext context, AlterRoleStatement statement)
    {
        var role = statement.Name.Value;
        switch (statement.Action)
        {
            case AddMemberAlterRoleAction add:
                UserCommands.SetMember(context.Session, role, add.Member.Value, isMember: true);
                break;
            case DropMemberAlterRoleAction drop:
                UserCommands.SetMember(context.Session, role, drop.Member.Value, isMember: false);
                break;
            case RenameAlterRoleAction rename:
                UserCommands.RenameRole(context.Session, role, rename.NewName.Value);
                break;
        }
    }
}
