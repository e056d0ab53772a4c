using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Tables;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Data;

/// <summary>SELECT: to the client, into variables, into a new table.</summary>
internal static class SelectStatements
{
    internal static void AddTo(StatementHandlers handlers) => handlers.Add<SelectStatement>(Run);

    private static void Run(StatementContext context, SelectStatement statement)
    {
        if (Assigned(statement.QueryExpression) is { } variables)
        {
            Assign(context, statement, variables);
            return;
        }
        var plan = new QueryBinder(context, null).Bind(statement);
        if (statement.Into is { } into)
            Into(context, into, plan);
        else
            Send(context, plan);
    }

    /// <summary>Sends a query's rows to the client.</summary>
    private static void Send(StatementContext context, QueryPlan plan)
    {
        if (context.IsFunction)
            throw MessageCatalog.Error(444);
        var columns = plan.Columns.Select(column => column.ToResultColumn()).ToArray();
        var session = context.Session;
        var isBegun = false;
        long count = 0;
        if (!session.Settings.FormatOnly)
            foreach (var row in Limited(plan.Rows(RowFrame.Empty), session.Settings.RowCountLimit))
            {
                if (!isBegun)
                    context.Sink.BeginResultSet(columns);
                isBegun = true;
                context.Sink.Row(row);
                if ((++count & 0xFF) == 0)
                    context.Attention.ThrowIfCancellationRequested();
            }
        if (!isBegun)
            context.Sink.BeginResultSet(columns);
        session.RowCount = count;
        context.EndStatement(StatementKind.Select, count);
    }

    private static IEnumerable<object?[]> Limited(IEnumerable<object?[]> rows, long limit) =>
        limit == 0 ? rows : rows.Take((int)Math.Min(limit, int.MaxValue));

    private static SelectSetVariable[]? Assigned(QueryExpression query)
    {
        if (query is not QuerySpecification specification)
            return null;
        var sets = specification.SelectElements.OfType<SelectSetVariable>().ToArray();
        if (sets.Length == 0)
            return null;
        return sets.Length == specification.SelectElements.Count ? sets : throw MessageCatalog.Error(141);
    }

    /// <summary>Each row assigns anew, so expressions that use the variables add up.</summary>
    private static void Assign(StatementContext context, SelectStatement statement, SelectSetVariable[] sets)
    {
        var plan = new QueryBinder(context, null).Bind(statement);
        var variables = sets.Select(set => context.FindVariable(set.Variable.Name)).ToArray();
        var combined = sets.Select((set, i) => Combined(set, variables[i], plan.Columns[i], i)).ToArray();
        long count = 0;
        var frame = new RowFrame([], null);
        foreach (var row in plan.Rows(RowFrame.Empty))
        {
            frame.Values = row;
            for (var i = 0; i < variables.Length; i++)
                variables[i].Value = AssignmentConversion.Convert(combined[i].Evaluate(frame), combined[i], variables[i].Type);
            count++;
        }
        context.Session.RowCount = count;
    }

    private static Bound Combined(SelectSetVariable set, Variable variable, QueryColumn column, int index)
    {
        var value = new Bound(column.Type, frame => ((DeferredValue)frame.Values[index]!).Evaluate());
        return AssignmentConversion.Combine(set.AssignmentKind, new Bound(variable.Type, _ => variable.Value), value);
    }

    private static void Into(StatementContext context, SchemaObjectName name, QueryPlan plan)
    {
        var columns = new List<BizTalkDR.Sandbox.Storage.Definitions.ColumnDefinition>();
        foreach (var column in plan.Columns)
        {
            if (column.Name.Length == 0)
                throw MessageCatalog.Error(1038);
            if (columns.Exists(other => other.Name.SameAs(column.Name)))
                throw MessageCatalog.Error(2705, column.Name, ObjectResolver.Show(name));
            columns.Add(
                new BizTalkDR.Sandbox.Storage.Definitions.ColumnDefinition
                {
                    Name = column.Name,
                    Type = column.Type,
                    IsNullable = column.IsNullable,
                    Identity = column.Identity ?? (column.IsIdentity ? new IdentityDefinition(1, 1) : null),
                }
            );
        }
        var rows = plan.Rows(RowFrame.Empty).ToArray();
        var table = TableBuilder.Create(context, name, columns);
        TableLocks.ForWriting(context, table);
        foreach (var row in rows)
            table.Insert(context.Transaction, row);
        MinimalLogging.Note(context, table, rows.Length > 0);
        var identity = columns.FindIndex(column => column.Identity is not null);
        if (identity >= 0 && rows.Length > 0)
            table.SetIdentity(rows.Max(row => Convert.ToDecimal(row[identity], null)));
        context.Session.RowCount = rows.Length;
        context.EndStatement(StatementKind.Select, rows.Length);
    }
}
