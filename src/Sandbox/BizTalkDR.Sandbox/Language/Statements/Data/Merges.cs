using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Data;

/// <summary>MERGE.</summary>
internal static class Merges
{
    internal static void AddTo(StatementHandlers handlers) => handlers.Add<MergeStatement>(Run);

    private static void Run(StatementContext context, MergeStatement statement)
    {
        var specification = statement.MergeSpecification;
        var run = new MergeRun(context, specification, statement.WithCtesAndXmlNamespaces);
        var count = run.Execute();
        context.Session.RowCount = count;
        context.EndStatement(StatementKind.Merge, count);
    }

    private sealed class MergeRun
    {
        private readonly StatementContext context;
        private readonly BindingScope scope;
        private readonly JoinSource source;
        private readonly BoundSource target;
        private readonly BoundSource[] sources;
        private readonly List<Clause> clauses = [];
        private readonly RowFrame outer = new([], null);
        private readonly OutputPlan[] outputs;
        private readonly Dictionary<string, RowWriter> writers = [];
        private readonly HashSet<long> changed = [];

        internal MergeRun(StatementContext context, MergeSpecification specification, WithCtesAndXmlNamespaces? with)
        {
            this.context = context;
            scope = new BindingScope(QueryBinder.WithCommonTables(with, null));
            var name = TargetRows.TargetName(specification.Target);
            var binder = new FromBinder(context, scope) { TargetName = name, TargetAlias = specification.TableAlias?.Value };
            var left = new FromBinder(context, scope).Bind(specification.TableReference, isApplied: false);
            sources = [.. scope.Sources];
            var right = binder.Bind(specification.Target, isApplied: false);
            target = scope.Sources[^1];
            if (target.IsDerived)
                throw MessageCatalog.Error(4405, target.Alias);
            source = binder.Join(left, right, specification.SearchCondition, QualifiedJoinType.FullOuter);
            foreach (var clause in specification.ActionClauses)
                clauses.Add(Bind(clause));
            outputs = OutputPlan.Bind(context, specification, target.Table!, sources);
        }

        internal int Execute()
        {
            var count = 0;
            var frame = new RowFrame([], outer);
            var idSlot = target.Offset + target.Columns.Count - 1;
            var rows = source.Rows(new RowFrame(new object?[scope.Width], outer)).ToArray();
            try
            {
                foreach (var row in rows)
                {
                    frame.Values = row;
                    var hasTarget = row[idSlot] is long;
                    var hasSource = Array.Exists(row[..target.Offset], value => value is not null);
                    var condition = hasTarget
                        ? (hasSource ? MergeCondition.Matched : MergeCondition.NotMatchedBySource)
                        : MergeCondition.NotMatched;
                    var clause = clauses.Find(candidate =>
                        Fits(candidate.Condition, condition) && (candidate.When is null || candidate.When(frame) == true)
                    );
                    if (clause is null)
                        continue;
                    Apply(clause, row, idSlot);
                    count++;
                }
                foreach (var writer in writers.Values)
                    writer.Finish();
            }
            catch
            {
                foreach (var writer in writers.Values)
                    writer.Abandon();
                throw;
            }
            foreach (var output in outputs)
                output.Finish();
            return count;
        }

        private static bool Fits(MergeCondition wanted, MergeCondition actual) =>
            wanted == actual || (wanted == MergeCondition.NotMatchedByTarget && actual == MergeCondition.NotMatched);

        private RowWriter Writer(string verb) =>
            writers.TryGetValue(verb, out var known) ? known : writers[verb] = new RowWriter(context, target.Table!, verb);

        private void Apply(Clause clause, object?[] row, int idSlot)
        {
            if (clause.Insert is { } insert)
            {
                var inserted = Writer("INSERT").Insert(insert(Writer("INSERT"), new RowFrame(row, outer)));
                Output(null, inserted, row, "INSERT");
                return;
            }
            var id = (long)row[idSlot]!;
            if (!changed.Add(id))
                throw MessageCatalog.Error(8672);
            var before = row[target.Offset..idSlot];
            if (clause.Setters is { } setters)
            {
                var writer = Writer("UPDATE");
                var after = setters.Apply(writer, new TargetRow(id, before, row));
                writer.Update(id, before, after);
                Output(before, after, row, "UPDATE");
            }
            else
            {
                Writer("DELETE").Delete(id, before);
                Output(before, null, row, "DELETE");
            }
        }

        private void Output(object?[]? deleted, object?[]? inserted, object?[] row, string action)
        {
            foreach (var output in outputs)
                output.Add(deleted, inserted, row, action);
        }

        private Clause Bind(MergeActionClause clause)
        {
            var binder = new ExpressionBinder(context, scope);
            var when = clause.SearchCondition is null ? null : binder.Bind(clause.SearchCondition);
            return clause.Action switch
            {
                UpdateMergeAction update => new Clause(
                    clause.Condition,
                    when,
                    new UpdateSetters(context, scope, target.Table!, update.SetClauses),
                    null
                ),
                InsertMergeAction insert => new Clause(clause.Condition, when, null, BindInsert(insert, binder)),
                _ => new Clause(clause.Condition, when, null, null),
            };
        }

        private Func<RowWriter, RowFrame, object?[]> BindInsert(InsertMergeAction insert, ExpressionBinder binder)
        {
            var table = target.Table!;
            if (insert.Source.IsDefaultValues)
                return (_, _) => [.. table.Definition.Columns.Select(_ => RowWriter.Missing)];
            var columns = Inserts.Columns(table, insert.Columns, context);
            var values = insert.Source.RowValues[0].ColumnValues;
            if (values.Count != columns.Length)
                throw MessageCatalog.Error(values.Count < columns.Length ? 109 : 110);
            var bounds = values.Select(value => value is DefaultLiteral ? null : binder.Bind(value)).ToArray();
            return (writer, frame) =>
            {
                var given = new object?[table.Definition.Columns.Count];
                Array.Fill(given, RowWriter.Missing);
                for (var i = 0; i < columns.Length; i++)
                    if (bounds[i] is { } bound)
                        given[columns[i]] = writer.Converted(bound.Evaluate(frame), bound.Type, columns[i]);
                return given;
            };
        }

        private sealed record Clause(
            MergeCondition Condition,
            Predicate? When,
            UpdateSetters? Setters,
            Func<RowWriter, RowFrame, object?[]>? Insert
        );
    }
}
