using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage.Definitions;
using static BizTalkDR.Sandbox.Catalog.Views.Objects.ObjectViews;

namespace BizTalkDR.Sandbox.Catalog.Views.Objects;

/// <summary>sys.key_constraints, default_constraints, check_constraints, foreign_keys and foreign_key_columns.</summary>
internal static class ConstraintViews
{
    internal static IEnumerable<SystemView> All() =>
        [
            KeyConstraints().Build(),
            DefaultConstraints().Build(),
            CheckConstraints().Build(),
            ForeignKeys().Build(),
            ForeignKeyColumns().Build(),
        ];

    private static ViewOf<ObjectRow> KeyConstraints() =>
        ObjectList("sys.key_constraints", Of("PK", "UQ"))
            .Column(
                "unique_index_id int",
                row => CatalogIndex.Of(Table(row)).First(index => ReferenceEquals(index.Key, row.Object.Source)).Id
            )
            .Columns("is_system_named bit = 0, is_enforced bit = 1");

    private static ViewOf<ObjectRow> DefaultConstraints() =>
        ObjectList("sys.default_constraints", Of("D"))
            .Column("parent_column_id int", row => Table(row).ColumnIndex(((ColumnDefinition)row.Object.Source).Name) + 1)
            .Column("definition nvarchar(max)", row => Parenthesize(((ColumnDefinition)row.Object.Source).DefaultText!))
            .Column("is_system_named bit", row => ((ColumnDefinition)row.Object.Source).DefaultName is null);

    private static ViewOf<ObjectRow> CheckConstraints() =>
        ObjectList("sys.check_constraints", Of("C"))
            .Columns("is_disabled bit = 0, is_not_for_replication bit = 0, is_not_trusted bit = 0, parent_column_id int = 0")
            .Column("definition nvarchar(max)", row => Parenthesize(((CheckDefinition)row.Object.Source).Text))
            .Columns("uses_database_collation bit = 1, is_system_named bit = 0");

    private static ViewOf<ObjectRow> ForeignKeys() =>
        ObjectList("sys.foreign_keys", Of("F"))
            .Column("referenced_object_id int", row => Referenced(row)?.Id)
            .Column("key_index_id int", KeyIndex)
            .Columns("is_disabled bit = 0, is_not_for_replication bit = 0, is_not_trusted bit = 0")
            .Columns("delete_referential_action tinyint = 0, delete_referential_action_desc nvarchar(60) = NO_ACTION")
            .Columns("update_referential_action tinyint = 0, update_referential_action_desc nvarchar(60) = NO_ACTION")
            .Columns("is_system_named bit = 0");

    private static ViewOf<(ObjectRow Row, int Index)> ForeignKeyColumns() =>
        new ViewOf<(ObjectRow Row, int Index)>(
            "sys.foreign_key_columns",
            (_, database) =>
                Of("F")(database)
                    .Select(found => new ObjectRow(database, found))
                    .SelectMany(row => Enumerable.Range(0, Definition(row).Columns.Count).Select(index => (row, index)))
        )
            .Column("constraint_object_id int", item => item.Row.Object.Id)
            .Column("constraint_column_id int", item => item.Index + 1)
            .Column("parent_object_id int", item => item.Row.Object.ParentId)
            .Column("parent_column_id int", item => Table(item.Row).ColumnIndex(Definition(item.Row).Columns[item.Index]) + 1)
            .Column("referenced_object_id int", item => Referenced(item.Row)?.Id)
            .Column(
                "referenced_column_id int",
                item => Referenced(item.Row)?.ColumnIndex(Definition(item.Row).ReferencedColumns[item.Index]) + 1
            );

    private static TableDefinition Table(ObjectRow row) => (TableDefinition)row.Database.Find(row.Object.ParentId)!;

    private static ForeignKeyDefinition Definition(ObjectRow row) => (ForeignKeyDefinition)row.Object.Source;

    private static TableDefinition? Referenced(ObjectRow row) =>
        row.Database.Find(Definition(row).ReferencedSchema, Definition(row).ReferencedTable) as TableDefinition;

    private static object? KeyIndex(ObjectRow row) =>
        Referenced(row) is { } table
            ? CatalogIndex
                .Of(table)
                .FirstOrDefault(index =>
                    index.Key is { IsUnique: true } key
                    && key.Columns.SequenceEqual(Definition(row).ReferencedColumns, StringComparer.OrdinalIgnoreCase)
                )
                ?.Id
            : null;

    private static string Parenthesize(string text) => text.StartsWith('(') && text.EndsWith(')') ? text : $"({text})";
}
