using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Commands;

/// <summary>ALTER AUTHORIZATION ON DATABASE and sp_changedbowner.</summary>
internal static class OwnershipCommands
{
    internal static void SetDatabaseOwner(SqlSession session, Database database, string loginName)
    {
        if (database.Id <= 3)
            throw MessageCatalog.Error(15109);
        // The owner is dbo's SID inside the database as well.
        database.CheckWritable();
        if (session.Instance.Logins.Find(loginName) is not { } login)
            throw MessageCatalog.Error(15151, "find", "principal", loginName);
        if (login.Kind == ServerPrincipalKind.WindowsGroup)
            throw MessageCatalog.Error(15353);
        if (!Permissions.HasServer(session, "CONTROL SERVER") && !Permissions.Has(session, database, "TAKE OWNERSHIP"))
            throw MessageCatalog.Error(15151, "find", "database", database.Name);
        var isUser = DatabasePrincipals
            .Users(database)
            .Any(user => user.Id != DatabasePrincipals.Dbo && user.Sid is { } sid && sid.AsSpan().SequenceEqual(login.Sid));
        if (isUser)
            throw MessageCatalog.Error(15110);
        database.OwnerSid = login.Sid;
    }

    internal static void SetSchemaOwner(SqlSession session, string schemaName, string principalName)
    {
        var database = session.Database;
        if (DatabaseSchemas.Find(database, schemaName) is not { } schema || !Permissions.Has(session, database, "ALTER ANY SCHEMA"))
            throw MessageCatalog.Error(15151, "find", "schema", schemaName);
        if (DatabasePrincipals.Find(database, principalName) is not { } principal)
            throw MessageCatalog.Error(15151, "find", "principal", principalName);
        if (DatabaseSchemas.IsBuiltIn(schema))
            throw MessageCatalog.Error(15150, schemaName);
        CatalogChange.Make(session, transaction => database.Replace(transaction, schema with { Owner = principal.Name }));
    }
}
