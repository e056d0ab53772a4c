using System.Globalization;
using System.Text.RegularExpressions;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Tests.BizTalk.Bodies;

/// <summary>
/// Days in the life of a group, with faults and changed options, written down act by act: history, marks, headers, linked servers, locks.
/// The times in marks and names of files are numbered in the order in which they come.
/// </summary>
internal sealed partial class GroupStory(GroupStand group)
{
    private readonly List<string> lines = [];
    private readonly Dictionary<string, int> marks = new(StringComparer.Ordinal);

    private BizTalkSandbox Sandbox => group.Sandbox;

    public static async Task<IReadOnlyList<string>> PlayAsync(string? folder)
    {
        await using var group = await GroupStand.CreateAsync(folder);
        var story = new GroupStory(group);
        await story.PlayAsync();
        return story.lines;
    }

    private async Task PlayAsync()
    {
        Signatures();
        await RunAsync("the first run");
        await RunAsync("a later run");
        group.Perform("EXEC dbo.sp_ForceFullBackup");
        await RunAsync("a forced full");
        Fault(FaultPoint.BackupStart, "PROD-SQL2", "BizTalkDTADb");
        await RunAsync("a log that fails on another server");
        await RunAsync("the full after a partial set");
        Fault(FaultPoint.BackupWrite, "PROD-SQL1", "BizTalkMsgBoxDb");
        await RunAsync("a log that fails in the middle, here");
        Fault(FaultPoint.BackupStart, "PROD-SQL2", "BAMPrimaryImport");
        await RunAsync("a full that fails");
        await RunAsync("the full after it");
        Fault(FaultPoint.Procedure, "PROD-SQL2", "sp_SetMark");
        await RunAsync("a mark that fails on another server");
        Fault(FaultPoint.Procedure, "PROD-SQL1", "sp_SetMark");
        Batch("a mark that fails here", $"EXEC dbo.sp_MarkAll 'BTS', '{group.Path}'");
        Batch("no such frequency", $"EXEC dbo.sp_BackupAllFull_Schedule 'x', 'BTS', '{group.Path}'");
        Batch("no such folder", $"EXEC dbo.sp_MarkAll 'BTS', '{group.Path}\\no\\such'");
        Batch("a partial set without a full", $"EXEC dbo.sp_BackupAllFull_Schedule 'd', 'BTS', '{group.Path}', 0");
        Batch("the full that it asks for", $"EXEC dbo.sp_BackupAllFull_Schedule 'd', 'BTS', '{group.Path}', '1'");
        Batch("a name with signs, local time", $"EXEC dbo.sp_MarkAll 'A b-c;d!e', '{group.Path}', 1");
        Batch("compressed", $"EXEC dbo.sp_SetBackupCompression 1 EXEC dbo.sp_MarkAll 'BTS', '{group.Path}'");
        Fault(FaultPoint.BackupStart, "PROD-SQL2", "BizTalkDTADb");
        Batch("compressed, with a second try", $"EXEC dbo.sp_MarkAll 'BTS', '{group.Path}'");
        Fault(FaultPoint.BackupStart, "PROD-SQL1", "SSODB");
        Batch("Single Sign-On has no second try", $"EXEC dbo.sp_MarkAll 'BTS', '{group.Path}'");
        Batch("the history above an id", "EXEC dbo.sp_GetBackupHistory 20");
        Batch("an id that is used", "UPDATE dbo.adm_BackupSetId SET NextBackupSetId = 1");
        Batch("a second id", "INSERT INTO dbo.adm_BackupSetId (NextBackupSetId) VALUES (900)");
        foreach (var days in new[] { 1, 6, 9, 20 })
        {
            Sandbox.Host.Clock.Advance(TimeSpan.FromDays(days));
            await RunAsync($"{days} days later");
            Batch("a mark more", $"EXEC dbo.sp_MarkAll 'ABC', '{group.Path}'");
        }
        Batch("a week", $"EXEC dbo.sp_BackupAllFull_Schedule 'w', 'BTS', '{group.Path}'");
        Batch("a month", $"EXEC dbo.sp_BackupAllFull_Schedule 'm', 'BTS', '{group.Path}', 0, 3");
        Batch("a year", $"EXEC dbo.sp_BackupAllFull_Schedule 'y', 'BTS', '{group.Path}', 0, 99");
        group.Perform("DROP PROCEDURE dbo.sp_CleanUpMarkLog", "ContosoOrders", Sandbox.Sources[1]);
        await RunAsync("a custom database with older procedures");
        group.Perform(
            "EXEC sp_addlinkedserver N'ALIAS', N'', N'SQLNCLI', N'PROD-SQL2' EXEC sp_serveroption N'ALIAS', 'rpc out', 'true'",
            "master",
            group.Home
        );
        group.Perform("UPDATE dbo.adm_OtherBackupDatabases SET ServerName = N'ALIAS' WHERE DatabaseName = N'ContosoOrders'");
        Batch("an alias", $"EXEC dbo.sp_ForceFullBackup EXEC dbo.sp_BackupAllFull_Schedule 'y', 'BTS', '{group.Path}'");
        Batch("a log of an alias", $"EXEC dbo.sp_MarkAll 'BTS', '{group.Path}\\'");
        group.Perform("UPDATE dbo.adm_OtherBackupDatabases SET ServerName = N'NOWHERE' WHERE DatabaseName = N'ContosoOrders'");
        Batch("a server that is not there", $"EXEC dbo.sp_MarkAll 'BTS', '{group.Path}'");
        Batch("a full of a server that is not there", $"EXEC dbo.sp_BackupAllFull_Schedule 'h', 'BTS', '{group.Path}', 1");
    }

    private void Fault(FaultPoint point, string instance, string subject) => Sandbox.Host.Faults.Add(new Fault(point, instance, subject));

    private async Task RunAsync(string act)
    {
        Sandbox.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var outcome = await Sandbox.RunBackupJobAsync(TestContext.Current.CancellationToken);
        lines.Add($"== {act}: {(outcome.Succeeded ? "succeeds" : "fails")}");
        foreach (Match error in ErrorInHistory().Matches(outcome.Message))
            lines.Add($"   error {error.Groups[1].Value}");
        foreach (Match own in OwnText().Matches(outcome.Message))
            lines.Add($"   {own.Value}");
        State();
    }

    private void Batch(string act, string batch)
    {
        Sandbox.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        lines.Add($"== {act}");
        using (var session = group.Open())
        {
            var said = GroupStand.Collect(session, batch);
            lines.AddRange(
                said.Errors.Select(error => $"   {error.Number} severity {error.Severity} state {error.State}: {Marked(error.Text)}")
            );
            lines.AddRange(said.Results.Select(result => $"   {result.Rows.Count} rows of {result.Columns.Count} columns"));
            lines.Add($"   transactions open {session.TransactionCount}, lock held {group.IsLocked()}");
        }
        State();
    }

    private void State()
    {
        foreach (
            var row in group.Rows(
                "SELECT BackupSetId, BackupType, SetComplete, ServerName, DatabaseName, BackupFileLocation, BackupFileName, MarkName "
                    + "FROM dbo.adm_BackupHistory ORDER BY BackupSetId, BackupId"
            )
        )
            lines.Add("   " + Marked(string.Join(' ', row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)))));
        foreach (var row in group.Rows("SELECT COUNT(DISTINCT BackupDateTime) FROM dbo.adm_BackupHistory GROUP BY BackupSetId"))
            Assert.Equal(1, row[0]);
        foreach (var database in Sandbox.Group.BackedUpDatabases)
        {
            var found = group.Rows($"SELECT MarkName FROM [{database.Name}].dbo.MarkLog", "master", database.Instance);
            lines.Add($"   {database.Name} {Marked(string.Join(' ', found.Select(row => (string)row[0]!).Order(StringComparer.Ordinal)))}");
            var taken = group.Rows(
                "SELECT TOP 2 b.type, b.is_copy_only, b.position, b.compressed_backup_size - b.backup_size, b.name, b.description, f.device_type "
                    + "FROM msdb.dbo.backupset AS b INNER JOIN msdb.dbo.backupmediafamily AS f ON f.media_set_id = b.media_set_id "
                    + $"WHERE b.database_name = N'{database.Name}' ORDER BY b.backup_set_id DESC",
                "master",
                database.Instance
            );
            foreach (var row in taken)
                lines.Add(
                    $"      {row[0]} copy {row[1]} position {row[2]} compressed {Convert.ToDecimal(row[3], CultureInfo.InvariantCulture) != 0} {row[4]} {row[5]} {row[6]}"
                );
        }
        foreach (var instance in Sandbox.Sources)
        foreach (
            var row in group.Rows(
                "SELECT s.name, s.product, s.provider, s.data_source, s.is_rpc_out_enabled, l.uses_self_credential, l.remote_name "
                    + "FROM sys.servers AS s LEFT JOIN sys.linked_logins AS l ON l.server_id = s.server_id WHERE s.server_id > 0 ORDER BY s.name",
                "master",
                instance
            )
        )
            lines.Add($"   link {instance.Name} {string.Join(' ', row)}");
        var settings = group.Rows(
            "SELECT b.ForceFull, b.UseCompression, i.NextBackupSetId FROM dbo.adm_BackupSettings AS b CROSS JOIN dbo.adm_BackupSetId AS i"
        );
        lines.AddRange(settings.Select(row => $"   forced {row[0]} compression {row[1]} next id {row[2]}"));
        lines.Add($"   lock {group.IsLocked()}");
    }

    private void Signatures()
    {
        foreach (var database in new[] { "BizTalkMgmtDb", "BizTalkMsgBoxDb" })
        foreach (
            var row in group.Rows(
                """
                SELECT o.name, p.name, TYPE_NAME(p.user_type_id), p.max_length, p.is_output
                FROM sys.objects AS o
                LEFT JOIN sys.parameters AS p ON p.object_id = o.object_id
                WHERE o.name IN (
                    N'sp_BackupAllFull', N'sp_BackupAllFull_Schedule', N'sp_MarkAll', N'sp_MarkBTSLogs', N'sp_BlockTDDS', N'sp_BuildFullMarkName',
                    N'sp_GetFileNameFromFilePath', N'sp_GetLinkedServerQTimeout', N'bts_SafeAddLinkedServer', N'sp_IsSSODB', N'sp_ForceFullBackup',
                    N'sp_AcquireBackupWriterLock', N'sp_ReleaseBackupWriterLock', N'sp_GetNextBackupSetId', N'sp_GetBackupHistory',
                    N'sp_GetBackupDatabasesForServer', N'sp_GetBackupDatabaseLocation', N'sp_GetRemoteServerName', N'sp_DeleteBackupHistory',
                    N'sp_SetBackupCompression', N'sp_SetMark', N'sp_SetMarkRemote', N'sp_BackupBizTalk', N'sp_BackupBizTalkFull',
                    N'sp_BackupBizTalkLog', N'sp_CleanUpMarkLog', N'sp_GetServerName', N'adm_BackupSetId_InsertTrigger')
                ORDER BY o.name, p.parameter_id
                """,
                database,
                group.Home
            )
        )
            lines.Add($"   {database} {string.Join(' ', row)}");
        foreach (
            var row in group.Rows(
                "SELECT OBJECT_NAME(p.major_id), USER_NAME(p.grantee_principal_id) FROM sys.database_permissions AS p "
                    + "WHERE p.type = 'EX' AND OBJECT_NAME(p.major_id) LIKE N'sp[_]%' ORDER BY 1, 2"
            )
        )
            lines.Add($"   {string.Join(" granted to ", row)}");
        foreach (
            var row in group.Rows(
                "SELECT j.name, j.enabled, j.notify_level_eventlog, s.step_id, s.step_name, s.subsystem, s.on_success_action, s.on_fail_action, "
                    + "s.retry_attempts, s.retry_interval, s.command FROM msdb.dbo.sysjobs AS j INNER JOIN msdb.dbo.sysjobsteps AS s ON s.job_id = j.job_id "
                    + "WHERE j.name LIKE N'Backup BizTalk Server%' ORDER BY s.step_id"
            )
        )
            lines.Add($"   {string.Join(' ', row)}");
    }

    private string Marked(string text) =>
        Mark().Replace(text, found => marks.TryGetValue(found.Value, out var known) ? $"M{known}" : $"M{marks[found.Value] = marks.Count}");

    [GeneratedRegex(@"\d{4}(_\d\d){5}_\d{3}")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\(Error (\d+)\)")]
    private static partial Regex ErrorInHistory();

    [GeneratedRegex(@"(sp_MarkAll )?[Ff]ailed running [\w-]+( on)?[\w.-]*|Failed backing up the databases")]
    private static partial Regex OwnText();
}
