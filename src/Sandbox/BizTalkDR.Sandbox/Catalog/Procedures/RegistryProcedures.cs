using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>xp_regread and kin over the instance's <see cref="ServerRegistry"/>.</summary>
internal static class RegistryProcedures
{
    private const string ReadParameters =
        "@rootkey nvarchar(128), @key nvarchar(4000), @value_name nvarchar(4000) = null, @value nvarchar(4000) = null output, @no_output varchar(20) = null";
    private const string WriteParameters =
        "@rootkey nvarchar(128), @key nvarchar(4000), @value_name nvarchar(4000), @type nvarchar(20), @value nvarchar(4000)";

    internal static IEnumerable<SystemProcedure> All() =>
        new[] { "xp_regread", "xp_instance_regread" }
            .Select(name => Procedure.WithStatus(name, ReadParameters, Read))
            .Concat(new[] { "xp_regwrite", "xp_instance_regwrite" }.Select(name => Procedure.Of(name, WriteParameters, Write)))
            .Concat(
                new[] { "xp_regdeletevalue", "xp_instance_regdeletevalue" }.Select(name =>
                    Procedure.Of(name, "@rootkey nvarchar(128), @key nvarchar(4000), @value_name nvarchar(4000)", Delete)
                )
            )
            .Concat(
                new[] { "xp_regenumvalues", "xp_instance_regenumvalues" }.Select(name =>
                    Procedure.Of(name, "@rootkey nvarchar(128), @key nvarchar(4000)", List)
                )
            );

    private static ServerRegistry Registry(SystemProcedureCall call) => call.Session.Instance.Registry;

    private static int Read(SystemProcedureCall call)
    {
        var key = call.Text("@key") ?? "";
        if (call.Text("@value_name") is not { } name)
        {
            call.SendRows(
                "KeyExist int",
                [
                    [Registry(call).HasKey(key) ? 1 : 0],
                ]
            );
            return 0;
        }
        var value = Registry(call).Read(key, name);
        if (call.Given.Contains("@value"))
        {
            if (value is not null)
                call.Values["@value"] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
            return value is null ? 1 : 0;
        }
        if (value is not null)
            call.SendRows(
                $"Value nvarchar(4000), Data {(value is int ? "int" : "nvarchar(4000)")}",
                [
                    [name, value],
                ]
            );
        return value is null ? 1 : 0;
    }

    private static void Write(SystemProcedureCall call)
    {
        Permissions.CheckAdministrator(call.Session, "CONTROL SERVER");
        var given = call.Values["@value"];
        object value =
            call.Text("@type")?.ToUpperInvariant() == "REG_DWORD"
                ? Convert.ToInt32(given, System.Globalization.CultureInfo.InvariantCulture)
                : Convert.ToString(given, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        Registry(call).Write(call.Text("@key") ?? "", call.Text("@value_name") ?? "", value);
    }

    private static void Delete(SystemProcedureCall call)
    {
        Permissions.CheckAdministrator(call.Session, "CONTROL SERVER");
        if (!Registry(call).Delete(call.Text("@key") ?? "", call.Text("@value_name") ?? ""))
            throw MessageCatalog.Error(22001, "RegDeleteValue()", 2, "The system cannot find the file specified.");
    }

    private static void List(SystemProcedureCall call) =>
        call.SendRows(
            "Value nvarchar(4000), Data nvarchar(4000)",
            Registry(call)
                .List(call.Text("@key") ?? "")
                .Select(entry =>
                    new object?[] { entry.Name, Convert.ToString(entry.Value, System.Globalization.CultureInfo.InvariantCulture) }
                )
        );
}
