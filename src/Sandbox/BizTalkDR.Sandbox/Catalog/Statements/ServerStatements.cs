using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Catalog.Statements;

/// <summary>KILL, RECONFIGURE, SHUTDOWN, EXECUTE AS and REVERT, and credentials.</summary>
internal static class ServerStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<KillStatement>(Kill);
        handlers.Add<ReconfigureStatement>(Reconfigure);
        handlers.Add<ShutdownStatement>(Shutdown);
        handlers.Add<ExecuteAsStatement>(ExecuteAs);
        handlers.Add<RevertStatement>(Revert);
        handlers.Add<CreateCredentialStatement>(CreateCredential);
        handlers.Add<AlterCredentialStatement>(AlterCredential);
        handlers.Add<DropCredentialStatement>(DropCredential);
    }

    private static void Kill(StatementContext context, KillStatement statement)
    {
        if (!Permissions.HasServer(context.Session, "ALTER ANY CONNECTION"))
            throw MessageCatalog.Error(6102);
        var spid = (int)context.Evaluate(statement.Parameter, SqlType.Int)!;
        if (spid is < 1 or > short.MaxValue)
            throw MessageCatalog.Error(6101, spid);
        if (spid < OpenSessions.FirstId)
            throw MessageCatalog.Error(6107);
        if (spid == context.Session.Spid)
            throw MessageCatalog.Error(6104);
        var victim = context.Instance.Sessions.Find(spid) ?? throw MessageCatalog.Error(6106, spid);
        if (!statement.WithStatusOnly)
            victim.Killed.Cancel();
    }

    private static void Reconfigure(StatementContext context, ReconfigureStatement statement)
    {
        if (!Permissions.HasServer(context.Session, "ALTER SETTINGS"))
            throw MessageCatalog.Error(5812);
        context.Instance.Configuration.Reconfigure();
    }

    private static void Shutdown(StatementContext context, ShutdownStatement statement) => throw MessageCatalog.Error(6004);

    private static void ExecuteAs(StatementContext context, ExecuteAsStatement statement)
    {
        var name = statement.ExecuteContext.Principal is { } principal ? context.EvaluateText(principal) : null;
        var next = statement.ExecuteContext.Kind switch
        {
            ExecuteAsOption.Login => AsLogin(context.Session, name ?? ""),
            ExecuteAsOption.User => AsUser(context.Session, name ?? ""),
            _ => context.Session.Login,
        };
        context.Session.Impersonations.Push(context.Session.Login);
        context.Session.Login = next;
    }

    private static LoginContext AsLogin(SqlSession session, string name) =>
        session.Instance.Logins.Find(name) is { Kind: not ServerPrincipalKind.WindowsGroup } login
        && session.Instance.ServerPermissions.Has(session.Login, "IMPERSONATE", login.Name)
            ? Authentication.ContextOf(login)
            : throw MessageCatalog.Error(15406, name);

    // A user's rights end at the database: the roles of its login on the server do not count.
    private static LoginContext AsUser(SqlSession session, string name)
    {
        var user = DatabasePrincipals.Users(session.Database).FirstOrDefault(found => found.Name.SameAs(name));
        if (user is not { Sid: { } sid } || !Permissions.Has(session, session.Database, "CONTROL"))
            throw MessageCatalog.Error(15517, name);
        return new LoginContext(session.Instance.Logins.Find(sid)?.Name ?? user.Name, sid, new HashSet<string>());
    }

    private static void Revert(StatementContext context, RevertStatement statement)
    {
        if (context.Session.Impersonations.TryPop(out var before))
            context.Session.Login = before;
    }

    private static void CreateCredential(StatementContext context, CreateCredentialStatement statement)
    {
        Permissions.CheckAdministrator(context.Session, "ALTER ANY CREDENTIAL");
        var credentials = context.Instance.Credentials;
        if (credentials.Find(statement.Name.Value) is not null)
            throw MessageCatalog.Error(15530, "credential", statement.Name.Value);
        var now = context.Instance.Host.Clock.Now;
        credentials.Set(new Credential(credentials.NextId(), statement.Name.Value, statement.Identity.Value, now, now));
    }

    private static void AlterCredential(StatementContext context, AlterCredentialStatement statement) =>
        context.Instance.Credentials.Set(
            FindCredential(context, "alter", statement.Name.Value) with
            {
                Identity = statement.Identity.Value,
                ModifyDate = context.Instance.Host.Clock.Now,
            }
        );

    private static void DropCredential(StatementContext context, DropCredentialStatement statement) =>
        context.Instance.Credentials.Remove(FindCredential(context, "drop", statement.Name.Value));

    private static Credential FindCredential(StatementContext context, string action, string name) =>
        Permissions.HasServer(context.Session, "ALTER ANY CREDENTIAL") && context.Instance.Credentials.Find(name) is { } credential
            ? credential
            : throw MessageCatalog.Error(15151, action, "credential", name);
}
