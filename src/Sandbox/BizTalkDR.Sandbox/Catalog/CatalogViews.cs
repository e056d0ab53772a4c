using BizTalkDR.Sandbox.Catalog.Functions;
using BizTalkDR.Sandbox.Catalog.Views;
using BizTalkDR.Sandbox.Catalog.Views.Databases;
using BizTalkDR.Sandbox.Catalog.Views.Empty;
using BizTalkDR.Sandbox.Catalog.Views.Objects;
using BizTalkDR.Sandbox.Catalog.Views.Security;
using BizTalkDR.Sandbox.Catalog.Views.Server;
using BizTalkDR.Sandbox.Language.Running;

namespace BizTalkDR.Sandbox.Catalog;

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
            CertificateViews.All(),
            [EncryptionKeyViews.View()],
            DatabasePrincipalViews.All(),
            ServerViews.All(),
            EndpointViews.Views(),
            AvailabilityViews.All(),
            SessionViews.All(),
            TransactionViews.All(),
            SystemStateViews.All(),
            DatabaseSettingViews.All(),
            EmptyViews.All(),
            CompatibilityViews.All(),
            InformationSchemaViews.All(),
            ParameterViews.All(),
            [ExtendedPropertyViews.View()],
            [LookupValues.View()],
        ];
        foreach (var view in families.SelectMany(family => family))
            views.Add(view);
        IEnumerable<SystemTableFunction>[] functions =
        [
            FileViews.Functions(),
            SqlText.Functions(),
            SystemStateViews.TableFunctions(),
            [PermissionFunctions.MyPermissions(), CollationProperties.Help()],
        ];
        foreach (var function in functions.SelectMany(family => family))
            views.Add(function);
    }
}
