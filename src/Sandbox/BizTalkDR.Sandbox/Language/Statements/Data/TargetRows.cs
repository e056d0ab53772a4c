using System.Runtime.CompilerServices;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Data;

/// <summary>One row that an UPDATE, DELETE or MERGE changes.</summary>
/// <param name="Id">The row's id in its table.</param>
/// <param name="Values">The row as it is.</param>
/// <param name="Joined">The whole row of the FROM clause.</param>
internal readonly record struct TargetRow(long Id, object?[] Values, object?[] Joined);

/// <summary>Finds the rows that an UPDATE or DELETE changes, each once however often the join finds it.</summary>
internal sealed class TargetRows
{
    private readonly StatementContext context;
    private readonly RowSource source;
    private readonly Predicate? where;
    private readonly BoundSource target;

    private TargetRows(StatementContext context, BindingScope scope, RowSource source, Predicate? where, BoundSource target) =>
        (this.context, Scope, this.source, this.where, this.target) = (context, scope, source, where, target);

    internal BindingScope Scope { get; }

    internal Table Table => target.Table!;

    internal static TargetRows Bind(StatementContext context, UpdateDeleteSpecificationBase specification, WithCtesAndXmlNamespaces? with)
    {
        var scope = new BindingScope(QueryBinder.WithCommonTables(with, null));
        var references = specification.FromClause?.TableReferences.ToList() ?? [];
        var name = TargetName(specification.Target);
        var binder = new FromBinder(context, scope) { TargetName = name };
        if (!references.Exists(reference => TargetFinder.Finds(reference, name)))
            references.Insert(0, specification.Target);
        var source = binder.Bind(references, specification.WhereClause?.SearchCondition);
        var target =
            scope.Sources.FirstOrDefault(candidate => candidate.HasRowIds) ?? throw MessageCatalog.Error(208, ObjectResolver.Show(name));
        var where = specification.WhereClause switch
        {
            null => null,
            { Cursor: { } cursor } => Current(context, cursor, target),
            var clause => new ExpressionBinder(context, scope).Bind(clause.SearchCondition),
        };
        return new TargetRows(context, scope, source, where, target);
    }

    internal IEnumerable<TargetRow> Read(TopRowFilter? top)
    {
        var rows = Read();
        if (top is null)
            return rows;
        var all = rows.ToArray();
        return all.Take((int)TopFilter.Bind(context, top).CountOf(all.Length));
    }

    private IEnumerable<TargetRow> Read()
    {
        var outer = new RowFrame([], null);
        var frame = new RowFrame([], outer);
        var seen = new HashSet<long>();
        var count = target.Columns.Count - 1;
        var stored = target.IsDerived ? Table.Scan().ToDictionary(row => row.Id, row => row.Values) : null;
        foreach (var row in source.Rows(new RowFrame(new object?[Scope.Width], outer)).ToArray())
        {
            frame.Values = row;
            if (where is not null && where(frame) != true)
                continue;
            if (row[target.Offset + count] is long id && seen.Add(id))
                yield return new TargetRow(id, stored is null ? row[target.Offset..(target.Offset + count)] : stored[id], row);
        }
    }

    private static Predicate Current(StatementContext context, CursorId id, BoundSource target)
    {
        var cursor = Cursors.Find(context, id);
        var values = cursor.CurrentRow ?? throw MessageCatalog.Error(16930);
        var columns = cursor
            .Columns.Select((column, i) => (Index: i, Slot: target.Columns.ToList().FindIndex(own => own.Name.SameAs(column.Name))))
            .Where(pair => pair.Slot >= 0)
            .ToArray();
        return frame =>
            Array.TrueForAll(
                columns,
                pair =>
                    Equals(frame.Values[target.Offset + pair.Slot], values[pair.Index])
                    || ValueComparer.AreEqual(frame.Values[target.Offset + pair.Slot], values[pair.Index])
            );
    }

    internal static MultiPartIdentifier TargetName(TableReference target) =>
        target switch
        {
            NamedTableReference named => named.SchemaObject,
            VariableTableReference variable => ModuleText.ParseName($"[{variable.Variable.Name}]"),
            _ => throw ExpressionBinder.Unsupported(target),
        };

    /// <summary>Looks for the target in a FROM clause: by its alias, or by its name when it has none.</summary>
    private sealed class TargetFinder(MultiPartIdentifier name) : TSqlFragmentVisitor
    {
        private bool found;

        public override void Visit(TSqlFragment fragment) => RuntimeHelpers.EnsureSufficientExecutionStack();

        public override void Visit(NamedTableReference node) => found |= Queries.TargetName.Is(node, name);

        public override void Visit(VariableTableReference node) => found |= Queries.TargetName.Is(node, name);

        internal static bool Finds(TableReference reference, MultiPartIdentifier name)
        {
            var finder = new TargetFinder(name);
            reference.Accept(finder);
            return finder.found;
        }
    }
}
