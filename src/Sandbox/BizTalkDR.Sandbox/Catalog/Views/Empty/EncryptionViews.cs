namespace BizTalkDR.Sandbox.Catalog.Views.Empty;

/// <summary>Keys, certificates and encryption.</summary>
internal static class EncryptionViews
{
    internal static readonly (string Name, string Columns)[] Declared =
    [
        (
            "sys.asymmetric_keys",
            "name sysname, principal_id int, asymmetric_key_id int, pvt_key_encryption_type char(2), pvt_key_encryption_type_desc nvarchar(60), "
                + "thumbprint varbinary(32), algorithm char(2), algorithm_desc nvarchar(60), key_length int, sid varbinary(85), string_sid nvarchar(128), "
                + "public_key varbinary(max), attested_by nvarchar(260), provider_type nvarchar(120), cryptographic_provider_guid uniqueidentifier, "
                + "cryptographic_provider_algid sql_variant"
        ),
        (
            "sys.symmetric_keys",
            "name sysname, principal_id int, symmetric_key_id int, key_length int, key_algorithm char(2), algorithm_desc nvarchar(60), "
                + "create_date datetime, modify_date datetime, key_guid uniqueidentifier, key_thumbprint sql_variant, provider_type nvarchar(120), "
                + "cryptographic_provider_guid uniqueidentifier, cryptographic_provider_algid sql_variant"
        ),
        (
            "sys.key_encryptions",
            "key_id int, thumbprint varbinary(32), crypt_type char(4), crypt_type_desc nvarchar(60), crypt_property varbinary(max)"
        ),
        (
            "sys.openkeys",
            "database_id int, database_name sysname, key_id int, key_name sysname, key_guid uniqueidentifier, opened_date datetime, status smallint"
        ),
        (
            "sys.cryptographic_providers",
            "provider_id int, name sysname, guid uniqueidentifier, version nvarchar(24), dll_path nvarchar(512), is_enabled bit"
        ),
        (
            "sys.column_master_keys",
            "name sysname, column_master_key_id int, create_date datetime, modify_date datetime, key_store_provider_name sysname, key_path nvarchar(4000), allow_enclave_computations bit, signature varbinary(max)"
        ),
        ("sys.column_encryption_keys", "name sysname, column_encryption_key_id int, create_date datetime, modify_date datetime"),
        (
            "sys.column_encryption_key_values",
            "column_encryption_key_id int, column_master_key_id int, encrypted_value varbinary(max), encryption_algorithm_name sysname"
        ),
        (
            "sys.database_scoped_credentials",
            "credential_id int, name sysname, principal_id int, credential_identity nvarchar(4000), create_date datetime, modify_date datetime, target_type nvarchar(100), target_id int"
        ),
    ];
}
