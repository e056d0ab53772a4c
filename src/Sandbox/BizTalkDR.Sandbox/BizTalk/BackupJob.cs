using System.Globalization;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>
/// The backup job made ready for work, as an administrator does on Microsoft's page "Configure the Backup BizTalk Server Job": its folder,
/// what follows a partial set, how often it runs, and enabled at last. Steps are known by what they call.
/// </summary>
internal static class BackupJob
{
    private const int ShippedMinutes = 15;

    internal static void Configure(BizTalkGroup group)
    {
        var options = group.Options;
        var shipped = $"Backup BizTalk Server ({group.Management.Name})";
        using var session = group.Management.Instance.OpenInternalSession("BizTalk configuration", "msdb");
        if (group.BackupJobName != shipped)
            session.Perform("EXEC dbo.sp_update_job @job_name = @old, @new_name = @new", ("@old", shipped), ("@new", group.BackupJobName));
        if (!options.IsBackupJobConfigured)
            return;
        var path = options.BackupPath.Replace("'", "''", StringComparison.Ordinal);
        foreach (var (id, command) in Steps(session, group.BackupJobName))
        {
            if (command.Contains("sp_BackupAllFull_Schedule", StringComparison.OrdinalIgnoreCase))
                Change(
                    session,
                    group,
                    id,
                    $"exec [dbo].[sp_BackupAllFull_Schedule] 'd' /* Frequency */, 'BTS' /* Name */, '{path}' /* location of backup files */, "
                        + $"{(options.ForceFullBackupAfterPartialSetFailure ? 1 : 0)} /* ForceFullBackupAfterPartialSetFailure */"
                );
            else if (command.Contains("sp_MarkAll", StringComparison.OrdinalIgnoreCase))
                Change(session, group, id, $"exec [dbo].[sp_MarkAll] 'BTS' /* Log mark name */, '{path}' /* location of backup files */");
        }
        if (options.BackupEveryMinutes != ShippedMinutes)
            session.Perform(
                $"""
                DECLARE @schedule_id int = (
                    SELECT s.schedule_id FROM dbo.sysjobschedules AS s INNER JOIN dbo.sysjobs AS j ON j.job_id = s.job_id WHERE j.name = @name)
                EXEC dbo.sp_update_schedule
                    @schedule_id = @schedule_id, @freq_subday_interval = {options.BackupEveryMinutes.ToString(CultureInfo.InvariantCulture)}
                """,
                ("@name", group.BackupJobName)
            );
        session.Perform("EXEC dbo.sp_update_job @job_name = @name, @enabled = 1", ("@name", group.BackupJobName));
    }

    private static List<(int Id, string Command)> Steps(SqlSession session, string job) =>
        [
            .. session
                .Perform(
                    """
                    SELECT s.step_id, s.command
                    FROM dbo.sysjobsteps AS s
                    INNER JOIN dbo.sysjobs AS j ON j.job_id = s.job_id
                    WHERE j.name = @name
                    ORDER BY s.step_id
                    """,
                    ("@name", job)
                )
                .Results[0]
                .Rows.Select(row => ((int)row[0]!, (string?)row[1] ?? "")),
        ];

    private static void Change(SqlSession session, BizTalkGroup group, int step, string command) =>
        session.Perform(
            "EXEC dbo.sp_update_jobstep @job_name = @name, @step_id = @step, @command = @command",
            ("@name", group.BackupJobName),
            ("@step", step),
            ("@command", command)
        );
}
