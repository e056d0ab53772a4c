using System.Diagnostics;
using System.Text.Json;
using BizTalkDR.Errors;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook;

/// <summary>
/// Runs the steps of a runbook in the order given: check, ask, do, prove. It stops at the first step that fails or is declined, and
/// every step leaves its record in the journal.
/// </summary>
/// <typeparam name="TContext">What the steps share.</typeparam>
/// <param name="journal">Takes the record.</param>
/// <param name="watcher">Follows the run.</param>
/// <param name="confirm">Asked before a step changes anything; false ends the run.</param>
public sealed class RunbookRunner<TContext>(
    IJournal journal,
    IRunbookWatcher watcher,
    Func<RunbookStep, IReadOnlyList<StepAction>, bool> confirm
)
{
    /// <summary>Runs the steps; results come one by one, as each step ends.</summary>
    public IEnumerable<StepResult> Run(
        RunbookDefinition<TContext> runbook,
        TContext context,
        RunbookOptions options,
        CancellationToken cancellation
    )
    {
        if (runbook is null)
            throw new ArgumentNullException(nameof(runbook));
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        Write(
            JournalEntryKind.RunStarted,
            null,
            $"Steps {string.Join(", ", runbook.Steps.Select(step => step.Number))}{(options.WhatIf ? ", shown only" : "")}",
            RunStarter.Now(runbook.Steps.Select(step => step.Number)).ToData()
        );
        StepResult? last = null;
        // Shown only: whether a step ahead would have changed what the next ones find.
        var isChanged = false;
        foreach (var step in runbook.Steps)
        {
            watcher.OnStepStarted(step.Number, step.Title);
            Write(JournalEntryKind.StepStarted, step.Number, step.Title);
            last = options.Includes(step.Number)
                ? options.WhatIf
                    ? ShowOne(runbook, step, context, isChanged, cancellation)
                    : RunOne(runbook, step, context, options, cancellation)
                : Result(step, StepStatus.Skipped, DateTime.UtcNow);
            WriteEnd(last);
            watcher.OnStepEnded(last);
            isChanged |= last is { Status: StepStatus.WhatIf, Actions.Count: > 0 };
            yield return last;
            if (!last.IsGood)
                break;
        }
        Write(JournalEntryKind.RunEnded, null, last is { IsGood: false } ? $"Ended at step {last.Number}: {last.Status}" : "Ended");
    }

    private StepResult RunOne(
        RunbookDefinition<TContext> runbook,
        RunbookStep<TContext> step,
        TContext context,
        RunbookOptions options,
        CancellationToken cancellation
    )
    {
        var started = DateTime.UtcNow;
        IReadOnlyList<StepAction> actions = [];
        StepScope? scope = null;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var check = step.Check(context);
            if (check.Readiness == StepReadiness.AlreadyDone)
            {
                check.Note?.Invoke();
                return Result(step, StepStatus.AlreadyDone, started, details: check.Reasons);
            }
            if (check.Readiness == StepReadiness.Blocked)
                throw new StepBlockedException(step.Number, step.Title, check.Reasons);

            actions = step.Plan(context);
            Require(runbook, step, context, actions);
            var asked = Stopwatch.StartNew();
            var agreed = Ask(step, actions, cancellation);
            // The time somebody takes to answer is not the step's.
            started += asked.Elapsed;
            if (!agreed)
                return Result(step, StepStatus.Declined, started, actions);
            if (asked.Elapsed > options.CheckAgainAfter && step.Check(context) is { Readiness: StepReadiness.Blocked } changed)
                throw new StepBlockedException(step.Number, step.Title, changed.Reasons);

            scope = new StepScope(step.Number, journal, watcher, cancellation)
            {
                Require = action => Require(runbook, step, context, [action]),
            };
            step.Run(context, scope);
            var proof = step.Prove(context);
            return proof.IsProven
                ? Result(step, StepStatus.Succeeded, started, actions, proof.Evidence) with
                {
                    Changed = scope.HasChanged,
                }
                : throw new StepNotProvenException(step.Number, step.Title, proof.Evidence);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return Failure(step, started, actions, StepErrors.Of(thrown, step.Number, step.Title, scope?.Failing)) with
            {
                Changed = scope?.HasChanged == true,
            };
        }
    }

    private static StepResult Failure(RunbookStep<TContext> step, DateTime started, IReadOnlyList<StepAction> actions, Exception error)
    {
        IReadOnlyList<string> details = error is StepException stepError ? stepError.Reasons : [error.Message];
        return Result(step, StepStatus.Failed, started, actions, details) with { Error = Secrets.Scrub(error) };
    }

    /// <summary>
    /// What a run would do that is not only shown. Until a step ahead has something to do, the servers are what that run would find: what is done is
    /// told so, and what it would refuse is refused.
    /// </summary>
    private StepResult ShowOne(
        RunbookDefinition<TContext> runbook,
        RunbookStep<TContext> step,
        TContext context,
        bool isChanged,
        CancellationToken cancellation
    )
    {
        var started = DateTime.UtcNow;
        IReadOnlyList<StepAction> actions = [];
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var check = isChanged ? StepCheck.Ready : step.Check(context);
            if (check.Readiness == StepReadiness.Blocked)
                throw new StepBlockedException(step.Number, step.Title, check.Reasons);
            if (check.Readiness == StepReadiness.AlreadyDone)
                return Result(step, StepStatus.WhatIf, started, details: [$"Nothing is left to do: {string.Join(" ", check.Reasons)}"]);
            actions = step.Plan(context);
            Require(runbook, step, context, actions);
            confirm(step, actions);
            return Result(step, StepStatus.WhatIf, started, actions);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return Failure(step, started, actions, StepErrors.Of(thrown, step.Number, step.Title, null));
        }
    }

    /// <summary>Nothing is done that the runbook forbids.</summary>
    private static void Require(
        RunbookDefinition<TContext> runbook,
        RunbookStep<TContext> step,
        TContext context,
        IReadOnlyList<StepAction> actions
    )
    {
        List<string> reasons = [.. actions.Select(action => runbook.Forbid(context, step.Number, action)).OfType<string>()];
        if (reasons.Count > 0)
            throw new StepNotPlannedException(step.Number, step.Title, reasons);
    }

    private bool Ask(RunbookStep<TContext> step, IReadOnlyList<StepAction> actions, CancellationToken cancellation)
    {
        try
        {
            return confirm(step, actions);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(
                "The run was stopped before the answer: nothing of this step was done.",
                error,
                cancellation
            );
        }
    }

    /// <summary>A journal that can't be written must not hide why the step failed.</summary>
    private void WriteEnd(StepResult result)
    {
        try
        {
            Write(JournalEntryKind.StepEnded, result.Number, Summary(result), Record(result));
        }
        catch (JournalException lost) when (result.Error is { } error and not JournalException)
        {
            throw new JournalException(
                lost.ErrorId,
                lost.Kind,
                $"{lost.Message} Step {result.Number} had failed before: {Secrets.Scrub(error.Message)}",
                error
            )
            {
                JournalPath = lost.JournalPath,
                Remedy = lost.Remedy,
            };
        }
    }

    private static JsonElement Record(StepResult result) =>
        JsonSerializer.SerializeToElement(new StepRecord(result.Status, result.Duration, result.Details));

    private void Write(JournalEntryKind kind, int? step, string text, JsonElement? data = null) =>
        journal.Write(
            new JournalEntry
            {
                TimeUtc = DateTime.UtcNow,
                Kind = kind,
                Step = step,
                Text = text,
                Data = data,
            }
        );

    private static string Summary(StepResult result) =>
        result.Details.Count == 0 ? result.Status.ToString() : $"{result.Status}: {string.Join(" ", result.Details)}";

    private static StepResult Result(
        RunbookStep<TContext> step,
        StepStatus status,
        DateTime started,
        IReadOnlyList<StepAction>? actions = null,
        IReadOnlyList<string>? details = null
    ) =>
        new()
        {
            Number = step.Number,
            Title = step.Title,
            Status = status,
            StartedAtUtc = started,
            Duration = DateTime.UtcNow - started,
            Actions = actions ?? [],
            Details = [.. (details ?? []).Select(Secrets.Scrub)],
        };
}
