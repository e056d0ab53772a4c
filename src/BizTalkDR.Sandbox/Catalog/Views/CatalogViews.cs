namespace BizTalkDR.Sandbox.Catalog.Views;

/// <summary>All system views and table functions, family by family.</summary>
internal static class CatalogViews
{
    internal static void AddTo(SystemViews views)
    {
        foreach (var view in DatabaseViews.All())
            views.Add(view);
    }
}
