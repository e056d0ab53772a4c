namespace BizTalkDR.Sandbox.Catalog.Views.Empty;

/// <summary>HTTP, SOAP and VIA endpoints.</summary>
internal static class WebServiceViews
{
    internal static readonly (string Name, string Columns)[] Declared =
    [
        (
            "sys.http_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, site nvarchar(128), url_path nvarchar(4000), is_clear_port_enabled bit, clear_port int, is_ssl_port_enabled bit, ssl_port int, is_anonymous_enabled bit, is_basic_auth_enabled bit, is_digest_auth_enabled bit, is_kerberos_auth_enabled bit, is_ntlm_auth_enabled bit, is_integrated_auth_enabled bit, authorization_realm nvarchar(128), default_logon_domain nvarchar(128), is_compression_enabled bit"
        ),
        (
            "sys.soap_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, is_sql_language_enabled bit, wsdl_generator_procedure nvarchar(776), default_database sysname, default_namespace nvarchar(384), default_result_schema tinyint, default_result_schema_desc nvarchar(60), is_xml_charset_enforced bit, is_session_enabled bit, session_timeout int, login_type nvarchar(60), header_limit int"
        ),
        (
            "sys.endpoint_webmethods",
            "endpoint_id int, namespace nvarchar(384), method_alias nvarchar(64), object_name nvarchar(776), result_schema tinyint, result_schema_desc nvarchar(60), result_format tinyint, result_format_desc nvarchar(60)"
        ),
        (
            "sys.via_endpoints",
            "name sysname, endpoint_id int, principal_id int, protocol tinyint, protocol_desc nvarchar(60), type tinyint, type_desc nvarchar(60), state tinyint, state_desc nvarchar(60), is_admin_endpoint bit, discriminator nvarchar(128)"
        ),
    ];
}
