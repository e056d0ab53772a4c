using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Execution;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>EXECUTE: procedures, strings, linked servers.</summary>
internal static class Executions
{
    internal static void AddTo(StatementHandlers handlers) =>
        handlers.Add<ExecuteStatement>((context, statement) => Run(context, statement.ExecuteSpecification, context.Sink));

    /// <summary>INSERT ... EXEC: everything happens in the INSERT's transaction.</summary>
    internal static void RunInsideInsert(StatementContext context, ExecuteSpecification specification, IResultSink sink)
    {
        var session = context.Session;
        var isLent = session.Transaction is null;
        if (isLent)
            (session.Transaction, session.TransactionCount) = (context.Transaction, 1);
        try
        {
            Run(context, specification, sink);
            if (isLent && session.Transaction is null)
                throw MessageCatalog.Error(3915);
        }
        finally
        {
            if (isLent && session.Transaction is not null)
                (session.Transaction, session.TransactionCount) = (null, 0);
        }
    }

    private static void Run(StatementContext context, ExecuteSpecification specification, IResultSink sink)
    {
        if (specification.ExecuteContext is not null)
            throw ExpressionBinder.Unsupported(specification.ExecuteContext);
        if (specification.ExecutableEntity is ExecutableStringList strings)
        {
            RunText(context, specification, strings, sink);
            return;
        }
        var procedure = (ExecutableProcedureReference)specification.ExecutableEntity;
        var status = ProcedureCall.Run(
            context,
            NameOf(context, procedure.ProcedureReference),
            Arguments(context, procedure.Parameters),
            sink
        );
        if (specification.Variable is { } variable)
        {
            var found = context.FindVariable(variable.Name);
            found.Value = Conversion.Convert(status, SqlType.Int, found.Type);
        }
        if (!context.IsInProcedure)
            sink.EndProcedure(status);
    }

    private static SchemaObjectName NameOf(StatementContext context, ProcedureReferenceName reference)
    {
        if (reference.ProcedureVariable is not { } variable)
            return reference.ProcedureReference.Name;
        var name = (string?)context.Evaluate(variable, SqlType.NVarChar(4000));
        return ModuleText.ParseName(string.IsNullOrEmpty(name) ? throw MessageCatalog.ErrorWithState(2812, 62, "") : name);
    }

    private static CallArgument[] Arguments(StatementContext context, IList<ExecuteParameter> parameters) =>
        [.. parameters.Select(parameter => Argument(context, parameter))];

    private static CallArgument Argument(StatementContext context, ExecuteParameter parameter)
    {
        var name = parameter.Variable?.Name ?? "";
        if (parameter.ParameterValue is DefaultLiteral)
            return new CallArgument
            {
                Name = name,
                Type = SqlType.Int,
                IsDefault = true,
            };
        // A bare word is a string: EXEC sp_help authors.
        if (parameter.ParameterValue is IdentifierLiteral or ColumnReferenceExpression)
        {
            var word = parameter.ParameterValue is IdentifierLiteral literal
                ? literal.Value
                : ObjectResolver.Show(((ColumnReferenceExpression)parameter.ParameterValue).MultiPartIdentifier);
            return new CallArgument
            {
                Name = name,
                Type = SqlType.NVarChar(Math.Max(1, word.Length)),
                Value = word,
            };
        }
        var bound = context.Bind(parameter.ParameterValue);
        var target =
            parameter.IsOutput && parameter.ParameterValue is VariableReference reference ? context.FindVariable(reference.Name) : null;
        return new CallArgument
        {
            Name = name,
            Type = bound.Type,
            Value = bound.Evaluate(RowFrame.Empty),
            IsOutput = parameter.IsOutput,
            Return = target is null ? null : (value, type) => target.Value = AssignmentConversion.Convert(value, type, target.Type),
        };
    }

    private static void RunText(
        StatementContext context,
        ExecuteSpecification specification,
        ExecutableStringList strings,
        IResultSink sink
    )
    {
        var text = string.Concat(strings.Strings.Select(part => context.EvaluateText(part)));
        if (specification.LinkedServer is { } server)
            RemoteCalls.Execute(context, server.Value, text, sink);
        else
            DynamicBatch.Run(context, text, sink, [], []);
    }
}

/// <summary>EXEC ('...') and sp_executesql: a batch of its own inside the running one.</summary>
internal static class DynamicBatch
{
    internal static int Run(
        StatementContext caller,
        string text,
        IResultSink sink,
        IList<ProcedureParameter> parameters,
        IReadOnlyList<CallArgument> arguments
    )
    {
        var context = new StatementContext(caller.Session, sink, caller.Attention, caller)
        {
            NestLevel = ProcedureScope.NextLevel(caller),
            SecondDatabase = caller.SecondDatabase,
        };
        var isFinished = ProcedureScope.Run(
            context,
            null,
            null,
            () =>
            {
                // What is wrong with the text is an error of the batch that it would be: the caller goes on, and its TRY takes it.
                ParsedBatch? batch = null;
                StatementGuard.Run(context, Compiling, () => batch = Compile(context, text, parameters));
                if (batch is null)
                    return;
                ParameterBinding.Bind(context, "sp_executesql", parameters, arguments);
                StatementExecutor.RunAll(context, batch.Statements);
            }
        );
        ParameterBinding.Return(context, parameters, arguments);
        return isFinished ? 0 : caller.Session.LastError;
    }

    private static readonly ExecuteStatement Compiling = new();

    private static ParsedBatch Compile(StatementContext context, string text, IList<ProcedureParameter> parameters)
    {
        var batch = BatchParser.Parse(text, context.Session.Settings.QuotedIdentifier);
        BatchChecks.Check(batch, parameters.Select(parameter => parameter.VariableName.Value));
        NameChecks.Check(context, batch.Statements, parameters);
        return batch;
    }
}
