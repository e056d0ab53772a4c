using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Security;

/// <summary>A row of sys.server_permissions or sys.database_permissions, which have the same columns.</summary>
/// <param name="Class">What the permission is on: its class and the class's description.</param>
/// <param name="MajorId">The id of what it is on, within its class.</param>
/// <param name="GranteeId">The principal that has it.</param>
/// <param name="Permission">The permission's name.</param>
/// <param name="IsDeny">Whether it is denied.</param>
/// <param name="MayPassOn">Whether it was granted with grant option.</param>
internal sealed record PermissionRow(
    (int Id, string Description) Class,
    int MajorId,
    int GranteeId,
    string Permission,
    bool IsDeny,
    bool MayPassOn = false
)
{
    /// <summary>The view of that name. Of rows about the same permission the last one counts.</summary>
    internal static ViewOf<PermissionRow> View(string name, Func<SqlSession, Database, IEnumerable<PermissionRow>> rows) =>
        new ViewOf<PermissionRow>(
            name,
            (session, database) =>
                rows(session, database).GroupBy(row => (row.Class, row.MajorId, row.GranteeId, row.Permission)).Select(same => same.Last())
        )
            .Column("class tinyint", row => row.Class.Id)
            .Column("class_desc nvarchar(60)", row => row.Class.Description)
            .Column("major_id int", row => row.MajorId)
            .Columns("minor_id int = 0")
            .Column("grantee_principal_id int", row => row.GranteeId)
            .Columns("grantor_principal_id int = 1")
            .Column("type char(4)", row => PermissionCodes.Of(row.Permission))
            .Column("permission_name nvarchar(128)", row => row.Permission)
            .Column(
                "state char(1)",
                row =>
                    row.IsDeny ? "D"
                    : row.MayPassOn ? "W"
                    : "G"
            )
            .Column(
                "state_desc nvarchar(60)",
                row =>
                    row.IsDeny ? "DENY"
                    : row.MayPassOn ? "GRANT_WITH_GRANT_OPTION"
                    : "GRANT"
            );
}
