using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Catalog.Views.Databases;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>The computer, the services and the log: dm_os_... and dm_server_... views.</summary>
internal static class SystemStateViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            SystemInfo().Build(),
            HostInfo().Build(),
            Services().Build(),
            Schedulers().Build(),
            Nodes().Build(),
            MemoryNodes().Build(),
            ProcessMemory().Build(),
            LogSpace().Build(),
            FixedDrives().Build(),
            Credentials().Build(),
            Diagnostics().Build(),
        ];

    internal static IEnumerable<SystemTableFunction> TableFunctions() =>
        [LogStatistics(), LogInfo(), FileExists(), FileSystemEntries.Function()];

    private static ViewOf<DatabaseEngine> SystemInfo() =>
        new ViewOf<DatabaseEngine>("sys.dm_os_sys_info", (session, _) => [session.Instance])
            .Column("cpu_ticks bigint", _ => Environment.TickCount64 * 1000)
            .Column("ms_ticks bigint", _ => Environment.TickCount64)
            .Column("cpu_count int", _ => OperatingSystemInfo.Processors)
            .Columns("hyperthread_ratio int = 4")
            .Column("physical_memory_kb bigint", _ => (long)OperatingSystemInfo.MemoryMegabytes << 10)
            .Columns("virtual_memory_kb bigint = 137438953344, committed_kb bigint = 524288, committed_target_kb bigint = 8388608")
            .Columns("visible_target_kb bigint = 8388608, stack_size_in_bytes int = 2093056, os_quantum bigint = 4")
            .Columns("os_error_mode int = 5, os_priority_class int = 32, max_workers_count int = 512, scheduler_count int = 4")
            .Columns("scheduler_total_count int = 16, deadlock_monitor_serial_number int = 1, sqlserver_start_time_ms_ticks bigint = 0")
            .Column("sqlserver_start_time datetime", instance => instance.StartTime)
            .Columns("affinity_type int = 2, affinity_type_desc varchar(60) = AUTO, process_kernel_time_ms bigint = 0")
            .Columns("process_user_time_ms bigint = 0, time_source int = 0, time_source_desc nvarchar(60) = QUERY_PERFORMANCE_COUNTER")
            .Columns("virtual_machine_type int = 1, virtual_machine_type_desc nvarchar(60) = HYPERVISOR, softnuma_configuration int = 0")
            .Columns("softnuma_configuration_desc nvarchar(60) = OFF, process_physical_affinity nvarchar(3072), sql_memory_model int = 1")
            .Columns(
                "sql_memory_model_desc nvarchar(60) = CONVENTIONAL, socket_count int = 1, cores_per_socket int = 4, numa_node_count int = 1"
            )
            .Columns("container_type int = 0, container_type_desc nvarchar(60) = NONE");

    private static ViewOf<DatabaseEngine> HostInfo() =>
        new ViewOf<DatabaseEngine>("sys.dm_os_host_info", (session, _) => [session.Instance])
            .Columns("host_platform nvarchar(256) = Windows")
            .Column("host_distribution nvarchar(256)", _ => OperatingSystemInfo.Distribution)
            .Column("host_release nvarchar(256)", _ => OperatingSystemInfo.Release)
            .Column("host_service_pack_level nvarchar(256)", _ => "")
            .Columns("host_sku int = 7, os_language_version int = 1033, host_architecture nvarchar(256) = X64");

    /// <summary>The log of sp_server_diagnostics: on, as it is by default, beside the error log.</summary>
    private static ViewOf<DatabaseEngine> Diagnostics() =>
        new ViewOf<DatabaseEngine>("sys.dm_os_server_diagnostics_log_configurations", (session, _) => [session.Instance])
            .Columns("is_enabled bit = 1")
            .Column("path nvarchar(260)", instance => $@"{ServerPaths.Root(instance)}\Log\")
            .Columns("max_size int = 100, max_files int = 10");

    private sealed record Service(string Name, int Process, DateTime Start, string Account, string File, bool IsRunning = true);

    private static IEnumerable<Service> Services(DatabaseEngine instance)
    {
        var (engine, agent) = InitialLogins.ServiceAccounts(instance.Name);
        var name = ServerProperties.ServiceName(instance);
        var folder = $@"{ServerPaths.Root(instance)}\Binn";
        yield return new Service(
            $"SQL Server ({name})",
            Environment.ProcessId,
            instance.StartTime,
            engine,
            $@"""{folder}\sqlservr.exe"" -s{name}"
        );
        yield return new Service(
            $"SQL Server Agent ({name})",
            Environment.ProcessId,
            instance.StartTime,
            agent,
            $@"""{folder}\SQLAGENT.EXE"" -i {name}",
            instance.IsAgentRunning
        );
    }

    private static ViewOf<Service> Services() =>
        new ViewOf<Service>("sys.dm_server_services", (session, _) => Services(session.Instance))
            .Column("servicename nvarchar(256)", service => service.Name)
            .Columns("startup_type int = 2, startup_type_desc nvarchar(256) = Automatic")
            .Column("status int", service => service.IsRunning ? 4 : 1)
            .Column("status_desc nvarchar(256)", service => service.IsRunning ? "Running" : "Stopped")
            .Column("process_id int", service => service.IsRunning ? service.Process : 0)
            .Column("last_startup_time datetimeoffset", service => new DateTimeOffset(service.Start, TimeSpan.Zero))
            .Column("service_account nvarchar(256)", service => service.Account)
            .Column("filename nvarchar(256)", service => service.File)
            .Columns("is_clustered nvarchar(1) = N, cluster_nodename nvarchar(256), instant_file_initialization_enabled nvarchar(1) = Y");

    private static ViewOf<int> Schedulers() =>
        new ViewOf<int>("sys.dm_os_schedulers", (_, _) => Enumerable.Range(0, OperatingSystemInfo.Processors))
            .Columns("scheduler_address varbinary(8), parent_node_id int = 0")
            .Column("scheduler_id int", id => id)
            .Column("cpu_id smallint", id => id)
            .Columns("status nvarchar(60) = VISIBLE ONLINE, is_online bit = 1")
            .Column("is_idle bit", _ => true)
            .Columns("preemptive_switches_count int = 0, context_switches_count int = 0, idle_switches_count int = 0")
            .Columns(
                "current_tasks_count int = 1, runnable_tasks_count int = 0, current_workers_count int = 4, active_workers_count int = 1"
            )
            .Columns("work_queue_count bigint = 0, pending_disk_io_count int = 0, load_factor int = 1, yield_count int = 0");

    private static ViewOf<int> Nodes() =>
        new ViewOf<int>("sys.dm_os_nodes", (_, _) => [0])
            .Columns("node_id smallint = 0, node_state_desc nvarchar(256) = ONLINE, memory_object_address varbinary(8)")
            .Columns("memory_clerk_address varbinary(8), io_completion_worker_address varbinary(8), memory_node_id smallint = 0")
            .Columns("cpu_affinity_mask bigint = 15, online_scheduler_count smallint = 4, idle_scheduler_count smallint = 3")
            .Columns("active_worker_count int = 1, avg_load_balance int = 0, timer_task_affinity_mask bigint = 1")
            .Columns("permanent_task_affinity_mask bigint = 0, resource_monitor_state bit = 0, online_scheduler_mask bigint = 15")
            .Columns("processor_group smallint = 0, cpu_count int = 4");

    private static ViewOf<int> MemoryNodes() =>
        new ViewOf<int>("sys.dm_os_memory_nodes", (_, _) => [0])
            .Columns(
                "memory_node_id smallint = 0, virtual_address_space_reserved_kb bigint = 0, virtual_address_space_committed_kb bigint = 0"
            )
            .Columns("locked_page_allocations_kb bigint = 0, pages_kb bigint = 0, shared_memory_reserved_kb bigint = 0")
            .Columns("shared_memory_committed_kb bigint = 0, cpu_affinity_mask bigint = 15, online_scheduler_mask bigint = 15")
            .Columns("processor_group smallint = 0, foreign_committed_kb bigint = 0, target_kb bigint = 0");

    private static ViewOf<int> ProcessMemory() =>
        new ViewOf<int>("sys.dm_os_process_memory", (_, _) => [0])
            .Columns(
                "physical_memory_in_use_kb bigint = 524288, large_page_allocations_kb bigint = 0, locked_page_allocations_kb bigint = 0"
            )
            .Columns("total_virtual_address_space_kb bigint = 137438953344, virtual_address_space_reserved_kb bigint = 0")
            .Columns("virtual_address_space_committed_kb bigint = 0, virtual_address_space_available_kb bigint = 0")
            .Columns("page_fault_count bigint = 0, memory_utilization_percentage int = 100, available_commit_limit_kb bigint = 0")
            .Columns("process_physical_memory_low bit = 0, process_virtual_memory_low bit = 0");

    private static ViewOf<Database> LogSpace() =>
        new ViewOf<Database>("sys.dm_db_log_space_usage", (_, database) => [database])
            .Column("database_id int", database => database.Id)
            .Column("total_log_size_in_bytes bigint", database => LogBytes(database))
            .Column("used_log_space_in_bytes bigint", database => UsedLogBytes(database))
            .Column("used_log_space_in_percent real", database => 100.0 * UsedLogBytes(database) / Math.Max(1, LogBytes(database)))
            .Column("log_space_in_bytes_since_last_backup bigint", database => UsedLogBytes(database));

    private static long LogBytes(Database database) => database.Files.Where(file => file.IsLog).Sum(file => file.Size * 8192L);

    // A record of the log weighs some hundred bytes; a report of size needs no more than the order of magnitude.
    private static long UsedLogBytes(Database database) => Math.Min(LogBytes(database), database.Log.Count * 256L);

    private static SystemTableFunction LogStatistics() =>
        new ViewOf<Database>("sys.dm_db_log_stats", (_, _) => [])
            .Column("database_id int", database => database.Id)
            .Column("recovery_model nvarchar(60)", database => Describe.RecoveryModel(database.Options.RecoveryModel))
            .Columns("log_min_lsn nvarchar(24)")
            .Column("log_end_lsn nvarchar(24)", database => database.Log.Next.ToHexadecimal())
            .Columns("current_vlf_sequence_number bigint = 34, current_vlf_size_mb float = 1, total_vlf_count bigint = 4")
            .Column("total_log_size_mb float", database => LogBytes(database) / 1048576.0)
            .Columns("active_vlf_count bigint = 1, active_log_size_mb float = 1")
            .Column("log_truncation_holdup_reason nvarchar(60)", database => database.LogReuseWait)
            .Columns("log_backup_time datetime, log_backup_lsn nvarchar(24), log_since_last_log_backup_mb float")
            .Columns("log_checkpoint_lsn nvarchar(24), log_since_last_checkpoint_mb float, log_recovery_lsn nvarchar(24)")
            .Columns("log_recovery_size_mb float, recovery_vlf_count bigint = 1")
            .BuildFunction((session, seen, arguments) => Asked(session, seen, arguments));

    private static SystemTableFunction LogInfo() =>
        new ViewOf<(Database Database, DatabaseFile File)>("sys.dm_db_log_info", (_, _) => [])
            .Column("database_id int", row => row.Database.Id)
            .Column("file_id smallint", row => row.File.FileId)
            .Columns("vlf_begin_offset bigint = 8192")
            .Column("vlf_size_mb float", row => row.File.Size / 128.0)
            .Columns("vlf_sequence_number bigint = 34, vlf_active bit = 1, vlf_status int = 2, vlf_parity tinyint = 64")
            .Columns("vlf_first_lsn nvarchar(24), vlf_create_lsn nvarchar(24), vlf_encryptor_thumbprint varbinary(20)")
            .BuildFunction(
                (session, seen, arguments) =>
                    Asked(session, seen, arguments)
                        .SelectMany(database => database.Files.Where(file => file.IsLog).Select(file => (database, file)))
            );

    private static IEnumerable<Database> Asked(SqlSession session, Database seen, IReadOnlyList<object?> arguments) =>
        Function.Number(arguments[0]) is { } id ? session.Instance.Databases.Where(database => database.Id == id) : [seen];

    private static ViewOf<Volume> FixedDrives() => new ViewOf<Volume>(
            "sys.dm_os_enumerate_fixed_drives",
            (session, _) =>
            {
                Permissions.CheckServer(session, "VIEW SERVER STATE");
                return session
                    .Instance.Host.Files.GetDrives(session.Instance.ComputerName)
                    .Select(drive => Volume.Of(session.Instance, drive));
            }
        ).Column("fixed_drive_path nvarchar(256)", volume => volume.MountPoint).Columns("drive_type int = 3, drive_type_desc nvarchar(60) = DRIVE_FIXED").Column("free_space_in_bytes bigint", volume => volume.FreeBytes);

    private static SystemTableFunction FileExists() =>
        new ViewOf<string?>("sys.dm_os_file_exists", (_, _) => [])
            .Column("file_exists int", path => File.Exists(path))
            .Column("file_is_a_directory int", path => Directory.Exists(path))
            .Column("parent_directory_exists int", path => path is not null && Directory.Exists(Path.GetDirectoryName(path)))
            .BuildFunction(
                (session, _, arguments) =>
                    [session.Instance.Host.Files.Map(session.Instance.ComputerName, Function.Text(arguments[0]) ?? "")]
            );

    private static ViewOf<Credential> Credentials() =>
        new ViewOf<Credential>("sys.credentials", (session, _) => session.Instance.Credentials.All)
            .Column("credential_id int", credential => credential.Id)
            .Column("name sysname", credential => credential.Name)
            .Column("credential_identity nvarchar(4000)", credential => credential.Identity)
            .Column("create_date datetime", credential => credential.CreateDate)
            .Column("modify_date datetime", credential => credential.ModifyDate)
            .Columns("target_type nvarchar(100), target_id int");
}
