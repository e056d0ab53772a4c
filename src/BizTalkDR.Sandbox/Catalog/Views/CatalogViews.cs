using BizTalkDR.Sandbox.Catalog.Functions;

namespace BizTalkDR.Sandbox.Catalog.Views;

/// <summary>All system views and table functions, family by family.</summary>
internal static class CatalogViews
{
    internal static void AddTo(SystemViews views)
    {
        IEnumerable<SystemView>[] families =
        [
            DatabaseViews.All(),
            FileViews.All(),
            ObjectViews.All(),
            ColumnViews.All(),
            TypeViews.All(),
            ConstraintViews.All(),
            IndexViews.All(),
            ModuleViews.All(),
            ServerPrincipalViews.All(),
            DatabasePrincipalViews.All(),
            ServerViews.All(),
            EndpointViews.Views(),
            SessionViews.All(),
            TransactionViews.All(),
        ];
        foreach (var view in families.SelectMany(family => family))
            views.Add(view);
        foreach (var function in FileViews.Functions().Concat(SqlText.Functions()).Append(PermissionFunctions.MyPermissions()))
            views.Add(function);
    }
}
