using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Functions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Control;

/// <summary>RAISERROR and THROW.</summary>
internal static class Raising
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<RaiseErrorStatement>(RaiseError);
        handlers.Add<ThrowStatement>(Throw);
    }

    private static void RaiseError(StatementContext context, RaiseErrorStatement statement)
    {
        var severity = (int)(context.Evaluate(statement.SecondParameter, SqlType.Int) ?? 0);
        var state = (int)(context.Evaluate(statement.ThirdParameter, SqlType.Int) ?? 0);
        var isLogged = statement.RaiseErrorOptions.HasFlag(RaiseErrorOptions.Log);
        if (severity > 18 && (!isLogged || !context.Session.Login.IsSysAdmin))
            throw MessageCatalog.Error(2754);
        var values = statement.OptionalParameters.Select(context.Evaluate).ToArray();
        var message = Build(
            context,
            statement.FirstParameter,
            (byte)Math.Clamp(severity, 0, 25),
            (byte)Math.Clamp(state < 0 ? 1 : state, 0, 255),
            values
        );
        context.Session.RowCount = 0;
        if (severity >= 20)
            throw new SqlServerException(context.Locate(message));
        if (severity <= 10)
        {
            context.Send(message);
            if (statement.RaiseErrorOptions.HasFlag(RaiseErrorOptions.SetError))
                context.Session.PendingError = message.Number;
            return;
        }
        context.Raise(message);
    }

    private static SqlMessage Build(StatementContext context, ScalarExpression first, byte severity, byte state, object?[] values)
    {
        var bound = context.Bind(first);
        var value = bound.Evaluate(RowFrame.Empty);
        if (value is not int number)
            return new SqlMessage(
                50000,
                severity,
                state,
                MessageFormatter.Format(
                    (string?)BizTalkDR.Sandbox.Types.Conversion.Convert(value, bound.Type, SqlType.NVarChar(4000)) ?? "",
                    values
                )
            );
        if (!MessageCatalog.All.TryGetValue(number, out var known))
            throw MessageCatalog.Error(18054, number, severity, state);
        return new SqlMessage(number, severity, state, MessageFormatter.FillIn(known.Format, values));
    }

    private static void Throw(StatementContext context, ThrowStatement statement)
    {
        var session = context.Session;
        if (statement.ErrorNumber is null)
        {
            var caught = session.CaughtError;
            if (caught is null || !IsInCatch(context))
                throw MessageCatalog.Error(10704);
            throw new SqlServerException(caught.Procedure is null ? caught with { Procedure = "" } : caught);
        }
        var number = (int)(context.Evaluate(statement.ErrorNumber, SqlType.Int) ?? 0);
        if (number < 50000)
            throw MessageCatalog.Error(35100, number);
        var text = context.EvaluateText(statement.Message) ?? "";
        var state = (byte)Math.Clamp((int)(context.Evaluate(statement.State, SqlType.Int) ?? 1), 0, 255);
        throw new SqlServerException(new SqlMessage(number, 16, state, text));
    }

    private static bool IsInCatch(StatementContext context)
    {
        for (var scope = context; scope is not null; scope = scope.Caller)
            if (scope.CatchDepth > 0)
                return true;
        return false;
    }
}
