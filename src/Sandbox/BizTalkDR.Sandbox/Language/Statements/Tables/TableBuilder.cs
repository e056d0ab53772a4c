using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using ColumnDefinition = BizTalkDR.Sandbox.Storage.Definitions.ColumnDefinition;
using TableDefinition = BizTalkDR.Sandbox.Storage.Definitions.TableDefinition;

namespace BizTalkDR.Sandbox.Language.Statements.Tables;

/// <summary>Table definitions out of CREATE TABLE, DECLARE @t TABLE and ALTER TABLE.</summary>
internal static class TableBuilder
{
    internal static TableDefinition Build(
        StatementContext context,
        Database database,
        string name,
        string schema,
        Microsoft.SqlServer.TransactSql.ScriptDom.TableDefinition written,
        int id
    )
    {
        var now = context.Instance.Host.Clock.Now;
        var table = new TableDefinition
        {
            Id = id,
            Name = name,
            Schema = schema,
            Columns = [],
            CreateDate = now,
            ModifyDate = now,
        };
        foreach (var column in written.ColumnDefinitions)
            table = AddColumn(context, database, table, column);
        foreach (var constraint in written.TableConstraints)
            table = AddConstraint(table, constraint, null);
        foreach (var index in written.Indexes)
            table = AddIndex(
                table,
                index.Name.Value,
                index.Columns,
                index.Unique,
                index.IndexType?.IndexTypeKind == IndexTypeKind.Clustered
            );
        return table;
    }

    /// <summary>Makes a table of columns that a query gave (SELECT INTO).</summary>
    internal static Table Create(StatementContext context, SchemaObjectName name, IReadOnlyList<ColumnDefinition> columns)
    {
        var now = context.Instance.Host.Clock.Now;
        return Create(
            context,
            name,
            (database, schema, id) =>
                new TableDefinition
                {
                    Id = id,
                    Name = name.BaseIdentifier.Value,
                    Schema = schema,
                    Columns = columns,
                    CreateDate = now,
                    ModifyDate = now,
                }
        );
    }

    internal static Table Create(StatementContext context, SchemaObjectName name, Func<Database, string, int, TableDefinition> build)
    {
        var objectName = name.BaseIdentifier.Value;
        if (objectName.StartsWith('#'))
            return TemporaryTables.Add(context, objectName, build(context.Database, "dbo", -1 - context.Session.TemporaryTables.Count));
        var database = DatabaseOf(context, name);
        var schema = SchemaOf(database, name);
        var definition = build(database, schema, database.NextObjectId());
        database.Add(context.Transaction, definition);
        return database.GetTable(definition);
    }

    internal static Database DatabaseOf(StatementContext context, SchemaObjectName name) =>
        name.DatabaseIdentifier?.Value is { Length: > 0 } other
            ? ObjectResolver.FindDatabase(context, other) ?? throw MessageCatalog.Error(911, other)
            : context.Database;

    /// <summary>The schema a new object goes to. Throws 2760 when it does not exist.</summary>
    internal static string SchemaOf(Database database, SchemaObjectName name)
    {
        var schema = name.SchemaIdentifier?.Value;
        if (string.IsNullOrEmpty(schema) || schema.SameAs("dbo"))
            return "dbo";
        if (schema.SameAs("sys"))
            return "sys";
        var found = database.Entries.OfType<SchemaDefinition>().FirstOrDefault(entry => entry.Name.SameAs(schema));
        return found?.Name ?? throw MessageCatalog.Error(2760, schema);
    }

    internal static TableDefinition AddColumn(
        StatementContext context,
        Database database,
        TableDefinition table,
        Microsoft.SqlServer.TransactSql.ScriptDom.ColumnDefinition written
    )
    {
        var name = written.ColumnIdentifier.Value;
        if (table.ColumnIndex(name) >= 0)
            throw MessageCatalog.Error(2705, name, table.Name);
        var column = written.ComputedColumnExpression is null
            ? Stored(context, database, table, written)
            : new ColumnDefinition
            {
                Name = name,
                Type = ComputedType(context, database, table, written.ComputedColumnExpression),
                ComputedText = BatchParser.TextOf(written.ComputedColumnExpression),
            };
        var extended = table with { Columns = [.. table.Columns, column] };
        foreach (var constraint in written.Constraints)
            extended = AddConstraint(extended, constraint, name);
        if (written.Index is { } index)
            extended = AddIndex(
                extended,
                index.Name.Value,
                index.Columns.Count > 0 ? index.Columns : [new ColumnWithSortOrder { Column = Reference(name) }],
                index.Unique,
                false
            );
        return extended;
    }

    internal static TableDefinition AddConstraint(TableDefinition table, ConstraintDefinition constraint, string? column)
    {
        var name = constraint.ConstraintIdentifier?.Value;
        switch (constraint)
        {
            case NullableConstraintDefinition:
                return table;
            case Microsoft.SqlServer.TransactSql.ScriptDom.UniqueConstraintDefinition unique:
                return AddKey(table, unique, column, name);
            case CheckConstraintDefinition check:
                var text = "(" + BatchParser.TextOf(check.CheckCondition) + ")";
                return table with { Checks = [.. table.Checks, new CheckDefinition(name ?? MadeUp("CK", table.Name, column), text)] };
            case ForeignKeyConstraintDefinition foreign:
                return AddForeignKey(table, foreign, column, name);
            case DefaultConstraintDefinition value:
                return WithDefault(table, value.Column?.Value ?? column!, value, name);
            default:
                throw ExpressionBinder.Unsupported(constraint);
        }
    }

    internal static TableDefinition AddIndex(
        TableDefinition table,
        string name,
        IList<ColumnWithSortOrder> columns,
        bool isUnique,
        bool isClustered
    )
    {
        if (table.Keys.Any(key => key.Name.SameAs(name)))
            throw MessageCatalog.Error(1913, name, $"{table.Schema}.{table.Name}");
        return table with { Keys = [.. table.Keys, new KeyDefinition(name, Columns(table, columns), false, isUnique, false, isClustered)] };
    }

    /// <summary>A default as sys.default_constraints shows it: in parentheses, numbers in two pairs.</summary>
    private static string DefaultText(ScalarExpression expression)
    {
        var text = BatchParser.TextOf(expression);
        return expression switch
        {
            ParenthesisExpression => text,
            IntegerLiteral or NumericLiteral or UnaryExpression => $"(({text}))",
            _ => $"({text})",
        };
    }

    private static ColumnReferenceExpression Reference(string name) =>
        new() { MultiPartIdentifier = new MultiPartIdentifier { Identifiers = { new Identifier { Value = name } } } };

    private static ColumnDefinition Stored(
        StatementContext context,
        Database database,
        TableDefinition table,
        Microsoft.SqlServer.TransactSql.ScriptDom.ColumnDefinition written
    )
    {
        var name = written.ColumnIdentifier.Value;
        var alias = TypeReferences.FindAlias(written.DataType?.Name, database);
        var type = written.DataType is null ? new SqlType(SqlTypeKind.RowVersion, 8) : TypeReferences.Resolve(written.DataType, database);
        var isSysName = written.DataType is UserDataTypeReference user && user.Name.BaseIdentifier.Value.SameAs("sysname");
        var isKey = written
            .Constraints.OfType<Microsoft.SqlServer.TransactSql.ScriptDom.UniqueConstraintDefinition>()
            .Any(key => key.IsPrimaryKey);
        var nullable = written.Constraints.OfType<NullableConstraintDefinition>().LastOrDefault()?.Nullable;
        var identity = written.IdentityOptions is { } options ? Identity(context, options) : null;
        var column = new ColumnDefinition
        {
            Name = name,
            Type = type,
            IsNullable =
                !isKey && identity is null && type.Kind != SqlTypeKind.RowVersion && (nullable ?? (alias?.IsNullable ?? !isSysName)),
            Identity = identity,
            Collation = written.Collation?.Value,
            IsRowGuid = written.IsRowGuidCol,
            UserTypeName = alias?.Name ?? (isSysName ? "sysname" : null),
        };
        if (written.DefaultConstraint is not { } value)
            return column;
        return column with
        {
            DefaultText = DefaultText(value.Expression),
            DefaultName = value.ConstraintIdentifier?.Value ?? MadeUp("DF", table.Name, name),
        };
    }

    private static IdentityDefinition Identity(StatementContext context, IdentityOptions options) =>
        new(
            options.IdentitySeed is null ? 1 : (decimal)context.Evaluate(options.IdentitySeed, SqlType.Decimal(28, 0))!,
            options.IdentityIncrement is null ? 1 : (decimal)context.Evaluate(options.IdentityIncrement, SqlType.Decimal(28, 0))!
        );

    private static SqlType ComputedType(StatementContext context, Database database, TableDefinition table, ScalarExpression expression)
    {
        var scope = new BindingScope(null) { Database = database };
        scope.Add(new BoundSource { Alias = table.Name, Columns = SourceBinder.ColumnsOf(table, database) });
        return new ExpressionBinder(context, scope).Bind(expression).Type;
    }

    private static TableDefinition AddKey(
        TableDefinition table,
        Microsoft.SqlServer.TransactSql.ScriptDom.UniqueConstraintDefinition unique,
        string? column,
        string? name
    )
    {
        if (unique.IsPrimaryKey && table.Keys.Any(key => key.IsPrimary))
            throw MessageCatalog.Error(1779, table.Name);
        var columns = unique.Columns.Count > 0 ? Columns(table, unique.Columns) : [column!];
        var isClustered = unique.Clustered ?? (unique.IsPrimaryKey && !table.Keys.Any(key => key.IsClustered));
        var key = new KeyDefinition(
            name ?? MadeUp(unique.IsPrimaryKey ? "PK" : "UQ", table.Name, column),
            columns,
            unique.IsPrimaryKey,
            true,
            true,
            isClustered
        );
        var withKey = table with { Keys = [.. table.Keys, key] };
        if (!unique.IsPrimaryKey)
            return withKey;
        return withKey with
        {
            Columns =
            [
                .. table.Columns.Select(own =>
                    columns.Contains(own.Name, StringComparer.OrdinalIgnoreCase) ? own with { IsNullable = false } : own
                ),
            ],
        };
    }

    private static string[] Columns(TableDefinition table, IList<ColumnWithSortOrder> columns) =>
        [
            .. columns.Select(column =>
            {
                var name = column.Column.MultiPartIdentifier.Identifiers[^1].Value;
                var index = table.ColumnIndex(name);
                return index >= 0 ? table.Columns[index].Name : throw MessageCatalog.Error(1911, name);
            }),
        ];

    private static TableDefinition AddForeignKey(
        TableDefinition table,
        ForeignKeyConstraintDefinition foreign,
        string? column,
        string? name
    )
    {
        if (
            foreign.DeleteAction is not (DeleteUpdateAction.NotSpecified or DeleteUpdateAction.NoAction)
            || foreign.UpdateAction is not (DeleteUpdateAction.NotSpecified or DeleteUpdateAction.NoAction)
        )
            throw ExpressionBinder.Unsupported(foreign);
        var key = new ForeignKeyDefinition(
            name ?? MadeUp("FK", table.Name, column),
            foreign.Columns.Count > 0 ? [.. foreign.Columns.Select(own => own.Value)] : [column!],
            foreign.ReferenceTableName.SchemaIdentifier?.Value ?? "dbo",
            foreign.ReferenceTableName.BaseIdentifier.Value,
            [.. foreign.ReferencedTableColumns.Select(other => other.Value)]
        );
        return table with { ForeignKeys = [.. table.ForeignKeys, key] };
    }

    private static TableDefinition WithDefault(TableDefinition table, string column, DefaultConstraintDefinition value, string? name)
    {
        var index = table.ColumnIndex(column);
        if (index < 0)
            throw MessageCatalog.Error(1911, column);
        var changed = table.Columns[index] with
        {
            DefaultText = DefaultText(value.Expression),
            DefaultName = name ?? MadeUp("DF", table.Name, column),
        };
        return table with { Columns = [.. table.Columns.Select((own, i) => i == index ? changed : own)] };
    }

    /// <summary>A constraint's name when none was given, in SQL Server's shape: DF__table__column__hex.</summary>
    private static string MadeUp(string prefix, string table, string? column)
    {
        var hex = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8].ToUpperInvariant();
        var shortTable = table.Length > 9 ? table[..9] : table;
        var shortColumn = column is null ? "" : (column.Length > 5 ? column[..5] : column) + "__";
        return $"{prefix}__{shortTable}__{shortColumn}{hex}";
    }
}
