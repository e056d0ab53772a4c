using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>Availability groups as an instance that is a replica sees them.</summary>
internal static class AvailabilityViews
{
    private sealed record Seen(AvailabilityGroup Group, DatabaseEngine From);

    private sealed record SeenReplica(AvailabilityGroup Group, AvailabilityReplica Replica, DatabaseEngine From)
    {
        internal bool IsLocal => Replica.Engine == From;

        internal bool IsPrimary => Replica == Group.Primary;
    }

    private sealed record SeenDatabase(SeenReplica At, string Name, Guid Id)
    {
        internal Database? Database => At.Replica.Engine.FindDatabase(Name);
    }

    internal static IEnumerable<SystemView> All() =>
        [
            Groups().Build(),
            Replicas().Build(),
            Databases().Build(),
            Listeners().Build(),
            ListenerAddresses().Build(),
            GroupStates().Build(),
            ReplicaStates().Build(),
            ReplicaClusterStates().Build(),
            DatabaseClusterStates().Build(),
            DatabaseStates().Build(),
        ];

    private static IEnumerable<Seen> SeenFrom(DatabaseEngine engine) =>
        engine.Host.AvailabilityGroups.Where(group => group.ReplicaOn(engine) is not null).Select(group => new Seen(group, engine));

    private static IEnumerable<SeenReplica> ReplicasFrom(DatabaseEngine engine) =>
        SeenFrom(engine).SelectMany(seen => seen.Group.Replicas.Select(replica => new SeenReplica(seen.Group, replica, engine)));

    private static IEnumerable<SeenDatabase> DatabasesFrom(DatabaseEngine engine) =>
        ReplicasFrom(engine).SelectMany(at => at.Group.Databases.Select(database => new SeenDatabase(at, database.Name, database.Id)));

    private static ViewOf<Seen> Groups() =>
        new ViewOf<Seen>("sys.availability_groups", (session, _) => SeenFrom(session.Instance))
            .Column("group_id uniqueidentifier", seen => seen.Group.Id)
            .Column("name sysname", seen => seen.Group.Name)
            .Columns(
                "resource_id nvarchar(40), resource_group_id nvarchar(40), failure_condition_level int = 3, health_check_timeout int = 30000"
            )
            .Columns(
                "automated_backup_preference tinyint = 0, automated_backup_preference_desc nvarchar(60) = PRIMARY, version smallint = 1"
            )
            .Columns("basic_features bit = 0, dtc_support bit = 1, db_failover bit = 0, is_distributed bit = 0")
            .Columns("cluster_type tinyint = 0, cluster_type_desc nvarchar(60) = WSFC")
            .Columns("required_synchronized_secondaries_to_commit int = 0, sequence_number bigint = 1, is_contained bit = 0");

    private static ViewOf<SeenReplica> Replicas() =>
        new ViewOf<SeenReplica>("sys.availability_replicas", (session, _) => ReplicasFrom(session.Instance))
            .Column("replica_id uniqueidentifier", at => at.Replica.Id)
            .Column("group_id uniqueidentifier", at => at.Group.Id)
            .Column("replica_metadata_id int", at => at.IsLocal ? 65535 + at.Replica.Number : null)
            .Column("replica_server_name nvarchar(256)", at => at.Replica.Engine.Name)
            .Column("owner_sid varbinary(85)", at => at.IsLocal ? WellKnownSids.Sa : null)
            .Column("endpoint_url nvarchar(128)", at => at.Replica.EndpointUrl)
            .Columns("availability_mode tinyint = 1, availability_mode_desc nvarchar(60) = SYNCHRONOUS_COMMIT, failover_mode tinyint = 0")
            .Columns("failover_mode_desc nvarchar(60) = AUTOMATIC, session_timeout int = 10, primary_role_allow_connections tinyint = 2")
            .Columns("primary_role_allow_connections_desc nvarchar(60) = ALL, secondary_role_allow_connections tinyint = 0")
            .Columns("secondary_role_allow_connections_desc nvarchar(60) = NO, create_date datetime, modify_date datetime")
            .Columns("backup_priority int = 50, read_only_routing_url nvarchar(256), seeding_mode tinyint = 1")
            .Columns("seeding_mode_desc nvarchar(60) = MANUAL, read_write_routing_url nvarchar(256)");

    private static ViewOf<SeenDatabase> Databases() =>
        new ViewOf<SeenDatabase>(
            "sys.availability_databases_cluster",
            (session, _) => DatabasesFrom(session.Instance).Where(database => database.At.IsLocal)
        )
            .Column("group_id uniqueidentifier", database => database.At.Group.Id)
            .Column("group_database_id uniqueidentifier", database => database.Id)
            .Column("database_name sysname", database => database.Name)
            .Columns("truncation_lsn numeric(25,0)");

    private static ViewOf<Seen> Listeners() =>
        new ViewOf<Seen>("sys.availability_group_listeners", (session, _) => SeenFrom(session.Instance))
            .Column("group_id uniqueidentifier", seen => seen.Group.Id)
            .Column("listener_id nvarchar(36)", seen => seen.Group.ListenerId.ToString())
            .Column("dns_name nvarchar(63)", seen => seen.Group.Listener)
            .Column("port int", seen => seen.Group.Port)
            .Columns("is_conformant bit = 1, ip_configuration_string_from_cluster nvarchar(max), is_distributed_network_name bit = 0");

    private static ViewOf<Seen> ListenerAddresses() =>
        new ViewOf<Seen>("sys.availability_group_listener_ip_addresses", (session, _) => SeenFrom(session.Instance))
            .Column("listener_id nvarchar(36)", seen => seen.Group.ListenerId.ToString())
            .Columns("ip_address nvarchar(48) = 127.0.0.1, ip_subnet_mask nvarchar(15) = 255.0.0.0, is_dhcp bit = 0")
            .Columns("network_subnet_ip nvarchar(48) = 127.0.0.0, network_subnet_prefix_length int = 8")
            .Columns("network_subnet_ipv4_mask nvarchar(15) = 255.0.0.0, state tinyint = 1, state_desc nvarchar(60) = ONLINE");

    private static ViewOf<Seen> GroupStates() =>
        new ViewOf<Seen>("sys.dm_hadr_availability_group_states", (session, _) => SeenFrom(session.Instance))
            .Column("group_id uniqueidentifier", seen => seen.Group.Id)
            .Column("primary_replica nvarchar(128)", seen => seen.Group.Primary.Engine.Name)
            .Columns("primary_recovery_health tinyint = 1, primary_recovery_health_desc nvarchar(60) = ONLINE")
            .Columns("secondary_recovery_health tinyint, secondary_recovery_health_desc nvarchar(60)")
            .Columns("synchronization_health tinyint = 2, synchronization_health_desc nvarchar(60) = HEALTHY");

    private static ViewOf<SeenReplica> ReplicaStates() =>
        new ViewOf<SeenReplica>("sys.dm_hadr_availability_replica_states", (session, _) => StatesFrom(session.Instance))
            .Column("replica_id uniqueidentifier", at => at.Replica.Id)
            .Column("group_id uniqueidentifier", at => at.Group.Id)
            .Column("is_local bit", at => at.IsLocal)
            .Column("role tinyint", at => at.IsPrimary ? 1 : 2)
            .Column("role_desc nvarchar(60)", at => at.IsPrimary ? "PRIMARY" : "SECONDARY")
            .Column("operational_state tinyint", at => at.IsLocal ? 2 : null)
            .Column("operational_state_desc nvarchar(60)", at => at.IsLocal ? "ONLINE" : null)
            .Column("connected_state tinyint", at => at.Replica.Engine.IsRunning ? 1 : 0)
            .Column("connected_state_desc nvarchar(60)", at => at.Replica.Engine.IsRunning ? "CONNECTED" : "DISCONNECTED")
            .Column("recovery_health tinyint", at => at.IsLocal ? 1 : null)
            .Column("recovery_health_desc nvarchar(60)", at => at.IsLocal ? "ONLINE" : null)
            .Columns(
                "synchronization_health tinyint = 2, synchronization_health_desc nvarchar(60) = HEALTHY, last_connect_error_number int"
            )
            .Columns("last_connect_error_description nvarchar(1024), last_connect_error_timestamp datetime")
            .Columns("current_configuration_commit_start_time_utc datetime, write_lease_remaining_ticks bigint");

    private static ViewOf<SeenReplica> ReplicaClusterStates() =>
        new ViewOf<SeenReplica>("sys.dm_hadr_availability_replica_cluster_states", (session, _) => ReplicasFrom(session.Instance))
            .Column("replica_id uniqueidentifier", at => at.Replica.Id)
            .Column("replica_server_name nvarchar(256)", at => at.Replica.Engine.Name)
            .Column("group_id uniqueidentifier", at => at.Group.Id)
            .Columns("join_state tinyint = 1, join_state_desc nvarchar(60) = JOINED_STANDALONE");

    private static ViewOf<SeenDatabase> DatabaseClusterStates() =>
        new ViewOf<SeenDatabase>("sys.dm_hadr_database_replica_cluster_states", (session, _) => DatabasesFrom(session.Instance))
            .Column("replica_id uniqueidentifier", database => database.At.Replica.Id)
            .Column("group_database_id uniqueidentifier", database => database.Id)
            .Column("database_name sysname", database => database.Name)
            .Columns("is_failover_ready bit = 1, is_pending_secondary_suspend bit = 0")
            .Column("is_database_joined bit", database => database.Database is not null)
            .Columns("recovery_lsn numeric(25,0), truncation_lsn numeric(25,0)");

    private static ViewOf<SeenDatabase> DatabaseStates() =>
        new ViewOf<SeenDatabase>("sys.dm_hadr_database_replica_states", (session, _) => StatesOfDatabasesFrom(session.Instance))
            .Column("database_id int", database => database.Database!.Id)
            .Column("group_id uniqueidentifier", database => database.At.Group.Id)
            .Column("replica_id uniqueidentifier", database => database.At.Replica.Id)
            .Column("group_database_id uniqueidentifier", database => database.Id)
            .Column("is_local bit", database => database.At.IsLocal)
            .Column("is_primary_replica bit", database => database.At.IsPrimary)
            .Columns(
                "synchronization_state tinyint = 2, synchronization_state_desc nvarchar(60) = SYNCHRONIZED, is_commit_participant bit = 1"
            )
            .Columns("synchronization_health tinyint = 2, synchronization_health_desc nvarchar(60) = HEALTHY")
            .Column("database_state tinyint", database => database.At.IsLocal ? database.Database!.State : null)
            .Column("database_state_desc nvarchar(60)", database => database.At.IsLocal ? Describe.State(database.Database!.State) : null)
            .Columns("is_suspended bit = 0, suspend_reason tinyint, suspend_reason_desc nvarchar(60), recovery_lsn numeric(25,0)")
            .Columns("truncation_lsn numeric(25,0), last_sent_lsn numeric(25,0), last_sent_time datetime, last_received_lsn numeric(25,0)")
            .Columns(
                "last_received_time datetime, last_hardened_lsn numeric(25,0), last_hardened_time datetime, last_redone_lsn numeric(25,0)"
            )
            .Columns(
                "last_redone_time datetime, log_send_queue_size bigint, log_send_rate bigint, redo_queue_size bigint, redo_rate bigint"
            )
            .Columns("filestream_send_rate bigint, end_of_log_lsn numeric(25,0), last_commit_lsn numeric(25,0), last_commit_time datetime")
            .Columns("low_water_mark_for_ghosts bigint, secondary_lag_seconds bigint, quorum_commit_lsn numeric(25,0)")
            .Columns("quorum_commit_time datetime");

    // A secondary replica tells of itself alone; the primary of all.
    private static IEnumerable<SeenReplica> StatesFrom(DatabaseEngine engine) =>
        ReplicasFrom(engine).Where(at => at.IsLocal || at.Group.Primary.Engine == engine);

    private static IEnumerable<SeenDatabase> StatesOfDatabasesFrom(DatabaseEngine engine) =>
        StatesFrom(engine)
            .SelectMany(at => at.Group.Databases.Select(database => new SeenDatabase(at, database.Name, database.Id)))
            .Where(database => database.Database is not null);
}
