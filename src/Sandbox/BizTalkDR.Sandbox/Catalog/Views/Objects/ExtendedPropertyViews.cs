using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Views.Objects;

/// <summary>sys.extended_properties: those of the database itself.</summary>
internal static class ExtendedPropertyViews
{
    internal static SystemView View() =>
        new ViewOf<ExtendedPropertyDefinition>(
            "sys.extended_properties",
            (_, database) => database.Entries.OfType<ExtendedPropertyDefinition>().OrderBy(property => property.Id)
        )
            .Columns("class tinyint = 0, class_desc nvarchar(60) = DATABASE, major_id int = 0, minor_id int = 0")
            .Column("name sysname", property => property.Name)
            .Column("value sql_variant", property => property.Value)
            .Build();
}
