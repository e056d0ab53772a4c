using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>sp_configure.</summary>
internal static class ConfigurationProcedures
{
    internal static IEnumerable<SystemProcedure> All() =>
        [Procedure.Of("sp_configure", "@configname varchar(35) = null, @configvalue int = null", Configure)];

    private static void Configure(SystemProcedureCall call)
    {
        var configuration = call.Session.Instance.Configuration;
        if (call.Text("@configname") is not { } name)
        {
            Show(call, configuration.Shown().OrderBy(option => option.Name, StringComparer.OrdinalIgnoreCase));
            return;
        }
        var option = configuration.Find(name);
        if (call.Values["@configvalue"] is not int value)
        {
            Show(call, [option]);
            return;
        }
        Permissions.CheckAdministrator(call.Session, "ALTER SETTINGS");
        var before = configuration.Configured(option);
        configuration.Set(option, value);
        call.SendMessage(15457, option.Name, before, value);
    }

    private static void Show(SystemProcedureCall call, IEnumerable<ConfigurationOption> options)
    {
        var configuration = call.Session.Instance.Configuration;
        call.SendRows(
            "name nvarchar(35), minimum int, maximum int, config_value int, run_value int",
            options.Select(option =>
                new object?[] { option.Name, option.Minimum, option.Maximum, configuration.Configured(option), configuration.InUse(option) }
            )
        );
    }
}
