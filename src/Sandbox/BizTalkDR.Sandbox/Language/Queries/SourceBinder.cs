using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Functions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Reader = System.Func<BizTalkDR.Sandbox.Language.Running.RowFrame, System.Collections.Generic.IEnumerable<object?[]>>;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>Binds one table of a FROM clause: what columns it has and how its rows are read.</summary>
internal sealed class SourceBinder(StatementContext context, BindingScope scope, bool isApplied, bool isTarget)
{
    /// <summary>The alias that MERGE gives its target.</summary>
    internal string? TargetAlias { get; init; }

    /// <summary>How many views may lie in each other ("Maximum capacity specifications": nested views).</summary>
    private const int DeepestView = 32;
    private static readonly QueryColumn RowIdColumn = new("\0row id", SqlType.BigInt, true, false, Collation.IgnoreCase);

    internal (BoundSource Source, Reader Read, bool IsStable) Bind(TableReference reference) =>
        reference switch
        {
            NamedTableReference named => BindNamed(named),
            VariableTableReference variable => BindVariable(variable),
            QueryDerivedTable derived => BindDerived(derived),
            InlineDerivedTable values => BindValues(values),
            SchemaObjectFunctionTableReference function => BindFunction(
                function.SchemaObject,
                function.Parameters,
                function.Alias,
                function.Columns
            ),
            GlobalFunctionTableReference function => BindGlobalFunction(function),
            BuiltInFunctionTableReference function => BindSystemFunction(
                "sys",
                function.Name.Value,
                function.Parameters,
                function.Alias?.Value,
                []
            ) ?? throw MessageCatalog.Error(208, function.Name.Value),
            OpenQueryTableReference open => BindOpenQuery(open),
            _ => throw ExpressionBinder.Unsupported(reference),
        };

    private (BoundSource, Reader, bool) BindNamed(NamedTableReference named)
    {
        if (named.TableSampleClause is not null)
            throw ExpressionBinder.Unsupported(named.TableSampleClause);
        if (named.TemporalClause is not null)
            throw ExpressionBinder.Unsupported(named.TemporalClause);
        var name = named.SchemaObject;
        var alias = named.Alias?.Value;
        if (name.Count == 1 && scope.FindCommonTable(name.BaseIdentifier.Value) is { } common)
            return BindCommonTable(common, alias ?? name.BaseIdentifier.Value);
        var hints = named.TableHints.Select(hint => hint.HintKind).ToArray();
        return ObjectResolver.Find(context, scope.FindDatabase(), name) switch
        {
            Table table => BindTable(table, name, alias, hints),
            ResolvedView view => BindView(view, name, alias),
            ResolvedSystemView view => BindSystemView(view, name, alias),
            ResolvedRemote when isTarget => throw ExpressionBinder.Unsupported("a table of a linked server as a target"),
            ResolvedRemote remote => BindRemote(remote.Server, remote.Name, alias ?? name.BaseIdentifier.Value),
            _ => throw MessageCatalog.Error(208, ObjectResolver.Show(name)),
        };
    }

    private (BoundSource, Reader, bool) BindTable(Table table, SchemaObjectName name, string? alias, TableHintKind[] hints)
    {
        // Inside a view (which has a database of its own to look names up in) the view's permission is what counts.
        if (!isTarget && scope.FindDatabase() is null)
            context.CheckObject(table.Database, "SELECT", table.Definition);
        TableLocks.ForReading(context, table, hints, isTarget);
        return StoredTable(table, alias ?? name.BaseIdentifier.Value, alias is not null);
    }

    private (BoundSource, Reader, bool) StoredTable(Table table, string alias, bool hasAlias)
    {
        if (isTarget && TargetAlias is not null)
            (alias, hasAlias) = (TargetAlias, true);
        var columns = ColumnsOf(table.Definition, table.Database);
        var source = new BoundSource
        {
            Alias = alias,
            HasAlias = hasAlias,
            Schema = table.Definition.Schema,
            Database = table.Database?.Name,
            Columns = isTarget ? [.. columns, RowIdColumn] : columns,
            HasRowIds = isTarget,
            Table = table,
        };
        Reader read = isTarget
            ? _ => table.Scan().Select(row => (object?[])[.. row.Values, row.Id])
            : _ => table.Scan().Select(row => row.Values);
        return (source, read, true);
    }

    internal static IReadOnlyList<QueryColumn> ColumnsOf(
        BizTalkDR.Sandbox.Storage.Definitions.TableDefinition definition,
        Database? database
    ) =>
        [
            .. definition.Columns.Select(column => new QueryColumn(
                column.Name,
                column.Type,
                column.IsNullable,
                column.Identity is not null,
                Collation.Find(column.Collation ?? database?.Options.Collation)
            )),
        ];

    private (BoundSource, Reader, bool) BindVariable(VariableTableReference variable)
    {
        var found = context.Variables.GetValueOrDefault(variable.Variable.Name);
        var table = found?.Table ?? throw MessageCatalog.Error(1087, variable.Variable.Name);
        return StoredTable(table, variable.Alias?.Value ?? variable.Variable.Name, variable.Alias is not null);
    }

    private (BoundSource, Reader, bool) BindSystemView(ResolvedSystemView view, SchemaObjectName name, string? alias)
    {
        var session = context.Session;
        var source = new BoundSource
        {
            Alias = alias ?? name.BaseIdentifier.Value,
            HasAlias = alias is not null,
            Schema = view.View.Schema,
            Database = view.Database.Name,
            Columns = ColumnsOf(view.View.Columns),
        };
        return (source, _ => view.View.Rows(session, view.Database), true);
    }

    private static IReadOnlyList<QueryColumn> ColumnsOf(IReadOnlyList<ResultColumn> columns) =>
        [
            .. columns.Select(column => new QueryColumn(
                column.Name,
                column.Type,
                column.IsNullable,
                column.IsIdentity,
                Collation.IgnoreCase
            )),
        ];

    private (BoundSource, Reader, bool) BindView(ResolvedView view, SchemaObjectName name, string? alias)
    {
        if (scope.Depth >= DeepestView)
            throw MessageCatalog.Error(217, DeepestView);
        if (scope.FindDatabase() is null && !view.Module.IsSystem)
            context.CheckObject(view.Database, "SELECT", view.Module);
        var body = ModuleText.View(view.Module);
        if (isTarget)
            return BindUpdatable(
                body.SelectStatement.QueryExpression,
                new BindingScope(null) { Database = view.Database, Depth = scope.Depth + 1 },
                body.Columns,
                alias ?? view.Module.Name,
                _ => RowFrame.Empty
            );
        var viewScope = new BindingScope(null) { Database = view.Database, Depth = scope.Depth + 1 };
        var binder = new QueryBinder(context, viewScope);
        var plan = binder.Bind(body.SelectStatement);
        var columns = Renamed(plan.Columns, body.Columns, view.Module.Name);
        var source = new BoundSource
        {
            Alias = alias ?? name.BaseIdentifier.Value,
            HasAlias = alias is not null,
            Schema = view.Module.Schema,
            Database = view.Database.Name,
            Columns = columns,
        };
        return (source, _ => plan.Rows(RowFrame.Empty), true);
    }

    /// <summary>A view or common table expression that an UPDATE or DELETE goes through: rows of one table, each with its id.</summary>
    private (BoundSource, Reader, bool) BindUpdatable(
        QueryExpression query,
        BindingScope parent,
        IList<Identifier> names,
        string alias,
        Func<RowFrame, RowFrame> around
    )
    {
        if (
            query is not QuerySpecification { GroupByClause: null, FromClause.TableReferences: [var table] } specification
            || specification.UniqueRowFilter == UniqueRowFilter.Distinct
        )
            throw MessageCatalog.Error(4405, alias);
        var binder = new SpecificationBinder(context, parent)
        {
            RowIdsOf = table switch
            {
                NamedTableReference named => named.SchemaObject,
                VariableTableReference variable => Parsing.ModuleText.ParseName($"[{variable.Variable.Name}]"),
                _ => throw MessageCatalog.Error(4405, alias),
            },
        };
        var plan = binder.Bind(specification);
        var source = new BoundSource
        {
            Alias = alias,
            HasAlias = true,
            Columns = [.. Renamed([.. plan.Columns.SkipLast(1)], names, alias), RowIdColumn],
            HasRowIds = true,
            IsDerived = true,
            Table = binder.TargetTable,
        };
        return (source, frame => plan.Rows(around(frame)), true);
    }

    private (BoundSource, Reader, bool) BindDerived(QueryDerivedTable derived)
    {
        var parent = isApplied ? scope : scope.Parent;
        var plan = new ExpressionBinder(context, parent).BindSubquery(derived.QueryExpression, out var isCorrelated);
        var source = Named(derived.Alias, Renamed(plan.Columns, derived.Columns, derived.Alias?.Value ?? ""));
        RequireNames(source);
        return (source, Around(plan), !isCorrelated);
    }

    /// <summary>Only under APPLY does a derived table see the tables to its left.</summary>
    private Reader Around(QueryPlan plan) => isApplied ? plan.Rows : frame => plan.Rows(frame.Outer ?? RowFrame.Empty);

    private static void RequireNames(BoundSource source)
    {
        for (var i = 0; i < source.Columns.Count; i++)
            if (source.Columns[i].Name.Length == 0)
                throw MessageCatalog.Error(8155, i + 1, source.Alias);
    }

    private (BoundSource, Reader, bool) BindCommonTable(CommonTable common, string alias)
    {
        if (common.Recursion is { } recursion)
            return (Named(alias, recursion.Columns), _ => recursion.Current, false);
        var depth = scope.LevelsBelow(common.Scope);
        if (isTarget)
            return common.Binding(() =>
                BindUpdatable(common.Expression.QueryExpression, common.Scope, common.Expression.Columns, alias, frame => frame.Up(depth))
            );
        var plan = common.Binding(() => new QueryBinder(context, common.Scope).BindCommonTable(common));
        return (Named(alias, plan.Columns), frame => plan.Rows(frame.Up(depth)), true);
    }

    private (BoundSource, Reader, bool) BindValues(InlineDerivedTable values)
    {
        var binder = new ExpressionBinder(context, isApplied ? scope : scope.Parent);
        var plan = ValuesBinder.Bind(values.RowValues, binder);
        return (Named(values.Alias, Renamed(plan.Columns, values.Columns, values.Alias?.Value ?? "")), Around(plan), false);
    }

    private (BoundSource, Reader, bool) BindFunction(
        SchemaObjectName name,
        IList<ScalarExpression> parameters,
        Identifier? alias,
        IList<Identifier> columns
    )
    {
        var database = name.DatabaseIdentifier is { } other
            ? ObjectResolver.FindDatabase(context, other.Value)
            : scope.FindDatabase() ?? context.Database;
        var schema = name.SchemaIdentifier?.Value is { Length: > 0 } written ? written : "dbo";
        var module = database?.Find(schema, name.BaseIdentifier.Value) as ModuleDefinition;
        if (module is null && (module = context.SecondDatabase?.Find(schema, name.BaseIdentifier.Value) as ModuleDefinition) is not null)
            database = context.SecondDatabase;
        if (module is { Kind: ModuleKind.InlineTableFunction or ModuleKind.TableFunction })
        {
            var binder = new ExpressionBinder(context, scope);
            var plan = context.Instance.Parts.Find<InnerPrograms>().BindTableFunction(binder, database!, module, parameters);
            return (Named(alias?.Value ?? module.Name, Renamed(plan.Columns, columns, module.Name)), plan.Rows, false);
        }
        return BindSystemFunction(name.SchemaIdentifier?.Value ?? "sys", name.BaseIdentifier.Value, parameters, alias?.Value, columns)
            ?? throw MessageCatalog.Error(208, ObjectResolver.Show(name));
    }

    private (BoundSource, Reader, bool)? BindSystemFunction(
        string schema,
        string name,
        IList<ScalarExpression> parameters,
        string? alias,
        IList<Identifier> columns
    )
    {
        if (TableFunctions.Find(name) is { } builtIn)
            return (
                Named(alias ?? name, Renamed(builtIn.Columns, columns, name)),
                TableFunctions.Reader(builtIn, new ExpressionBinder(context, scope).BindAll(parameters)),
                false
            );
        var function = context.Instance.Views.FindFunction(schema, name) ?? context.Instance.Views.FindFunction("sys", name);
        if (function is null)
            return null;
        // System functions take DEFAULT for NULL.
        var given = parameters.Select(parameter => parameter is DefaultLiteral ? new NullLiteral() : parameter);
        var arguments = new ExpressionBinder(context, scope).BindAll([.. given]);
        var (session, database) = (context.Session, scope.FindDatabase() ?? context.Database);
        return (
            Named(alias ?? name, Renamed(ColumnsOf(function.Columns), columns, name)),
            frame => function.Rows(session, database, [.. arguments.Select(argument => argument.Evaluate(frame))]),
            false
        );
    }

    private (BoundSource, Reader, bool) BindGlobalFunction(GlobalFunctionTableReference function) =>
        BindSystemFunction("sys", function.Name.Value, function.Parameters, function.Alias?.Value, [])
        ?? throw MessageCatalog.Error(208, function.Name.Value);

    private (BoundSource, Reader, bool) BindRemote(string server, SchemaObjectName name, string? alias)
    {
        var parts = name.Identifiers.Skip(name.Count - 3).Select(part => $"[{part.Value.Replace("]", "]]", StringComparison.Ordinal)}]");
        return BindRemoteQuery(server, "SELECT * FROM " + string.Join('.', parts), alias ?? name.BaseIdentifier.Value);
    }

    private (BoundSource, Reader, bool) BindOpenQuery(OpenQueryTableReference open) =>
        BindRemoteQuery(open.LinkedServer.Value, open.Query.Value, open.Alias?.Value ?? "");

    private (BoundSource, Reader, bool) BindRemoteQuery(string server, string query, string alias)
    {
        if (context.IsDry)
            throw ExpressionBinder.Unsupported("asking another server before the batch runs");
        var result = RemoteSessions.Query(context.Session, context.Sink, server, query, context.Attention);
        return (Named(alias, ColumnsOf(result.Columns)), _ => result.Rows, true);
    }

    private static BoundSource Named(Identifier? alias, IReadOnlyList<QueryColumn> columns) => Named(alias?.Value ?? "", columns);

    private static BoundSource Named(string alias, IReadOnlyList<QueryColumn> columns) =>
        new()
        {
            Alias = alias,
            HasAlias = true,
            Columns = columns,
        };

    internal static IReadOnlyList<QueryColumn> Renamed(IReadOnlyList<QueryColumn> columns, IList<Identifier>? names, string table)
    {
        if (names is null or { Count: 0 })
            return columns;
        if (names.Count != columns.Count)
            throw MessageCatalog.Error(names.Count < columns.Count ? 8158 : 8159, table);
        return [.. columns.Select((column, i) => column with { Name = names[i].Value })];
    }
}
