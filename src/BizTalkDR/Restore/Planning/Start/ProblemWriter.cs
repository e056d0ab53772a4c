using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Chain;

namespace BizTalkDR.Restore.Planning.Start;

/// <summary>Words for what keeps one database from a mark, each with what would repair it.</summary>
internal sealed class ProblemWriter(HistoryIndex index, RestoreTarget target)
{
    private string Name => $"{target.Instance}/{target.Database}";

    public PlanProblem PartialSet(BackupSet set) => PartialSetOf(set);

    /// <summary>A partial set is no database's own problem.</summary>
    public static PlanProblem PartialSetOf(BackupSet set) =>
        new()
        {
            Kind = PlanProblemKind.PartialSet,
            Message = set.IsBeingWritten
                ? $"Set {set.SetId} ({set.MarkName}) is being written: the backup job has not backed up every database yet."
                : $"Set {set.SetId} ({set.MarkName}) is a partial set: not every database was backed up in it.",
            Remedy = set.IsBeingWritten
                ? "Wait for the backup job to end, or choose a mark of a complete set."
                : "Choose a mark of a complete set.",
            DocumentationUri = Documentation.BackupSets,
        };

    public PlanProblem Ambiguous() =>
        Problem(
            PlanProblemKind.AmbiguousName,
            $"The history holds backups of two databases of {target.Source.Server} whose names differ from {target.Source.Name} in case only, or not at all.",
            "Restore it by hand, or leave this database out: which backups belong to which can't be told.",
            Documentation.BackupSets
        );

    public PlanProblem NotInSet(int set, DatabaseChain chain)
    {
        if (chain.IsEmpty)
            return Problem(
                PlanProblemKind.NoBackups,
                $"The history knows no backup of {target.Source}.",
                CheckHistory,
                Documentation.BackupSets
            );
        if (chain.IsSimpleBefore(set))
            return SimpleRecovery();
        var what = $"Set {index.Sets[set].SetId} ({index.Sets[set].MarkName}) holds no log backup of {target.Source}";
        var logs = chain.Graph.JobLogs;
        if (logs == 0)
            return Problem(
                PlanProblemKind.MarkNotInDatabase,
                what + "; no log of it was ever backed up by the job.",
                TakeFullSet,
                Documentation.BackupSets
            );
        var first = index.Sets[chain.Graph[0].Entry.Set];
        if (chain.Graph[0].Entry.Set > set)
            return Problem(
                PlanProblemKind.MarkNotInDatabase,
                $"{what}: it was added later; its first log is in set {first.SetId}.",
                $"Choose {first.MarkName} or a later mark, or leave this database out.",
                Documentation.BackupSets
            );
        var last = index.Sets[chain.Graph[logs - 1].Entry.Set];
        return chain.Graph[logs - 1].Entry.Set < set
            ? Problem(
                PlanProblemKind.MarkNotInDatabase,
                $"{what}: its last log is in set {last.SetId}, so it was removed from the backup job, or renamed.",
                $"Choose {last.MarkName} or an earlier mark, or leave this database out.",
                Documentation.BackupSets
            )
            : Problem(
                PlanProblemKind.MarkNotInDatabase,
                what + ".",
                "Choose a mark whose set holds every database, or leave this database out.",
                Documentation.BackupSets
            );
    }

    public PlanProblem Broken(ChainBreak broken) =>
        broken.Kind switch
        {
            PlanProblemKind.AfterPartialSet => Problem(
                PlanProblemKind.AfterPartialSet,
                $"Partial set {SetId(broken)} lies between the last usable backup of {target.Source} and {broken.After?.FileName ?? "the mark"}: "
                    + "neither it nor the log sets after it can be used until the next full set.",
                "Choose a mark before the partial set, or one after the next full set; sp_ForceFullBackup on the source makes the next run take one.",
                Documentation.BackupSets
            ),
            PlanProblemKind.BackupDefect => Problem(
                PlanProblemKind.BackupDefect,
                $"{broken.After!.Path}, a backup of {target.Source}, can't be used: {broken.After.Unusable}",
                "Bring the file back or choose a mark that does not need it.",
                Documentation.LogChain
            ),
            PlanProblemKind.OtherFork => Problem(
                PlanProblemKind.OtherFork,
                $"{broken.After?.FileName} lies on another recovery fork than {broken.Before?.FileName}: {target.Source} was recovered to an earlier point between them (message 4330).",
                "Choose a mark before that recovery, or one after the next full set that followed it.",
                Documentation.RecoveryForks
            ),
            _ => Gap(broken),
        };

    public PlanProblem NoFull(string mark) =>
        Problem(
            PlanProblemKind.NoFullBackup,
            $"The history knows no usable full backup of {target.Source} before {mark}.",
            TakeFullSet,
            Documentation.BackupSets
        );

    public PlanProblem NotRestoring(DatabasePosition position) =>
        Problem(
            PlanProblemKind.WrongState,
            $"{Name} is {position.State.InWords()}, not RESTORING, so it can't be continued.",
            "Let the restore start over from a full backup.",
            Documentation.RestoreArguments
        );

    public PlanProblem Neither(PlanProblem continued, PlanProblem fromFull) =>
        fromFull with
        {
            Message = $"{continued.Message} Starting over is impossible too: {fromFull.Message}",
            Remedy = continued.Remedy == fromFull.Remedy ? fromFull.Remedy : continued.Remedy + " Or: " + fromFull.Remedy,
        };

    public PlanProblem WrongState(DatabasePosition position) =>
        Problem(
            PlanProblemKind.WrongState,
            $"{Name} is {position.State.InWords()}.",
            position.State == DatabaseState.Recovering ? "Wait until its recovery has ended." : "Make the instance reachable.",
            Documentation.RestoreArguments
        );

    public PlanProblem Exists(DatabasePosition position) =>
        Problem(
            PlanProblemKind.DatabaseExists,
            $"{Name} exists and is {position.State.InWords()}; a restore would overwrite it.",
            "Drop it first, or allow it to be replaced.",
            Documentation.RestoreArguments
        );

    public PlanProblem NewerVersion(BackupFile file, int backup, Version server) =>
        Problem(
            PlanProblemKind.NewerVersion,
            $"{file.FileName} was written by SQL Server version {backup}, newer than {target.Instance} with version {server} (message 3169).",
            $"Restore on an instance of version {backup} or newer.",
            Documentation.RestoreVersions
        );

    public PlanProblem BulkLogged(BackupFile file, string mark) =>
        Problem(
            PlanProblemKind.BulkLogged,
            $"{file.FileName}, which holds {mark} for {target.Source}, has bulk-logged operations: no point inside it can be restored to (message 4341).",
            "Choose another mark, and keep the database in the FULL recovery model.",
            Documentation.Messages4000
        );

    public PlanProblem AddsNothing(BackupFile file, string mark) =>
        Problem(
            PlanProblemKind.MarkNotInDatabase,
            $"{file.FileName} ends before the backups it follows, so {mark} can't lie in it for {target.Source}.",
            "Choose another mark.",
            Documentation.LogChain
        );

    public PlanProblem NotInLogs(BackupFile file, string mark, decimal lsn) =>
        Problem(
            PlanProblemKind.LogGap,
            FormattableString.Invariant(
                $"{mark} lies at LSN {lsn} in the log of {target.Source}, and no log backup that is known holds that: {file.FileName}, the job's own, goes from {file.Header?.FirstLSN} to {file.Header?.LastLSN}. Another tool has taken the log in between."
            ),
            "Bring the other tool's log backup (msdb.dbo.backupset on the source names it) to where it can be read, or choose another mark.",
            Documentation.LogChain
        );

    public PlanProblem Passed(DatabasePosition position, string mark) =>
        Problem(
            PlanProblemKind.MarkPassed,
            $"{Name} was rolled forward past {mark}{LastFile(position)}.",
            "Choose a later mark, or let it start over from a full backup.",
            Documentation.LogShipping
        );

    public PlanProblem StoppedElsewhere(DatabasePosition position, string mark) =>
        Problem(
            PlanProblemKind.MarkPassed,
            $"{Name} stands inside the log that holds {mark}, but was not stopped at that mark{LastFile(position)}.",
            "Let it start over from a full backup.",
            Documentation.RelatedDatabases
        );

    public PlanProblem OtherDatabase(DatabasePosition position) =>
        Problem(
            PlanProblemKind.PositionUnknown,
            $"{Name} was restored from backups of {position.SourceDatabase}, not of {target.Source}.",
            "Check which database belongs to which, or let it start over from a full backup.",
            Documentation.RestoreArguments
        );

    public PlanProblem GapAfterRedoPoint(DatabasePosition position, BackupFile next) =>
        Problem(
            PlanProblemKind.LogGap,
            $"A log is missing: {Name} waits for LSN {position.RedoStartLsn}, and the next log known, {next.FileName}, begins at {next.Header?.FirstLSN} (message 4305).",
            "Bring the missing log back, or let it start over from a full backup.",
            Documentation.LogChain
        );

    public PlanProblem ForkOfPosition(DatabasePosition position) =>
        Problem(
            PlanProblemKind.OtherFork,
            $"{Name} stands on recovery fork {position.RedoStartFork} at LSN {position.RedoStartLsn}; the logs that lead to the mark lie on another (message 4330).",
            "Let it start over from a full backup.",
            Documentation.RecoveryForks
        );

    public PlanProblem PositionUnknown(DatabasePosition position) =>
        Problem(
            PlanProblemKind.PositionUnknown,
            $"It is not known which backup was restored last into {Name}: {(position.LastRestore?.FileName is { } file ? $"the history does not know {file}" : "msdb has no record of it")}, and the headers of the logs were not read.",
            "Read the headers of the backups, or let it start over from a full backup.",
            Documentation.LogChain
        );

    public PlanProblem FileLayout(string message, string remedy) =>
        Problem(PlanProblemKind.FileLayout, message, remedy, Documentation.RestoreArguments);

    private const string TakeFullSet = "Take a full backup set on the source (sp_ForceFullBackup) and use a mark after it.";
    private const string CheckHistory = "Check that the backup job covers it (admv_BackupDatabases) and that the whole history was read.";

    public PlanProblem SimpleRecovery() =>
        Problem(
            PlanProblemKind.SimpleRecovery,
            $"{target.Source} uses the simple recovery model, so it has no log backups and no mark can be restored to.",
            "Set it to the FULL recovery model on the source and take a full backup set.",
            Documentation.LogShipping
        );

    private PlanProblem Gap(ChainBreak broken)
    {
        var known = broken.Before?.Header?.LastLSN is not null && broken.After?.Header?.FirstLSN is not null;
        var message = known
            ? $"A log of {target.Source} is missing: {broken.Before!.FileName} ends at LSN {broken.Before.Header!.LastLSN}, {broken.After!.FileName} begins at {broken.After.Header!.FirstLSN} (message 4305)."
            : $"A log of {target.Source} is missing: set {SetId(broken)} between {broken.Before?.FileName} and {broken.After?.FileName} holds none.";
        return Problem(
            PlanProblemKind.LogGap,
            message,
            "Bring the missing log back, or choose a mark before the gap or after the next full set.",
            Documentation.LogChain
        );
    }

    private long SetId(ChainBreak broken) => broken.Set >= 0 ? index.Sets[broken.Set].SetId : 0;

    private static string LastFile(DatabasePosition position) =>
        position.LastRestore?.FileName is { } file ? $" (last restored: {file})" : "";

    private PlanProblem Problem(PlanProblemKind kind, string message, string remedy, Uri documentation) =>
        new()
        {
            Kind = kind,
            Server = target.Instance,
            Database = target.Database,
            Message = message,
            Remedy = remedy,
            DocumentationUri = documentation,
        };
}
