using BizTalkDR.Sandbox.Catalog.Principals;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Faults;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Tracing;

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance : ISqlFrontEnd
{
    string ISqlFrontEnd.ServerName => Name;

    Version ISqlFrontEnd.ProductVersion => Options.Version;

    StatementTrace? ISqlFrontEnd.Trace => Host.Statements;

    ISqlSession ISqlFrontEnd.Login(LoginRequest request, IResultSink sink)
    {
        var session = LogIn(request);
        sink.DatabaseChanged("master", session.DatabaseName);
        sink.Message(MessageCatalog.MessageWithState(5701, 2, session.DatabaseName));
        sink.Message(MessageCatalog.Message(5703, session.Settings.Language));
        return session;
    }

    /// <summary>Opens a session for whoever proves to be a login here: a client, or another instance that has this one as a linked server.</summary>
    internal SqlSession LogIn(LoginRequest request)
    {
        if (Host.Faults.Strike(FaultPoint.Login, Name, request.UserName) is { } fault)
            throw LoginFault(fault, request);
        var login = Authenticate(request);
        var session = OpenSession(ContextOf(login), request, ChooseDatabase(login, request));
        SetLanguage(session, login);
        return session;
    }

    /// <summary>A login as a session runs under it, with the roles it has now.</summary>
    internal LoginContext ContextOf(ServerLogin login) => new(login.Name, login.Sid, login.Roles);

    private ServerLogin Authenticate(LoginRequest request)
    {
        var login = Logins.Find(request.UserName);
        if (login is null)
            throw LoginFailed(request, 5, "Could not find a login matching the name provided.");
        if (request.NetworkAccount is null)
            CheckPassword(login, request);
        if (login.IsDisabled)
            throw Refused(request, MessageCatalog.Message(18470, request.UserName));
        if (login.MustChangePassword)
            throw Refused(request, MessageCatalog.Message(18488, request.UserName));
        if (!Permissions.CanConnect(this, login))
            throw LoginFailed(request, 12, "Login-based server access validation failed with an infrastructure error.");
        return login;
    }

    private void CheckPassword(ServerLogin login, LoginRequest request)
    {
        if (login.PasswordHash is null)
            throw LoginFailed(request, 6, "Attempting to use an NT account name with SQL Server Authentication.");
        if (!PasswordHash.Matches(request.Password, login.PasswordHash))
            throw LoginFailed(request, 8, "Password did not match that for the login provided.");
    }

    private Database ChooseDatabase(ServerLogin login, LoginRequest request)
    {
        var isDefault = request.Database.Length == 0;
        var name = isDefault ? login.DefaultDatabase : request.Database;
        var database = FindDatabase(name);
        if (database is not null && Permissions.IsOpenTo(database, ContextOf(login)))
            return database;
        var cause = isDefault ? MessageCatalog.Message(4064) : MessageCatalog.Message(4060, name);
        ErrorLog.Write(
            "Logon",
            $"Login failed for user '{request.UserName}'. Reason: Failed to open the database '{name}'.{Client(request)}"
        );
        throw new SqlServerException(cause, MessageCatalog.Message(18456, request.UserName));
    }

    private void SetLanguage(SqlSession session, ServerLogin login)
    {
        if (login.DefaultLanguage.Length > 0)
            session.Settings = session.Settings with { Language = login.DefaultLanguage };
    }

    private SqlServerException LoginFault(Fault fault, LoginRequest request) =>
        fault.ErrorNumber is 0 or 18456
            ? LoginFailed(request, 23, "Access to server validation failed while revalidating the login on the connection.")
            : Refused(request, MessageCatalog.Message(fault.ErrorNumber, request.UserName));

    // The client sees state 1 whatever the reason; the error log has the real one.
    private SqlServerException LoginFailed(LoginRequest request, byte state, string reason)
    {
        ErrorLog.Write("Logon", $"Error: 18456, Severity: 14, State: {state}.");
        ErrorLog.Write("Logon", $"Login failed for user '{request.UserName}'. Reason: {reason}{Client(request)}");
        return MessageCatalog.Error(18456, request.UserName);
    }

    private SqlServerException Refused(LoginRequest request, SqlMessage message)
    {
        ErrorLog.Write("Logon", $"Error: {message.Number}, Severity: {message.Severity}, State: {message.State}.");
        ErrorLog.Write("Logon", message.Text + Client(request));
        return new SqlServerException(message);
    }

    private static string Client(LoginRequest request) =>
        $" [CLIENT: {(request.ClientAddress.Length == 0 ? "<local machine>" : request.ClientAddress)}]";
}
