using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Security;

/// <summary>
/// The one place that says who may do what. Statements and procedures ask here before they act; the errors are those of SQL Server.
/// </summary>
internal static class Permissions
{
    /// <summary>Whether a login may connect at all: DENY CONNECT SQL keeps it out.</summary>
    internal static bool CanConnect(DatabaseEngine instance, ServerLogin login) =>
        instance.ServerPermissions.Has(Authentication.ContextOf(login), "CONNECT SQL");

    /// <summary>Whether a login could use a database now: it is readable, not another session's alone, and the login is a user of it.</summary>
    internal static bool IsOpenTo(Database database, LoginContext login) =>
        IsReadable(database) && HasAccess(database, login) && IsFree(database, login);

    /// <summary>Whether a login is a user of a database, whatever the database's state.</summary>
    internal static bool HasAccess(Database database, LoginContext login) =>
        DatabaseUser.Of(database, login) is not null || database.Instance.ServerPermissions.Has(login, "CONNECT ANY DATABASE");

    internal static bool IsReadable(Database database) =>
        database.State is DatabaseState.Online or DatabaseState.Emergency || database.IsInStandby;

    private static bool IsFree(Database database, LoginContext login) =>
        database.Options.UserAccess switch
        {
            UserAccess.SingleUser => !DatabaseUse.By(database).Any(),
            UserAccess.RestrictedUser => login.ServerRoles.Contains("dbcreator") || DatabaseUser.Of(database, login) is { IsOwner: true },
            _ => true,
        };

    /// <summary>Throws what USE throws when the session may not go to the database: 927, 942, 945, 924, 916.</summary>
    internal static void CheckDatabase(SqlSession session, Database database)
    {
        database.CheckAccess(session);
        if (!HasAccess(database, session.Login))
            throw MessageCatalog.Error(916, session.Login.Name, database.Name);
    }

    internal static bool HasServer(SqlSession session, string permission) =>
        session.Instance.ServerPermissions.Has(session.Login, permission);

    internal static bool Has(SqlSession session, Database database, string permission, SchemaEntry? securable = null) =>
        DatabaseUser.Of(database, session.Login) is { } user && DatabasePermissions.Has(database, user, permission, securable);

    /// <summary>Throws 300 when the session lacks a permission on the server.</summary>
    internal static void CheckServer(SqlSession session, string permission)
    {
        if (!HasServer(session, permission))
            throw MessageCatalog.Error(300, permission, "server", "master");
    }

    /// <summary>Throws 229 when the session may not SELECT, INSERT, UPDATE, DELETE or EXECUTE an object.</summary>
    internal static void CheckObject(SqlSession session, Database database, string permission, SchemaEntry securable)
    {
        if (!Has(session, database, permission, securable))
            throw MessageCatalog.ErrorWithState(229, 5, permission, securable.Name, database.Name, securable.Schema);
    }

    /// <summary>Throws 262 when the session may not run a statement such as CREATE TABLE, BACKUP DATABASE or CHECKPOINT in a database.</summary>
    internal static void CheckStatement(SqlSession session, Database database, string permission)
    {
        if (!Has(session, database, permission))
            throw MessageCatalog.Error(262, permission, database.Name);
    }

    /// <summary>Whether the session may alter or drop a database: its owner, db_owner, or ALTER ANY DATABASE.</summary>
    internal static bool MayAlter(SqlSession session, Database database) =>
        HasServer(session, "ALTER ANY DATABASE") || Has(session, database, "CONTROL");

    /// <summary>Throws 262 when the session may not create databases.</summary>
    internal static void CheckCreateDatabase(SqlSession session)
    {
        var master = session.Instance.FindDatabase("master")!;
        if (!HasServer(session, "CREATE ANY DATABASE") && !Has(session, master, "CREATE DATABASE"))
            throw MessageCatalog.Error(262, "CREATE DATABASE", "master");
    }

    /// <summary>
    /// Throws 3110 when the session may not restore: a new database takes dbcreator (CREATE ANY DATABASE), one that exists its owner or
    /// dbcreator. 3013 is the caller's.
    /// </summary>
    internal static void CheckRestore(SqlSession session, string databaseName)
    {
        var existing = session.Instance.FindDatabase(databaseName);
        var isOwner = existing is not null && existing.OwnerSid.AsSpan().SequenceEqual(session.Login.Sid);
        if (!isOwner && !HasServer(session, "CREATE ANY DATABASE"))
            throw MessageCatalog.Error(3110, databaseName);
    }

    /// <summary>Throws 15247 when the session may not do what only an administrator may.</summary>
    internal static void CheckAdministrator(SqlSession session, string permission)
    {
        if (!HasServer(session, permission))
            throw MessageCatalog.Error(15247);
    }
}
