using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Storage;

/// <summary>What BACKUP and RESTORE have in common: the database's name and DISK = paths.</summary>
internal static class DeviceNames
{
    /// <summary>STATS without a number.</summary>
    internal const int DefaultStats = 10;

    /// <summary>A name that may come from a variable.</summary>
    internal static string NameOf(StatementContext context, IdentifierOrValueExpression? name) =>
        name is null ? ""
        : name.Identifier is { } identifier ? identifier.Value
        : context.EvaluateText(name.ValueExpression) ?? "";

    /// <summary>The paths. Throws 3206 for a logical device, since none is ever defined here, and 3201 for a URL, since there is no storage behind it.</summary>
    internal static IReadOnlyList<string> Of(StatementContext context, IList<DeviceInfo> devices) =>
        [
            .. devices.Select(device =>
                device.LogicalDevice is { } logical
                    ? throw MessageCatalog.Error(3206, NameOf(context, logical))
                    : Path(device, context.EvaluateText(device.PhysicalDevice) ?? "")
            ),
        ];

    private static string Path(DeviceInfo device, string path) =>
        device.DeviceType == DeviceType.Url ? throw DeviceError.CannotOpen(path, WindowsError.NotSupported) : path;
}
