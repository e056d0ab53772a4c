namespace BizTalkDR.Sandbox.Catalog.Views;

/// <summary>The few tables of policy management in msdb that SMO looks into: it is there, and no policy is defined.</summary>
internal static class PolicyViews
{
    private static readonly (string Name, object Value)[] Settings = [("Enabled", 1), ("HistoryRetentionInDays", 0), ("LogOnSuccess", 0)];

    internal static IEnumerable<SystemView> All() =>
        [
            new ViewOf<(string Name, object Value)>("dbo.syspolicy_configuration", (_, _) => Settings)
                .Column("name sysname", setting => setting.Name)
                .Column("current_value sql_variant", setting => setting.Value)
                .Build("msdb"),
            new ViewOf<int>("dbo.syspolicy_system_health_state", (_, _) => [])
                .Columns("health_state_id bigint, policy_id int, last_run_date datetime, target_query_expression_with_id nvarchar(400)")
                .Columns("target_query_expression nvarchar(max), result bit")
                .Build("msdb"),
        ];
}
