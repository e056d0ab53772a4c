using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Objects;

/// <summary>sys.types.</summary>
internal static class TypeViews
{
    internal static IEnumerable<SystemView> All() => [Types().Build()];

    private sealed record Row(
        Database Database,
        TypeFacts Facts,
        string Name,
        int SchemaId,
        int UserTypeId,
        bool IsUserDefined,
        bool IsNullable
    );

    private static IEnumerable<Row> Rows(Database database) =>
        TypeFacts
            .SystemTypes.Select(facts => new Row(
                database,
                facts,
                facts.Name,
                4,
                facts.UserTypeId,
                false,
                facts.Name is not ("sysname" or "timestamp")
            ))
            .Concat(
                database
                    .Entries.OfType<UserTypeDefinition>()
                    .Select(type => new Row(
                        database,
                        TypeFacts.Of(type.Type),
                        type.Name,
                        DatabaseSchemas.Find(database, type.Schema)?.Id ?? 1,
                        type.Id,
                        true,
                        type.IsNullable
                    ))
            );

    private static ViewOf<Row> Types() =>
        new ViewOf<Row>("sys.types", (_, database) => Rows(database))
            .Column("name sysname", row => row.Name)
            .Column("system_type_id tinyint", row => row.Facts.SystemTypeId)
            .Column("user_type_id int", row => row.UserTypeId)
            .Column("schema_id int", row => row.SchemaId)
            .Columns("principal_id int")
            .Column("max_length smallint", row => row.Facts.MaxLength)
            .Column("precision tinyint", row => row.Facts.Precision)
            .Column("scale tinyint", row => row.Facts.Scale)
            .Column("collation_name sysname", row => row.Facts.HasCollation ? row.Database.Options.Collation : null)
            .Column("is_nullable bit", row => row.IsNullable)
            .Column("is_user_defined bit", row => row.IsUserDefined)
            .Columns("is_assembly_type bit = 0, default_object_id int = 0, rule_object_id int = 0, is_table_type bit = 0");
}
