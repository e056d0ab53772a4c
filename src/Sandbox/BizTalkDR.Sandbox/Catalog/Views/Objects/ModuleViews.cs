using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Objects;

/// <summary>sys.sql_modules: the text of procedures, views, functions and triggers.</summary>
internal static class ModuleViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            Modules("sys.sql_modules", true).Build(),
            Modules("sys.all_sql_modules", true).Build(),
            Modules("sys.system_sql_modules", false).Build(),
        ];

    private static ViewOf<ModuleDefinition> Modules(string name, bool withMade) =>
        new ViewOf<ModuleDefinition>(
            name,
            (_, database) => withMade ? database.Entries.OfType<ModuleDefinition>().OrderBy(module => module.Id) : []
        )
            .Column("object_id int", module => module.Id)
            .Column("definition nvarchar(max)", module => module.Text)
            .Column("uses_ansi_nulls bit", module => module.AnsiNulls)
            .Column("uses_quoted_identifier bit", module => module.QuotedIdentifier)
            .Columns("is_schema_bound bit = 0, uses_database_collation bit = 0, is_recompiled bit = 0")
            .Columns("null_on_null_input bit = 0, execute_as_principal_id int, uses_native_compilation bit = 0")
            .Columns("inline_type bit = 0, is_inlineable bit = 0");
}
