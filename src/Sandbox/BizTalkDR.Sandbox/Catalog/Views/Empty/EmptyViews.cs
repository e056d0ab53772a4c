using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Empty;

/// <summary>
/// Views of features that a sandbox does not have (clusters, encryption, full-text ...): there, with their columns, and without rows.
/// </summary>
internal static class EmptyViews
{
    /// <summary>The columns that every view of objects has.</summary>
    internal const string ObjectColumns =
        "name sysname, object_id int, principal_id int, schema_id int, parent_object_id int, type char(2), type_desc nvarchar(60), "
        + "create_date datetime, modify_date datetime, is_ms_shipped bit, is_published bit, is_schema_published bit";

    private static IEnumerable<(string Name, string Columns)> Declared =>
        [
            .. EncryptionViews.Declared,
            .. ClusterViews.Declared,
            .. CodeViews.Declared,
            .. TableViews.Declared,
            .. TextViews.Declared,
            .. BrokerViews.Declared,
            .. WebServiceViews.Declared,
            .. ManagementViews.Declared,
        ];

    internal static IEnumerable<SystemView> All() =>
        Declared.Select(view => new ViewOf<Database>(view.Name, (_, _) => []).Columns(view.Columns).Build());
}
