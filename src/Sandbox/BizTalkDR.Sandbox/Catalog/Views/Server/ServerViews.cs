using System.Text.RegularExpressions;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>Configuration, linked servers and messages.</summary>
internal static class ServerViews
{
    internal static IEnumerable<SystemView> All() =>
        [Configurations().Build(), Servers().Build(), LinkedLogins().Build(), Messages().Build(), Languages().Build(), TimeZones().Build()];

    private static ViewOf<(ServerConfiguration Server, ConfigurationOption Option)> Configurations() =>
        new ViewOf<(ServerConfiguration Server, ConfigurationOption Option)>(
            "sys.configurations",
            (session, _) => ConfigurationOptions.All.Select(option => (session.Instance.Configuration, option))
        )
            .Column("configuration_id int", row => row.Option.Id)
            .Column("name nvarchar(35)", row => row.Option.Name)
            .Column("value sql_variant", row => row.Server.Configured(row.Option))
            .Column("minimum sql_variant", row => row.Option.Minimum)
            .Column("maximum sql_variant", row => row.Option.Maximum)
            .Column("value_in_use sql_variant", row => row.Server.InUse(row.Option))
            .Column("description nvarchar(255)", row => row.Option.Description)
            .Column("is_dynamic bit", row => row.Option.IsDynamic)
            .Column("is_advanced bit", row => row.Option.IsAdvanced);

    private static ViewOf<LinkedServer> Servers() =>
        new ViewOf<LinkedServer>("sys.servers", (session, _) => VisibleServers(session))
            .Column("server_id int", server => server.Id)
            .Column("name sysname", server => server.Name)
            .Column("product sysname", server => server.Product)
            .Column("provider sysname", server => server.Provider)
            .Column("data_source nvarchar(4000)", server => server.DataSource)
            .Column("location nvarchar(4000)", server => server.Location)
            .Column("provider_string nvarchar(4000)", server => server.ProviderString)
            .Column("catalog sysname", server => server.Catalog)
            .Column("connect_timeout int", server => server.ConnectTimeout)
            .Column("query_timeout int", server => server.QueryTimeout)
            .Column("is_linked bit", server => !server.IsLocal)
            .Column("is_remote_login_enabled bit", server => server.IsRemoteLoginEnabled)
            .Column("is_rpc_out_enabled bit", server => server.IsRpcOutEnabled)
            .Column("is_data_access_enabled bit", server => server.IsDataAccessEnabled)
            .Column("is_collation_compatible bit", server => server.IsCollationCompatible)
            .Column("uses_remote_collation bit", server => server.UsesRemoteCollation)
            .Column("collation_name sysname", server => server.CollationName)
            .Column("lazy_schema_validation bit", server => server.LazySchemaValidation)
            .Columns("is_system bit = 0, is_publisher bit = 0, is_subscriber bit = 0, is_distributor bit = 0")
            .Columns("is_nonsql_subscriber bit = 0")
            .Column("is_remote_proc_transaction_promotion_enabled bit", server => server.PromotesTransactions)
            .Column("modify_date datetime", server => server.ModifyDate)
            .Columns("is_rda_server bit = 0");

    // Whoever has a mapping, if only the default one, sees the server; others need a permission.
    private static IEnumerable<LinkedServer> VisibleServers(SqlSession session)
    {
        var login = session.Instance.Logins.Find(session.Login.Sid)?.Id;
        var seesAll = Permissions.HasServer(session, "ALTER ANY LINKED SERVER") || Permissions.HasServer(session, "VIEW ANY DEFINITION");
        return session.Instance.LinkedServers.All.Where(server => server.IsLocal || seesAll || server.LoginOf(login) is not null);
    }

    private static ViewOf<(LinkedServer Server, LinkedLogin Login)> LinkedLogins() =>
        new ViewOf<(LinkedServer Server, LinkedLogin Login)>(
            "sys.linked_logins",
            (session, _) => session.Instance.LinkedServers.All.SelectMany(server => server.Logins.Select(login => (server, login)))
        )
            .Column("server_id int", row => row.Server.Id)
            .Column("local_principal_id int", row => row.Login.LocalPrincipalId)
            .Column("uses_self_credential bit", row => row.Login.UsesSelf)
            .Column("remote_name sysname", row => row.Login.RemoteUser)
            .Column("modify_date datetime", row => row.Login.ModifyDate);

    private static ViewOf<KeyValuePair<int, MessageText>> Messages() =>
        new ViewOf<KeyValuePair<int, MessageText>>("sys.messages", (_, _) => MessageCatalog.All.OrderBy(message => message.Key))
            .Column("message_id int", message => message.Key)
            .Columns("language_id smallint = 1033")
            .Column("severity tinyint", message => message.Value.Severity)
            .Column("is_event_logged bit", message => message.Value.Severity >= 19)
            .Column("text nvarchar(2048)", message => Placeholders.Replace(message.Value.Format, "%ls"));

    /// <summary>{0}, {1:000} ... stand where sys.messages has %d, %ls, %.*ls: which of them is not known here.</summary>
    private static readonly Regex Placeholders = new(@"\{\d+(:\w+)?\}", RegexOptions.CultureInvariant);

    private static ViewOf<SessionLanguage> Languages() =>
        new ViewOf<SessionLanguage>("sys.syslanguages", (_, _) => SessionLanguage.All)
            .Column("langid smallint", language => language.Id)
            .Column("dateformat nchar(3)", language => language.DateFormat)
            .Column("datefirst tinyint", language => language.DateFirst)
            .Columns("upgrade int = 0")
            .Column("name sysname", language => language.Name)
            .Column("alias sysname", language => language.Alias)
            .Column("months nvarchar(372)", language => language.Months)
            .Column("shortmonths nvarchar(132)", language => language.ShortMonths)
            .Column("days nvarchar(217)", language => language.Days)
            .Column("lcid int", language => language.Lcid)
            .Columns("msglangid smallint = 1033");

    private static ViewOf<TimeZoneInfo> TimeZones() =>
        new ViewOf<TimeZoneInfo>("sys.time_zone_info", (_, _) => TimeZoneInfo.GetSystemTimeZones())
            .Column("name sysname", zone => zone.Id)
            .Column("current_utc_offset nvarchar(6)", zone => Offset(zone.BaseUtcOffset))
            .Column("is_currently_dst bit", _ => false);

    private static string Offset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", null);
}
