using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Security;

/// <summary>What a user may do in a database: fixed roles, GRANT and DENY on the database, a schema or an object.</summary>
internal static class DatabasePermissions
{
    private static readonly Dictionary<string, string[]> OfFixedRole = new(StringComparer.OrdinalIgnoreCase)
    {
        ["db_owner"] = ["CONTROL"],
        ["db_accessadmin"] = ["ALTER ANY USER", "CREATE SCHEMA", "CONNECT"],
        ["db_securityadmin"] = ["ALTER ANY APPLICATION ROLE", "ALTER ANY ROLE", "CREATE ROLE", "CREATE SCHEMA", "VIEW DEFINITION"],
        ["db_ddladmin"] =
        [
            "ALTER ANY SCHEMA",
            "CREATE FUNCTION",
            "CREATE PROCEDURE",
            "CREATE SCHEMA",
            "CREATE SYNONYM",
            "CREATE TABLE",
            "CREATE TYPE",
            "CREATE VIEW",
            "CHECKPOINT",
            "ALTER",
            "REFERENCES",
        ],
        ["db_backupoperator"] = ["BACKUP DATABASE", "BACKUP LOG", "CHECKPOINT"],
        ["db_datareader"] = ["SELECT"],
        ["db_datawriter"] = ["INSERT", "UPDATE", "DELETE"],
    };

    private static readonly Dictionary<string, string[]> DeniedToFixedRole = new(StringComparer.OrdinalIgnoreCase)
    {
        ["db_denydatareader"] = ["SELECT"],
        ["db_denydatawriter"] = ["INSERT", "UPDATE", "DELETE"],
    };

    /// <summary>Every permission on a database that GRANT knows.</summary>
    internal static readonly IReadOnlyList<string> All =
    [
        "ALTER",
        "ALTER ANY APPLICATION ROLE",
        "ALTER ANY ASSEMBLY",
        "ALTER ANY DATABASE DDL TRIGGER",
        "ALTER ANY DATASPACE",
        "ALTER ANY ROLE",
        "ALTER ANY SCHEMA",
        "ALTER ANY USER",
        "AUTHENTICATE",
        "BACKUP DATABASE",
        "BACKUP LOG",
        "CHECKPOINT",
        "CONNECT",
        "CONTROL",
        "CREATE DATABASE",
        "CREATE DEFAULT",
        "CREATE FUNCTION",
        "CREATE PROCEDURE",
        "CREATE ROLE",
        "CREATE RULE",
        "CREATE SCHEMA",
        "CREATE SYNONYM",
        "CREATE TABLE",
        "CREATE TYPE",
        "CREATE VIEW",
        "DELETE",
        "EXECUTE",
        "INSERT",
        "REFERENCES",
        "SELECT",
        "SHOWPLAN",
        "TAKE OWNERSHIP",
        "UPDATE",
        "VIEW DATABASE STATE",
        "VIEW DEFINITION",
    ];

    internal static IEnumerable<PermissionDefinition> Entries(Database database) => database.Entries.OfType<PermissionDefinition>();

    /// <summary>Whether a user may, on the database (object null) or on one of its objects.</summary>
    internal static bool Has(Database database, DatabaseUser user, string permission, SchemaEntry? securable)
    {
        if (user.IsOwner)
            return true;
        var grantees = new HashSet<string>(user.Roles, StringComparer.OrdinalIgnoreCase) { user.Name };
        if (grantees.Any(role => DeniedToFixedRole.GetValueOrDefault(role, []).Contains(permission, StringComparer.OrdinalIgnoreCase)))
            return false;
        var scopes = Scopes(database, securable);
        var own = Entries(database).Where(entry => grantees.Contains(entry.Grantee) && scopes.Contains(entry.ObjectId)).ToList();
        if (own.Any(entry => entry.IsDeny && Covers(entry.Permission, permission)))
            return false;
        return own.Any(entry => !entry.IsDeny && Covers(entry.Permission, permission))
            || grantees.Any(role => OfFixedRole.GetValueOrDefault(role, []).Any(held => Covers(held, permission)))
            || permission.SameAs("CONNECT");
    }

    // A permission held on the database covers its schemas, one on a schema covers the objects in it.
    private static HashSet<int> Scopes(Database database, SchemaEntry? securable)
    {
        var scopes = new HashSet<int> { 0 };
        if (securable is null)
            return scopes;
        scopes.Add(securable.Id);
        if (DatabaseSchemas.Find(database, securable.Schema) is { } schema)
            scopes.Add(schema.Id);
        return scopes;
    }

    private static bool Covers(string held, string wanted) =>
        held.SameAs(wanted)
        || held.SameAs("CONTROL")
        || (
            held == "ALTER"
            && (wanted.StartsWith("ALTER ", StringComparison.Ordinal) || wanted.StartsWith("CREATE ", StringComparison.Ordinal))
        );
}
