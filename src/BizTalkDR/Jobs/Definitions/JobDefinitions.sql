-- The jobs of this instance, whole. A name that nothing has any more is NULL: an owner, an operator, a category.
SELECT
    j.job_id, j.name, j.enabled, j.description, j.start_step_id, j.notify_level_eventlog, j.notify_level_email, j.notify_level_page,
    j.delete_level, SUSER_SNAME(j.owner_sid) AS owner_name, c.name AS category_name, e.name AS email_operator, p.name AS page_operator
FROM msdb.dbo.sysjobs AS j
LEFT JOIN msdb.dbo.syscategories AS c ON c.category_id = j.category_id AND c.category_class = 1
LEFT JOIN msdb.dbo.sysoperators AS e ON e.id = j.notify_email_operator_id
LEFT JOIN msdb.dbo.sysoperators AS p ON p.id = j.notify_page_operator_id
