namespace BizTalkDR.Sandbox.Catalog.Views.Empty;

/// <summary>XML schemas and indexes, full-text.</summary>
internal static class TextViews
{
    internal static readonly (string Name, string Columns)[] Declared =
    [
        (
            "sys.xml_schema_collections",
            "xml_collection_id int, schema_id int, principal_id int, name sysname, create_date datetime, modify_date datetime"
        ),
        ("sys.xml_schema_namespaces", "xml_collection_id int, name nvarchar(4000), xml_namespace_id int"),
        (
            "sys.fulltext_catalogs",
            "fulltext_catalog_id int, name sysname, path nvarchar(260), is_default bit, is_accent_sensitivity_on bit, data_space_id int, file_id int, principal_id int, is_importing bit"
        ),
        (
            "sys.fulltext_indexes",
            "object_id int, unique_index_id int, fulltext_catalog_id int, is_enabled bit, change_tracking_state char(1), change_tracking_state_desc nvarchar(60), has_crawl_completed bit, crawl_type char(1), crawl_type_desc nvarchar(60), crawl_start_date datetime, crawl_end_date datetime, incremental_timestamp binary(8), stoplist_id int, property_list_id int, data_space_id int"
        ),
        ("sys.fulltext_index_columns", "object_id int, column_id int, type_column_id int, language_id int, statistical_semantics int"),
        ("sys.fulltext_stoplists", "stoplist_id int, name sysname, create_date datetime, modify_date datetime, principal_id int"),
        ("sys.fulltext_stopwords", "stoplist_id int, stopword nvarchar(64), language nvarchar(128), language_id int"),
        ("sys.fulltext_languages", "lcid int, name sysname"),
        ("sys.fulltext_semantic_languages", "lcid int, name sysname"),
        (
            "sys.registered_search_property_lists",
            "property_list_id int, name sysname, create_date datetime, modify_date datetime, principal_id int"
        ),
        (
            "sys.selective_xml_index_paths",
            "object_id int, index_id int, path_id int, path nvarchar(4000), name sysname, path_type tinyint, path_type_desc sysname, xml_component_id int, xquery_type_description nvarchar(4000), is_xquery_type_inferred bit, xquery_max_length smallint, is_xquery_max_length_inferred bit, is_node bit, system_type_id tinyint, user_type_id tinyint, max_length smallint, precision tinyint, scale tinyint, collation_name sysname, is_singleton bit"
        ),
        (
            "sys.selective_xml_index_namespaces",
            "object_id int, index_id int, is_default_uri bit, uri nvarchar(1024), prefix nvarchar(1024)"
        ),
        (
            "sys.xml_schema_components",
            "xml_component_id int, xml_collection_id int, xml_namespace_id int, is_qualified bit, name nvarchar(4000), symbol_space char(1), symbol_space_desc nvarchar(60), kind char(1), kind_desc nvarchar(60), derivation char(1), derivation_desc nvarchar(60), base_xml_component_id int, scoping_xml_component_id int"
        ),
    ];
}
