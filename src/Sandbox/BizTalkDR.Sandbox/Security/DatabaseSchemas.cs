using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Security;

/// <summary>The schemas of a database: those every database has, and those that were made.</summary>
internal static class DatabaseSchemas
{
    private static readonly SchemaDefinition[] BuiltIn =
    [
        Schema(1, "dbo", "dbo"),
        Schema(2, "guest", "guest"),
        Schema(3, "INFORMATION_SCHEMA", "INFORMATION_SCHEMA"),
        Schema(4, "sys", "sys"),
        .. new[]
        {
            (16384, "db_owner"),
            (16385, "db_accessadmin"),
            (16386, "db_securityadmin"),
            (16387, "db_ddladmin"),
            (16389, "db_backupoperator"),
            (16390, "db_datareader"),
            (16391, "db_datawriter"),
            (16392, "db_denydatareader"),
            (16393, "db_denydatawriter"),
        }.Select(role => Schema(role.Item1, role.Item2, role.Item2)),
    ];

    internal static IEnumerable<SchemaDefinition> All(Database database) =>
        BuiltIn.Concat(database.Entries.OfType<SchemaDefinition>()).OrderBy(schema => schema.Id);

    internal static SchemaDefinition? Find(Database database, string name) =>
        All(database).FirstOrDefault(schema => schema.Name.SameAs(name));

    internal static SchemaDefinition? Find(Database database, int id) => All(database).FirstOrDefault(schema => schema.Id == id);

    internal static bool IsBuiltIn(SchemaDefinition schema) => schema.Id is < 5 or >= 16384 and < 16400;

    private static SchemaDefinition Schema(int id, string name, string owner) =>
        new()
        {
            Id = id,
            Name = name,
            Owner = owner,
        };
}
