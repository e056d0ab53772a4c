-- Linked servers, and how logins without a mapping of their own appear there (local_principal_id 0).
SELECT
    s.name, s.data_source, s.is_rpc_out_enabled, s.is_remote_proc_transaction_promotion_enabled, l.uses_self_credential, l.remote_name
FROM sys.servers AS s
LEFT JOIN sys.linked_logins AS l ON l.server_id = s.server_id AND l.local_principal_id = 0
WHERE s.is_linked = 1
ORDER BY s.name
