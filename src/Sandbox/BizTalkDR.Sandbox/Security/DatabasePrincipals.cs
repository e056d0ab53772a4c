using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Security;

/// <summary>The users and roles of a database: those every database has, and those that were made.</summary>
internal static class DatabasePrincipals
{
    internal const int Public = 0;
    internal const int Dbo = 1;
    internal const int Guest = 2;

    private static readonly DateTime Shipped = new(2003, 4, 8, 9, 10, 42, 287);

    private static readonly PrincipalDefinition[] FixedRoles =
    [
        Role(Public, "public") with
        {
            IsFixedRole = false,
        },
        Role(16384, "db_owner"),
        Role(16385, "db_accessadmin"),
        Role(16386, "db_securityadmin"),
        Role(16387, "db_ddladmin"),
        Role(16389, "db_backupoperator"),
        Role(16390, "db_datareader"),
        Role(16391, "db_datawriter"),
        Role(16392, "db_denydatareader"),
        Role(16393, "db_denydatawriter"),
    ];

    private static readonly PrincipalDefinition[] SystemUsers =
    [
        User(Guest, "guest", [0], "guest"),
        User(3, "INFORMATION_SCHEMA", null, null),
        User(4, "sys", null, null),
    ];

    /// <summary>All users, dbo first.</summary>
    internal static IEnumerable<PrincipalDefinition> Users(Database database) => All(database).Where(principal => !IsRole(principal));

    internal static IEnumerable<PrincipalDefinition> Roles(Database database) => All(database).Where(IsRole);

    /// <summary>All users and roles in the order of their ids.</summary>
    internal static IEnumerable<PrincipalDefinition> All(Database database)
    {
        var dbo = User(Dbo, "dbo", database.OwnerSid, "dbo");
        var made = database.Entries.OfType<PrincipalDefinition>();
        return FixedRoles.Concat(SystemUsers).Append(dbo).Concat(made).OrderBy(principal => principal.Id);
    }

    internal static PrincipalDefinition? Find(Database database, string name) =>
        All(database).FirstOrDefault(principal => principal.Name.SameAs(name));

    internal static PrincipalDefinition? Find(Database database, int id) => All(database).FirstOrDefault(principal => principal.Id == id);

    internal static bool IsRole(PrincipalDefinition principal) => principal.Kind == PrincipalKind.Role;

    /// <summary>Whether every database has it, so that it can't be dropped.</summary>
    internal static bool IsBuiltIn(PrincipalDefinition principal) => principal.Id is < 5 or >= 16384 and < 16400;

    /// <summary>The roles of a principal, those of its roles too, and public.</summary>
    internal static IReadOnlySet<string> RolesOf(Database database, PrincipalDefinition principal)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "public" };
        var open = new Stack<PrincipalDefinition>([principal]);
        while (open.TryPop(out var next))
            foreach (var name in next.MemberOf)
                if (found.Add(name) && Find(database, name) is { } role)
                    open.Push(role);
        return found;
    }

    /// <summary>The lowest id that no principal and no schema has.</summary>
    internal static int NextId(Database database)
    {
        var taken = database.Entries.Where(entry => entry is PrincipalDefinition or SchemaDefinition).Select(entry => entry.Id).ToHashSet();
        var id = 5;
        while (taken.Contains(id))
            id++;
        return id;
    }

    private static PrincipalDefinition Role(int id, string name) =>
        new()
        {
            Id = id,
            Name = name,
            Kind = PrincipalKind.Role,
            IsFixedRole = true,
            DefaultSchema = null,
            CreateDate = Shipped,
            ModifyDate = Shipped,
        };

    private static PrincipalDefinition User(int id, string name, byte[]? sid, string? schema) =>
        new()
        {
            Id = id,
            Name = name,
            Kind = PrincipalKind.SqlUser,
            Sid = sid,
            DefaultSchema = schema,
            CreateDate = Shipped,
            ModifyDate = Shipped,
        };
}
