namespace BizTalkDR.Sandbox.Catalog.Views.Empty;

/// <summary>Service Broker.</summary>
internal static class BrokerViews
{
    internal static readonly (string Name, string Columns)[] Declared =
    [
        (
            "sys.service_broker_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, is_message_forwarding_enabled bit, message_forwarding_size int, connection_auth tinyint, connection_auth_desc nvarchar(60), certificate_id int, encryption_algorithm tinyint, encryption_algorithm_desc nvarchar(60)"
        ),
        ("sys.services", "name sysname, service_id int, principal_id int, service_queue_id int"),
        (
            "sys.service_queues",
            EmptyViews.ObjectColumns
                + ", max_readers smallint, activation_procedure nvarchar(776), execute_as_principal_id int, is_activation_enabled bit, is_receive_enabled bit, is_enqueue_enabled bit, is_retention_enabled bit, is_poison_message_handling_enabled bit"
        ),
        ("sys.service_contracts", "name sysname, service_contract_id int, principal_id int"),
        (
            "sys.service_message_types",
            "name sysname, message_type_id int, principal_id int, validation char(2), validation_desc nvarchar(60), xml_collection_id int"
        ),
        (
            "sys.routes",
            "name sysname, route_id int, principal_id int, remote_service_name nvarchar(256), broker_instance nvarchar(128), lifetime datetime, address nvarchar(256), mirror_address nvarchar(256)"
        ),
        (
            "sys.remote_service_bindings",
            "name sysname, remote_service_binding_id int, principal_id int, remote_service_name nvarchar(256), service_contract_id int, remote_principal_id int, is_anonymous_on bit"
        ),
        (
            "sys.conversation_priorities",
            "priority_id int, name sysname, service_contract_id int, local_service_id int, remote_service_name nvarchar(256), priority tinyint"
        ),
    ];
}
