using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Server;

/// <summary>
/// The part of the Windows registry that an instance keeps: default folders, login mode, Agent settings. Instance-aware keys
/// (SOFTWARE\Microsoft\MSSQLServer\...) stand for the instance's own, as xp_instance_regread has it.
/// </summary>
internal sealed class ServerRegistry
{
    private readonly ConcurrentDictionary<string, object> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly DatabaseEngine instance;

    internal ServerRegistry(DatabaseEngine instance)
    {
        this.instance = instance;
        var (engine, agent) = InitialLogins.ServiceAccounts(instance.Name);
        var (engineService, agentService) = ServerPaths.Services(instance);
        Fill(
            @"SOFTWARE\Microsoft\MSSQLServer\MSSQLServer",
            ("DefaultData", instance.Options.DataPath),
            ("DefaultLog", instance.Options.LogPath),
            ("BackupDirectory", instance.Options.BackupPath),
            ("LoginMode", 2),
            ("AuditLevel", 2),
            ("NumErrorLogs", 6),
            ("DefaultDomain", instance.ComputerName),
            ("DefaultLogin", "guest"),
            ("Map_", @"\"),
            ("Map#", "-"),
            ("Map$", ""),
            ("SetHostName", 0)
        );
        Fill(
            @"SOFTWARE\Microsoft\MSSQLServer\MSSQLServer\Parameters",
            ("SQLArg0", $@"-d{instance.SystemDataPath}\master.mdf"),
            ("SQLArg1", $"-e{ServerPaths.ErrorLog(instance)}"),
            ("SQLArg2", $@"-l{instance.SystemDataPath}\mastlog.ldf")
        );
        Fill(
            @"SOFTWARE\Microsoft\MSSQLServer\Setup",
            ("SQLPath", ServerPaths.Root(instance)),
            ("SQLDataRoot", ServerPaths.Root(instance)),
            ("SQLProgramDir", @"C:\Program Files\Microsoft SQL Server\"),
            ("Edition", "Developer Edition"),
            ("Language", 1033),
            ("ServiceAccount", engine)
        );
        Fill(
            @"SOFTWARE\Microsoft\MSSQLServer\SQLServerAgent",
            ("ErrorLogFile", $@"{ServerPaths.Root(instance)}\Log\SQLAGENT.OUT"),
            ("WorkingDirectory", $@"{ServerPaths.Root(instance)}\JOBS"),
            ("JobHistoryMaxRows", 1000),
            ("JobHistoryMaxRowsPerJob", 100),
            ("ErrorLoggingLevel", 3),
            ("RestartSQLServer", 1),
            ("RestartServer", 1),
            ("MonitorAutoStart", 1),
            ("JobShutdownTimeout", 15),
            ("IdleCPUPercent", 10),
            ("IdleCPUDuration", 600),
            ("CoreEngineMask", 0),
            ("UseDatabaseMail", 0),
            ("ServerHost", ""),
            ("AlertReplaceRuntimeTokens", 0)
        );
        Fill(
            @"SOFTWARE\Microsoft\MSSQLServer\MSSQLServer\SuperSocketNetLib",
            ("ForceEncryption", 0),
            ("HideInstance", 0),
            ("Certificate", "")
        );
        Fill($@"SYSTEM\CurrentControlSet\Services\{engineService}", ("ObjectName", engine), ("Start", 2));
        Fill($@"SYSTEM\CurrentControlSet\Services\{agentService}", ("ObjectName", agent), ("Start", 2));
        Fill(
            @"SOFTWARE\Microsoft\Microsoft SQL Server\Instance Names\SQL",
            (ServerProperties.ServiceName(instance), ServerPaths.InstanceId(instance))
        );
    }

    /// <summary>The value, a string or an int, or null.</summary>
    internal object? Read(string key, string name) => values.GetValueOrDefault($"{Normalize(key)}|{name}");

    /// <summary>All values of a key.</summary>
    internal IEnumerable<(string Name, object Value)> List(string key)
    {
        var prefix = Normalize(key) + "|";
        return values
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
            .Select(entry => (entry.Key[prefix.Length..], entry.Value));
    }

    internal bool HasKey(string key) => values.Keys.Any(entry => entry.StartsWith(Normalize(key), StringComparison.OrdinalIgnoreCase));

    internal void Write(string key, string name, object value) => values[$"{Normalize(key)}|{name}"] = value;

    internal bool Delete(string key, string name) => values.TryRemove($"{Normalize(key)}|{name}", out _);

    private void Fill(string key, params (string Name, object Value)[] entries)
    {
        foreach (var (name, value) in entries)
            Write(key, name, value);
    }

    // HKLM\SOFTWARE\Microsoft\Microsoft SQL Server\MSSQL15.X\... is the same as the instance-aware SOFTWARE\Microsoft\MSSQLServer\....
    private string Normalize(string key) =>
        key.Trim('\\')
            .Replace(
                $@"SOFTWARE\Microsoft\Microsoft SQL Server\{ServerPaths.InstanceId(instance)}",
                @"SOFTWARE\Microsoft\MSSQLServer",
                StringComparison.OrdinalIgnoreCase
            )
            .Replace(@"Services\SQLSERVERAGENT", $@"Services\{ServerPaths.Services(instance).Agent}", StringComparison.OrdinalIgnoreCase)
            .Replace(@"Services\MSSQLSERVER", $@"Services\{ServerPaths.Services(instance).Engine}", StringComparison.OrdinalIgnoreCase);
}
