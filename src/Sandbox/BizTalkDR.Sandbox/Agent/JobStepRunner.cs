using System.Text;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Agent;

/// <summary>sysjobhistory.run_status.</summary>
internal enum RunStatus
{
    Failed = 0,
    Succeeded = 1,
    Retry = 2,
    Canceled = 3,
    InProgress = 4,
}

/// <summary>How one attempt at a step ended, with the text for its history row.</summary>
internal sealed record StepOutcome(RunStatus Status, string Message, int MessageId = 0, int Severity = 0);

/// <summary>Runs one attempt at a job step. The sandbox has the TSQL subsystem; steps of others fail and say so.</summary>
internal static class JobStepRunner
{
    private const string ExecutedAs = @"Executed as user: NT SERVICE\SQLSERVERAGENT. ";
    private const int MessageLimit = 4000;

    /// <param name="instance">Where.</param>
    /// <param name="job">The job.</param>
    /// <param name="step">The step.</param>
    /// <param name="begun">Told the session that the step runs in.</param>
    /// <param name="stop">Ends it.</param>
    internal static StepOutcome Run(
        DatabaseEngine instance,
        AgentJob job,
        AgentJobStep step,
        Action<SqlSession> begun,
        CancellationToken stop
    )
    {
        if (instance.Host.Faults.Strike(FaultPoint.JobStep, instance.Name, job.Name) is { } fault)
        {
            if (fault.Effect == FaultEffect.Fail)
                return Failed($"{ExecutedAs}Unable to connect to SQL Server '{instance.Name}'.", 0, 0);
            if (Struck(fault, instance, stop) is { } ended)
                return ended;
        }
        if (!step.Subsystem.SameAs("TSQL"))
            return Failed($"The {step.Subsystem} subsystem is not available on this server; only TSQL steps can run.", 0, 0);
        if (instance.FindDatabase(step.Database) is not { } database)
            return Failed(Describe([MessageCatalog.Message(911, step.Database)]), 911, 16);
        if (database.State != DatabaseState.Online)
            return Failed(Describe([MessageCatalog.Message(4060, step.Database)]), 4060, 11);
        return RunBatches(instance, job, step, begun, stop);
    }

    private static StepOutcome RunBatches(
        DatabaseEngine instance,
        AgentJob job,
        AgentJobStep step,
        Action<SqlSession> begun,
        CancellationToken stop
    )
    {
        var application = $"SQLAgent - TSQL JobStep (Job 0x{Convert.ToHexString(job.Id.ToByteArray())} : Step {step.Id})";
        var sink = new ResultCollector();
        try
        {
            using var session = instance.OpenInternalSession(application, step.Database, InitialLogins.OnNetwork(instance));
            begun(session);
            foreach (var batch in SqlScript.Split(step.Command))
            {
                session.ExecuteBatch(batch, sink, stop);
                if (sink.Errors.Any())
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            return new StepOutcome(
                RunStatus.Canceled,
                $"{Describe(sink.Messages)}  The step was cancelled (stopped) as the result of a stop job request."
            );
        }
        catch (SqlServerException severe)
        {
            return Failed(Describe([.. sink.Messages, severe.Error]), severe.Error.Number, severe.Error.Severity);
        }
        if (stop.IsCancellationRequested)
            return new StepOutcome(
                RunStatus.Canceled,
                $"{Describe(sink.Messages)}  The step was cancelled (stopped) as the result of a stop job request."
            );
        return sink.Errors.LastOrDefault() is { } error
            ? Failed(Describe(sink.Messages), error.Number, error.Severity)
            : new StepOutcome(RunStatus.Succeeded, $"{Describe(sink.Messages)}  The step succeeded.");
    }

    private static StepOutcome? Struck(Fault fault, DatabaseEngine instance, CancellationToken stop)
    {
        try
        {
            FaultPlace.Carry(fault, instance, () => MessageCatalog.Error(596), null, stop);
            return null;
        }
        catch (OperationCanceledException)
        {
            return new StepOutcome(RunStatus.Canceled, "The step was cancelled (stopped) as the result of a stop job request.");
        }
        catch (SqlServerException severe)
        {
            return Failed(Describe([severe.Error]), severe.Error.Number, severe.Error.Severity);
        }
    }

    private static StepOutcome Failed(string text, int messageId, int severity) =>
        new(RunStatus.Failed, $"{text}  The step failed.", messageId, severity);

    private static string Describe(IReadOnlyList<SqlMessage> messages)
    {
        if (messages.Count == 0)
            return ExecutedAs.TrimEnd();
        var text = new StringBuilder(ExecutedAs);
        foreach (var message in messages)
        {
            var label = message.IsError ? "Error" : "Message";
            text.Append(message.Text)
                .Append(" [SQLSTATE ")
                .Append(message.IsError ? "42000" : "01000")
                .Append("] (")
                .Append(label)
                .Append(' ')
                .Append(message.Number)
                .Append(").  ");
        }
        var described = text.ToString().TrimEnd();
        return described.Length <= MessageLimit - 100 ? described : described[..(MessageLimit - 100)];
    }
}
