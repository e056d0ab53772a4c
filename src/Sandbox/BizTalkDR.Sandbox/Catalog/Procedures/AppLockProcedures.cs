using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>sp_getapplock, sp_releaseapplock, APPLOCK_TEST and APPLOCK_MODE.</summary>
internal static class AppLockProcedures
{
    private const int ParameterError = -999;

    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.WithStatus(
                "sp_getapplock",
                "@Resource nvarchar(255), @LockMode varchar(32), @LockOwner varchar(32) = Transaction, @LockTimeout int = null, "
                    + "@DbPrincipal sysname = public",
                Get
            ),
            Procedure.WithStatus(
                "sp_releaseapplock",
                "@Resource nvarchar(255), @LockOwner varchar(32) = Transaction, @DbPrincipal sysname = public",
                Release
            ),
        ];

    internal static IEnumerable<SystemFunction> Functions() =>
        [Function.Of("APPLOCK_TEST", "smallint", 4, 4, Test), Function.Of("APPLOCK_MODE", "nvarchar(32)", 3, 3, Mode)];

    private static int Get(SystemProcedureCall call)
    {
        const string Me = "sp_getapplock";
        var session = call.Session;
        var mode = ParseMode(call.Text("@LockMode")) ?? throw MessageCatalog.Error(1225, Me);
        var isOfTransaction = IsOfTransaction(call.Text("@LockOwner"), Me);
        var timeout = call.Values["@LockTimeout"] is int given ? given : session.Settings.LockTimeout;
        if (timeout < -1)
            throw MessageCatalog.Error(1227, Me);
        var resource = Resource(session, call.Text("@DbPrincipal"), call.Text("@Resource"), Me);
        if (isOfTransaction && session.Transaction is null)
        {
            call.SendMessage(3918);
            return ParameterError;
        }
        return (int)
            session.Instance.AppLocks.Get(session, isOfTransaction ? session.Transaction : null, resource, mode, timeout, call.Attention);
    }

    private static int Release(SystemProcedureCall call)
    {
        const string Me = "sp_releaseapplock";
        var isOfTransaction = IsOfTransaction(call.Text("@LockOwner"), Me);
        var resource = Resource(call.Session, call.Text("@DbPrincipal"), call.Text("@Resource"), Me);
        if (call.Session.Instance.AppLocks.Release(call.Session, isOfTransaction, resource))
            return 0;
        call.SendMessage(1223, resource.Principal, resource.Name);
        return ParameterError;
    }

    private static object? Test(SqlSession session, IReadOnlyList<object?> given)
    {
        const string Me = "APPLOCK_TEST";
        var mode = ParseMode(Function.Text(given[2])) ?? throw MessageCatalog.Error(1225, Me);
        IsOfTransaction(Function.Text(given[3]), Me);
        var resource = Resource(session, Function.Text(given[0]), Function.Text(given[1]), Me);
        return session.Instance.AppLocks.IsFree(session, resource, mode) ? 1 : 0;
    }

    private static object? Mode(SqlSession session, IReadOnlyList<object?> given)
    {
        const string Me = "APPLOCK_MODE";
        var isOfTransaction = IsOfTransaction(Function.Text(given[2]), Me);
        var resource = Resource(session, Function.Text(given[0]), Function.Text(given[1]), Me);
        return session.Instance.AppLocks.ModeOf(session, isOfTransaction, resource)?.ToString() ?? "NoLock";
    }

    private static AppLockResource Resource(SqlSession session, string? principal, string? name, string caller) =>
        principal is not null && DatabasePrincipals.Find(session.Database, principal) is { } found && name is not null
            ? new AppLockResource(session.Database.Id, found.Name, name)
            : throw MessageCatalog.Error(1230, caller);

    private static AppLockMode? ParseMode(string? text) =>
        Enum.TryParse<AppLockMode>(text?.Trim(), ignoreCase: true, out var mode) && Enum.IsDefined(mode) && !char.IsDigit(text![0])
            ? mode
            : null;

    private static bool IsOfTransaction(string? owner, string caller) =>
        owner?.Trim().ToUpperInvariant() switch
        {
            "TRANSACTION" => true,
            "SESSION" => false,
            _ => throw MessageCatalog.Error(1226, caller),
        };
}
