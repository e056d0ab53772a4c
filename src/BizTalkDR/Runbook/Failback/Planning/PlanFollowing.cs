using BizTalkDR.Errors;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Failback.Planning;

/// <summary>Which plan a run follows, and what that leaves to decide. Needs no server.</summary>
internal static class PlanFollowing
{
    /// <summary>The plan that was given, or the one that the run was begun with; null where the run follows none.</summary>
    /// <param name="plan">The plan given; null if none was.</param>
    /// <param name="journal">The run's journal.</param>
    /// <param name="whatIf">Whether nothing is to be done.</param>
    /// <exception cref="BizTalkDRException">
    /// <c>PlanNotSignedOff</c>, <c>PlanRanAlready</c>; <c>PlanOfAnotherRun</c>: the run that is gone on with follows another plan, or none;
    /// <c>PlanNeeded</c>: it has done nothing yet, and must be compared with its plan first.
    /// </exception>
    public static FollowedPlan? Of(FailbackPlan? plan, IJournal journal, bool whatIf)
    {
        var begun = new FailbackFacts(journal).Plan;
        var hasActed = journal.Entries.Any(entry => entry.Kind == JournalEntryKind.ActionStarted);
        if (plan is null)
            return begun is null || hasActed ? begun : throw Needed(begun);
        if (hasActed && begun?.Id != plan.Id)
            throw OfAnotherRun(plan, begun);
        if (hasActed)
            return begun;
        if (!whatIf && !plan.IsSignedOff)
            throw NotSignedOff(plan);
        RequireNotRun(plan, journal);
        return FollowedPlan.Of(plan);
    }

    /// <summary>The options of a run that follows a plan.</summary>
    /// <param name="given">The options given.</param>
    /// <param name="plan">The plan.</param>
    /// <exception cref="BizTalkDRException"><c>PlanDecides</c>: what is given is not what the plan has decided.</exception>
    public static FailbackOptions On(FailbackOptions given, FollowedPlan plan)
    {
        var choices = plan.Choices;
        Require(given.Mark is null || given.Mark == choices.Mark, plan, "-Mark", choices.Mark ?? "no mark");
        Require(
            given.MarkSetId is null || given.MarkSetId == choices.MarkSetId,
            plan,
            "-MarkSetId",
            choices.MarkSetId is { } set ? FormattableString.Invariant($"set {set}") : "no set"
        );
        Require(!given.DocumentedOrder || choices.DocumentedOrder, plan, "-DocumentedOrder", "the other order");
        Require(!given.EndSessions || choices.KillSession, plan, "-KillSession", "that no session is ended");
        Require(
            given.BackupLocation is null || given.BackupLocation.SameAs(choices.BackupPath),
            plan,
            "-BackupPath",
            choices.BackupPath ?? "no folder"
        );
        return given with
        {
            Mark = choices.Mark,
            MarkSetId = choices.MarkSetId,
            DocumentedOrder = choices.DocumentedOrder,
            EndSessions = choices.KillSession,
            BackupLocation = choices.BackupPath,
        };
    }

    /// <summary>The steps of a run that follows a plan: those of the plan; of a run that is gone on with, fewer may be asked for.</summary>
    /// <param name="given">What is asked for.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="goesOn">Whether the run has begun before.</param>
    /// <exception cref="BizTalkDRException"><c>PlanDecides</c>: what is asked for is not what the plan has decided.</exception>
    public static RunbookOptions On(RunbookOptions given, FollowedPlan plan, bool goesOn)
    {
        var steps = plan.Choices.Steps;
        var names = $"the steps {string.Join(", ", steps)}";
        Require(given.Only.All(steps.Contains), plan, "-Step", names);
        Require(goesOn || given.Only.Count == 0 || steps.All(given.Only.Contains), plan, "-Step", names);
        Require(goesOn || !given.Skip.Any(steps.Contains), plan, "-SkipStep", names);
        return given with { Only = given.Only.Count == 0 ? steps : given.Only };
    }

    private static void Require(bool holds, FollowedPlan plan, string parameter, string decided)
    {
        if (!holds)
            throw new BizTalkDRException(
                "PlanDecides",
                ErrorKind.Configuration,
                $"{parameter} is not what the plan has decided: plan {plan.Id} says {decided}. Nothing was changed."
            )
            {
                Remedy = $"Leave {parameter} out, or make another plan (New-BtsFailbackPlan) and have it signed off.",
            };
    }

    private static void RequireNotRun(FailbackPlan plan, IJournal journal)
    {
        if (journal is not FileJournal file || Path.GetDirectoryName(Path.GetFullPath(file.Path)) is not { } folder)
            return;
        var run = RunFinder
            .Find(folder, recurse: false, _ => { })
            .FirstOrDefault(each => each.Plan == plan.Id && each.HasActed && !each.JournalPath.SameAs(Path.GetFullPath(file.Path)));
        if (run is not null)
            throw new BizTalkDRException(
                "PlanRanAlready",
                ErrorKind.State,
                $"Plan {plan.Id} was run already: by {run.User} on {run.Computer}, begun {run.StartedAtUtc:u}, {Became(run.State)}. Its journal is "
                    + $"'{run.JournalPath}'. A plan is run once. Nothing was changed."
            )
            {
                Remedy = run.CanResume
                    ? $"Go on with that run: -Resume -JournalPath '{run.JournalPath}'; or make a new plan (New-BtsFailbackPlan)."
                    : "Make a new plan (New-BtsFailbackPlan), and have it signed off.",
            };
    }

    private static string Became(RunState state) =>
        state switch
        {
            RunState.Running => "still running",
            RunState.Ended => "ended",
            RunState.Undone => "undone",
            RunState.Stopped => "stopped",
            RunState.CutOff => "cut off",
            _ => $"its journal is {state}",
        };

    private static BizTalkDRException NotSignedOff(FailbackPlan plan) =>
        new("PlanNotSignedOff", ErrorKind.State, $"Nobody has signed plan {plan.Id} off. Nothing was changed.")
        {
            Remedy =
                "Have it read, then write down who answers for it: Export-BtsFailbackPlan -SignedOffBy 'name'. -WhatIf shows a plan without that; without "
                + "-Plan a failback needs none.",
        };

    private static BizTalkDRException OfAnotherRun(FailbackPlan plan, FollowedPlan? begun) =>
        new(
            "PlanOfAnotherRun",
            ErrorKind.Conflict,
            $"The run that is gone on with follows {(begun is null ? "no plan" : $"plan {begun.Id}")}, not plan {plan.Id}. Nothing was changed."
        )
        {
            Remedy = "Leave -Plan out: a run is held to the plan that it began with.",
        };

    private static BizTalkDRException Needed(FollowedPlan begun) =>
        new(
            "PlanNeeded",
            ErrorKind.State,
            $"The run follows plan {begun.Id} and has done nothing yet: the servers are compared with the plan before it does. Nothing was changed."
        )
        {
            Remedy = "Give the plan again: -Plan.",
        };
}
