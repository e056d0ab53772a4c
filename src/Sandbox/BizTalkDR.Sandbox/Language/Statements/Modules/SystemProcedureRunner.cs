using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>Runs system procedures that are written in C#.</summary>
internal static class SystemProcedureRunner
{
    internal static int Run(
        StatementContext caller,
        Database database,
        SystemProcedure procedure,
        IReadOnlyList<CallArgument> arguments,
        IResultSink sink
    )
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        var given = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var outputs = new Dictionary<string, CallArgument>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var parameter =
                argument.Name.Length == 0
                    ? procedure.Parameters.ElementAtOrDefault(i)
                    : procedure.Parameters.FirstOrDefault(candidate => candidate.Name.SameAs(argument.Name)) ?? ByPlace(procedure, i);
            if (parameter is null)
                throw argument.Name.Length == 0
                    ? MessageCatalog.ErrorWithState(8144, 2, procedure.Name)
                    : MessageCatalog.Error(8145, argument.Name, procedure.Name);
            if (argument.IsDefault)
                continue;
            values[parameter.Name] = AssignmentConversion.Convert(argument.Value, argument.Type, parameter.Type);
            given.Add(parameter.Name);
            if (argument.IsOutput)
                outputs[parameter.Name] = argument;
        }
        foreach (var parameter in procedure.Parameters.Where(parameter => !given.Contains(parameter.Name)))
            values[parameter.Name] = parameter.IsOptional
                ? parameter.Default
                : throw MessageCatalog.ErrorWithState(201, 4, procedure.Name, parameter.Name);
        var status = Call(caller, database, procedure, sink, values, given);
        foreach (var (name, argument) in outputs)
            argument.Return?.Invoke(values[name], procedure.Parameters.First(parameter => parameter.Name.SameAs(name)).Type);
        return status;
    }

    /// <summary>Extended procedures know their arguments by place, whatever names a caller gives them (SMO's @param of xp_instance_regread).</summary>
    private static SystemParameter? ByPlace(SystemProcedure procedure, int place) =>
        procedure.Name.StartsWith("xp_", StringComparison.OrdinalIgnoreCase) ? procedure.Parameters.ElementAtOrDefault(place) : null;

    private static int Call(
        StatementContext caller,
        Database database,
        SystemProcedure procedure,
        IResultSink sink,
        Dictionary<string, object?> values,
        HashSet<string> given
    )
    {
        var session = caller.Session;
        var context = new StatementContext(session, sink, caller.Attention, caller)
        {
            ProcedureName = procedure.Name,
            NestLevel = ProcedureScope.NextLevel(caller),
        };
        var outer = session.Context;
        session.Context = context;
        try
        {
            return procedure.Body(
                new SystemProcedureCall
                {
                    Session = session,
                    Database = database,
                    Sink = sink,
                    Attention = caller.Attention,
                    Values = values,
                    Given = given,
                }
            );
        }
        catch (SqlServerException error) when (error.Error.Procedure is null && error.Error.Severity < 20)
        {
            throw new SqlServerException(
                error.Error with
                {
                    Procedure = procedure.Name,
                },
                [.. error.Following.Select(message => message with { Procedure = procedure.Name })]
            );
        }
        finally
        {
            session.Context = outer;
        }
    }
}
