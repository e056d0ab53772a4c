namespace BizTalkDR.Sandbox.Security;

/// <summary>A role of the server: fixed, or made by CREATE SERVER ROLE.</summary>
internal sealed record ServerRole(int Id, string Name, bool IsFixed)
{
    /// <summary>When the fixed roles were made.</summary>
    internal static readonly DateTime Shipped = new(2009, 4, 13, 12, 59, 6);

    /// <summary>The fixed roles with their principal ids in sys.server_principals.</summary>
    internal static readonly IReadOnlyList<ServerRole> Fixed =
    [
        new(2, "public", false),
        new(3, "sysadmin", true),
        new(4, "securityadmin", true),
        new(5, "serveradmin", true),
        new(6, "setupadmin", true),
        new(7, "processadmin", true),
        new(8, "diskadmin", true),
        new(9, "dbcreator", true),
        new(10, "bulkadmin", true),
    ];
}
