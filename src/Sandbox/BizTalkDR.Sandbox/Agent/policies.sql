-- Policy-Based Management as a server has it where nobody set up a policy: switched on, and nothing to report.

CREATE FUNCTION dbo.fn_syspolicy_is_automation_enabled()
RETURNS bit
AS
BEGIN
    RETURN 1
END
GO

CREATE TABLE dbo.syspolicy_system_health_state_internal
(
    health_state_id bigint IDENTITY PRIMARY KEY,
    policy_id int NOT NULL,
    last_run_date datetime NOT NULL,
    target_query_expression_with_id nvarchar(400) NOT NULL,
    target_query_expression nvarchar(max) NOT NULL,
    result bit NOT NULL
)
GO

CREATE VIEW dbo.syspolicy_system_health_state
AS
    SELECT health_state_id, policy_id, last_run_date, target_query_expression_with_id, target_query_expression, result
    FROM dbo.syspolicy_system_health_state_internal
GO

CREATE VIEW dbo.syspolicy_configuration
AS
    SELECT CAST(N'Enabled' AS sysname) AS name, CAST(1 AS sql_variant) AS current_value
    UNION ALL SELECT N'HistoryRetentionInDays', CAST(0 AS sql_variant)
    UNION ALL SELECT N'LogOnSuccess', CAST(0 AS sql_variant)
GO
