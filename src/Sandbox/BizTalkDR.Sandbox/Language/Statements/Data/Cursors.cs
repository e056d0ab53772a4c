using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Data;

/// <summary>DECLARE CURSOR, OPEN, FETCH, CLOSE and DEALLOCATE.</summary>
internal static class Cursors
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<DeclareCursorStatement>(Declare);
        handlers.Add<OpenCursorStatement>((context, statement) => Open(context, Find(context, statement.Cursor)));
        handlers.Add<CloseCursorStatement>((context, statement) => Find(context, statement.Cursor).Close());
        handlers.Add<DeallocateCursorStatement>(Deallocate);
        handlers.Add<FetchCursorStatement>(Fetch);
    }

    internal static SqlCursor Make(StatementContext context, string name, CursorDefinition definition) =>
        new(
            name,
            definition.Select,
            definition.Options.Any(option =>
                option.OptionKind
                    is CursorOptionKind.Scroll
                        or CursorOptionKind.Static
                        or CursorOptionKind.Keyset
                        or CursorOptionKind.Dynamic
            ) && !definition.Options.Any(option => option.OptionKind is CursorOptionKind.ForwardOnly or CursorOptionKind.FastForward)
        );

    internal static SqlCursor Find(StatementContext context, CursorId id)
    {
        if (id.Name.ValueExpression is VariableReference variable)
            return context.FindVariable(variable.Name).Cursor ?? throw MessageCatalog.Error(16950, variable.Name);
        return id.IsGlobal
            ? context.Session.Cursors.GetValueOrDefault(id.Name.Value) ?? throw MessageCatalog.Error(16916, id.Name.Value)
            : FindNamed(context, id.Name.Value);
    }

    internal static SqlCursor FindNamed(StatementContext context, string name) =>
        context.Cursors.GetValueOrDefault(name)
        ?? context.Session.Cursors.GetValueOrDefault(name)
        ?? throw MessageCatalog.Error(16916, name);

    private static void Open(StatementContext context, SqlCursor cursor)
    {
        cursor.CheckClosed();
        var plan = new QueryBinder(context, null).Bind(cursor.Select);
        cursor.Open([.. plan.Columns.Select(column => column.ToResultColumn())], [.. plan.Rows(RowFrame.Empty)]);
        context.Session.NoteOpened(cursor);
    }

    private static void Declare(StatementContext context, DeclareCursorStatement statement)
    {
        var name = statement.Name.Value;
        var isLocal = statement.CursorDefinition.Options.Any(option => option.OptionKind == CursorOptionKind.Local);
        var cursors = isLocal ? context.Cursors : context.Session.Cursors;
        if (!cursors.TryAdd(name, Make(context, name, statement.CursorDefinition)))
            throw MessageCatalog.Error(16915, name);
    }

    private static void Deallocate(StatementContext context, DeallocateCursorStatement statement)
    {
        var cursor = Find(context, statement.Cursor);
        if (statement.Cursor.Name.ValueExpression is VariableReference variable)
        {
            context.FindVariable(variable.Name).Cursor = null;
            return;
        }
        if (statement.Cursor.IsGlobal || !context.Cursors.Remove(cursor.Name))
            context.Session.Cursors.Remove(cursor.Name);
    }

    private static void Fetch(StatementContext context, FetchCursorStatement statement)
    {
        var session = context.Session;
        var cursor = Find(context, statement.Cursor);
        var orientation = statement.FetchType?.Orientation ?? FetchOrientation.Next;
        if (!cursor.IsScrollable && orientation is not (FetchOrientation.Next or FetchOrientation.None))
            throw MessageCatalog.Error(16911, "fetch", orientation.ToString().ToLowerInvariant());
        var offset = statement.FetchType?.RowOffset is { } expression ? (int)(context.Evaluate(expression, SqlType.Int) ?? 0) : 0;
        if (statement.IntoVariables.Count > 0 && cursor.IsOpen && statement.IntoVariables.Count != cursor.Columns.Count)
            throw MessageCatalog.Error(16924);
        var row = cursor.Fetch(orientation, offset);
        session.FetchStatus = row is null ? -1 : 0;
        session.RowCount = row is null ? 0 : 1;
        if (statement.IntoVariables.Count == 0)
        {
            context.Sink.BeginResultSet(cursor.Columns);
            if (row is not null)
                context.Sink.Row(row);
            context.EndStatement(StatementKind.Select, session.RowCount);
            return;
        }
        for (var i = 0; row is not null && i < row.Length; i++)
        {
            var variable = context.FindVariable(statement.IntoVariables[i].Name);
            variable.Value = AssignmentConversion.Convert(row[i], cursor.Columns[i].Type, variable.Type);
        }
    }
}
