using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Security;

/// <summary>Logins that open sessions.</summary>
internal static class Authentication
{
    /// <summary>Opens a session for whoever proves to be a login here: a client, or another instance that has this one as a linked server.</summary>
    internal static SqlSession LogIn(this DatabaseEngine engine, LoginRequest request)
    {
        if (engine.Host.Faults.Strike(FaultPoint.Login, engine.Name, request.UserName) is { } fault)
            FaultPlace.Carry(fault, engine, () => LoginFault(engine, fault, request));
        var login = Authenticate(engine, request);
        var session = engine.OpenSession(ContextOf(login), request, ChooseDatabase(engine, login, request));
        SetLanguage(session, login);
        return session;
    }

    /// <summary>A login as a session runs under it, with the roles it has now.</summary>
    internal static LoginContext ContextOf(ServerLogin login) => new(login.Name, login.Sid, login.Roles);

    private static ServerLogin Authenticate(DatabaseEngine engine, LoginRequest request)
    {
        var login = engine.Logins.Find(request.UserName);
        if (login is null)
            throw LoginFailed(engine, request, 5, "Could not find a login matching the name provided.");
        if (request.NetworkAccount is null)
            CheckPassword(engine, login, request);
        if (login.IsDisabled)
            throw Refused(engine, request, MessageCatalog.Message(18470, request.UserName));
        if (login.MustChangePassword)
            throw Refused(engine, request, MessageCatalog.Message(18488, request.UserName));
        if (!Permissions.CanConnect(engine, login))
            throw LoginFailed(engine, request, 12, "Login-based server access validation failed with an infrastructure error.");
        return login;
    }

    private static void CheckPassword(DatabaseEngine engine, ServerLogin login, LoginRequest request)
    {
        if (login.PasswordHash is null)
            throw LoginFailed(engine, request, 6, "Attempting to use an NT account name with SQL Server Authentication.");
        if (!PasswordHash.Matches(request.Password, login.PasswordHash))
            throw LoginFailed(engine, request, 8, "Password did not match that for the login provided.");
    }

    private static Database ChooseDatabase(DatabaseEngine engine, ServerLogin login, LoginRequest request)
    {
        var isDefault = request.Database.Length == 0;
        var name = isDefault ? login.DefaultDatabase : request.Database;
        var database = engine.FindDatabase(name);
        if (database is not null && Permissions.IsOpenTo(database, ContextOf(login)))
            return database;
        var cause = isDefault ? MessageCatalog.Message(4064) : MessageCatalog.Message(4060, name);
        engine.ErrorLog.Write(
            "Logon",
            $"Login failed for user '{request.UserName}'. Reason: Failed to open the database '{name}'.{Client(request)}"
        );
        throw new SqlServerException(cause, MessageCatalog.Message(18456, request.UserName));
    }

    private static void SetLanguage(SqlSession session, ServerLogin login)
    {
        if (login.DefaultLanguage.Length == 0)
            return;
        var language = SessionLanguage.Find(login.DefaultLanguage);
        session.Begin(language is null ? session.Settings with { Language = login.DefaultLanguage } : session.Settings.In(language));
    }

    private static SqlServerException LoginFault(DatabaseEngine engine, Fault fault, LoginRequest request) =>
        fault.ErrorNumber is 0 or 18456
            ? LoginFailed(engine, request, 23, "Access to server validation failed while revalidating the login on the connection.")
            : Refused(engine, request, MessageCatalog.Message(fault.ErrorNumber, request.UserName));

    // The client sees state 1 whatever the reason; the error log has the real one.
    private static SqlServerException LoginFailed(DatabaseEngine engine, LoginRequest request, byte state, string reason)
    {
        engine.ErrorLog.Write("Logon", $"Error: 18456, Severity: 14, State: {state}.");
        engine.ErrorLog.Write("Logon", $"Login failed for user '{request.UserName}'. Reason: {reason}{Client(request)}");
        return MessageCatalog.Error(18456, request.UserName);
    }

    private static SqlServerException Refused(DatabaseEngine engine, LoginRequest request, SqlMessage message)
    {
        engine.ErrorLog.Write("Logon", $"Error: {message.Number}, Severity: {message.Severity}, State: {message.State}.");
        engine.ErrorLog.Write("Logon", message.Text + Client(request));
        return new SqlServerException(message);
    }

    private static string Client(LoginRequest request) =>
        $" [CLIENT: {(request.ClientAddress.Length == 0 ? "<local machine>" : request.ClientAddress)}]";
}
