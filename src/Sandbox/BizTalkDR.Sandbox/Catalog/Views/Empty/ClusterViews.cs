namespace BizTalkDR.Sandbox.Catalog.Views.Empty;

/// <summary>Clusters of availability groups, and database mirroring.</summary>
internal static class ClusterViews
{
    internal static readonly (string Name, string Columns)[] Declared =
    [
        (
            "sys.availability_read_only_routing_lists",
            "replica_id uniqueidentifier, routing_priority int, read_only_replica_id uniqueidentifier"
        ),
        (
            "sys.dm_hadr_availability_replica_cluster_nodes",
            "group_name nvarchar(256), replica_server_name nvarchar(256), node_name nvarchar(256)"
        ),
        (
            "sys.dm_hadr_cluster",
            "cluster_name nvarchar(128), quorum_type tinyint, quorum_type_desc nvarchar(60), quorum_state tinyint, quorum_state_desc nvarchar(60)"
        ),
        (
            "sys.dm_hadr_cluster_members",
            "member_name nvarchar(128), member_type tinyint, member_type_desc nvarchar(60), member_state tinyint, member_state_desc nvarchar(60), number_of_quorum_votes int"
        ),
        (
            "sys.dm_hadr_cluster_networks",
            "member_name nvarchar(128), network_subnet_ip nvarchar(48), network_subnet_ipv4_mask nvarchar(48), network_subnet_prefix_length int, is_public bit, is_ipv4 bit"
        ),
        (
            "sys.database_mirroring_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, role tinyint, role_desc nvarchar(60), is_encryption_enabled bit, connection_auth tinyint, connection_auth_desc nvarchar(60), certificate_id int, encryption_algorithm tinyint, encryption_algorithm_desc nvarchar(60)"
        ),
        (
            "sys.database_mirroring_witnesses",
            "database_name sysname, principal_server_name nvarchar(128), mirror_server_name nvarchar(128), safety_level tinyint, safety_level_desc nvarchar(60), safety_sequence_number int, role_sequence_number int, mirroring_guid uniqueidentifier, family_guid uniqueidentifier, is_suspended bit, is_suspended_sequence_number int, partner_sync_state tinyint, partner_sync_state_desc nvarchar(60)"
        ),
    ];
}
