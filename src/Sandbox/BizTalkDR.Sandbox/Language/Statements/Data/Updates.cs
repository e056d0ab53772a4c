using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Data;

/// <summary>UPDATE, DELETE and TRUNCATE TABLE.</summary>
internal static class Updates
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<UpdateStatement>(Update);
        handlers.Add<DeleteStatement>(Delete);
        handlers.Add<TruncateTableStatement>(Truncate);
    }

    private static void Update(StatementContext context, UpdateStatement statement)
    {
        var specification = statement.UpdateSpecification;
        var target = TargetRows.Bind(context, specification, statement.WithCtesAndXmlNamespaces);
        var setters = new UpdateSetters(context, target.Scope, target.Table, specification.SetClauses);
        var writer = new RowWriter(context, target.Table, "UPDATE") { UpdatedColumns = setters.ColumnNames };
        var outputs = OutputPlan.Bind(context, specification, target.Table, target.Scope.Sources);
        var changes = new List<(TargetRow Row, object?[] After)>();
        foreach (var row in target.Read(specification.TopRowFilter))
            changes.Add((row, setters.Apply(writer, row)));
        Write(
            writer,
            () =>
            {
                foreach (var (row, after) in changes)
                {
                    writer.Update(row.Id, row.Values, after);
                    foreach (var output in outputs)
                        output.Add(row.Values, after, row.Joined, "UPDATE");
                }
            }
        );
        Finish(context, StatementKind.Update, outputs, changes.Count);
    }

    private static void Delete(StatementContext context, DeleteStatement statement)
    {
        var specification = statement.DeleteSpecification;
        var target = TargetRows.Bind(context, specification, statement.WithCtesAndXmlNamespaces);
        var writer = new RowWriter(context, target.Table, "DELETE");
        var outputs = OutputPlan.Bind(context, specification, target.Table, target.Scope.Sources);
        var rows = target.Read(specification.TopRowFilter).ToArray();
        Write(
            writer,
            () =>
            {
                foreach (var row in rows)
                {
                    writer.Delete(row.Id, row.Values);
                    foreach (var output in outputs)
                        output.Add(row.Values, null, row.Joined, "DELETE");
                }
            }
        );
        Finish(context, StatementKind.Delete, outputs, rows.Length);
    }

    private static void Write(RowWriter writer, Action write)
    {
        try
        {
            write();
            writer.Finish();
        }
        catch
        {
            writer.Abandon();
            throw;
        }
    }

    private static void Finish(StatementContext context, StatementKind kind, OutputPlan[] outputs, int count)
    {
        foreach (var output in outputs)
            output.Finish();
        context.Session.RowCount = count;
        context.EndStatement(kind, count);
    }

    private static void Truncate(StatementContext context, TruncateTableStatement statement)
    {
        if (ObjectResolver.Find(context, null, statement.TableName) is not Table table)
            throw MessageCatalog.Error(4701, statement.TableName.BaseIdentifier.Value);
        var isReferenced = table
            .Database?.Entries.OfType<BizTalkDR.Sandbox.Storage.Definitions.TableDefinition>()
            .Any(other =>
                other.Id != table.Definition.Id
                && other.ForeignKeys.Any(key =>
                    key.ReferencedTable.SameAs(table.Definition.Name) && key.ReferencedSchema.SameAs(table.Definition.Schema)
                )
            );
        if (isReferenced == true)
            throw MessageCatalog.Error(4712, table.Definition.Name);
        if (context.Session.IsTransactionDoomed)
            throw MessageCatalog.Error(3930);
        TableLocks.ForWriting(context, table);
        foreach (var row in table.Scan())
            table.Delete(context.Transaction, row.Id);
        table.SetIdentity(null);
        context.EndStatement(StatementKind.Other, null);
    }

    /// <summary>The one table behind a view that only picks rows and columns of it, under their own names.</summary>
    internal static Table TableOf(StatementContext context, ResolvedView view)
    {
        var body = ModuleText.View(view.Module);
        if (
            body.SelectStatement.QueryExpression
                is QuerySpecification { GroupByClause: null, FromClause.TableReferences: [NamedTableReference named] }
            && body.Columns.Count == 0
            && ObjectResolver.Find(context, view.Database, named.SchemaObject) is Table table
        )
            return table;
        throw MessageCatalog.Error(4405, view.Module.Name);
    }
}
