using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Group;

namespace BizTalkDR.Restore.Planning;

/// <summary>Words for what keeps one database from a mark, each with what would repair it.</summary>
internal sealed class ProblemWriter(HistoryIndex index, RestoreTarget target)
{
    private string Name => $"{target.Instance}/{target.Database}";

    public PlanProblem NotInSet(int set, DatabaseChain chain)
    {
        var first = chain.Logs.Count > 0 ? index.Sets[chain.Logs[0].Set] : null;
        var what = $"Set {index.Sets[set].SetId} ({index.Sets[set].MarkName}) holds no log backup of {target.Source}";
        if (chain.Logs.Count == 0 && chain.Bases.Count + chain.UnusableFulls.Count > 0)
        {
            var simple = chain.Bases.Any(each => IsSimple(each.Full.File));
            return simple
                ? SimpleRecovery()
                : Problem(
                    PlanProblemKind.MarkNotInDatabase,
                    what + "; no log of it was ever backed up.",
                    TakeFullSet,
                    Documentation.BackupSets
                );
        }
        if (chain.Logs.Count == 0)
            return Problem(
                PlanProblemKind.NoBackups,
                $"The history knows no backup of {target.Source}.",
                CheckHistory,
                Documentation.BackupSets
            );
        return first is not null && first.SetId > index.Sets[set].SetId
            ? Problem(
                PlanProblemKind.MarkNotInDatabase,
                $"{what}: it was added later; its first log is in set {first.SetId}.",
                $"Choose {first.MarkName} or a later mark, or leave this database out.",
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
                $"{broken.After!.Path}, a backup of {target.Source}, can't be used: {broken.After.Defect}",
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

    public PlanProblem NoFull(DatabaseChain chain, int log)
    {
        var mark = index.Sets[chain.Logs[log].Set].MarkName;
        if (chain.UnusableFulls.Count > 0)
            return Broken(chain.UnusableFulls[chain.UnusableFulls.Count - 1]);
        return Problem(
            PlanProblemKind.NoFullBackup,
            $"The history knows no usable full backup of {target.Source} before {mark}.",
            TakeFullSet,
            Documentation.BackupSets
        );
    }

    public PlanProblem NotRestoring(DatabasePosition position) =>
        Problem(
            PlanProblemKind.WrongState,
            $"{Name} is {Describe(position)}, not RESTORING, so it can't be continued.",
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
            $"{Name} is {Describe(position)}.",
            position.State == DatabaseState.Recovering ? "Wait until its recovery has ended." : "Make the instance reachable.",
            Documentation.RestoreArguments
        );

    public PlanProblem Exists(DatabasePosition position) =>
        Problem(
            PlanProblemKind.DatabaseExists,
            $"{Name} exists and is {Describe(position)}; a restore would overwrite it.",
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
            $"{Name} stands on recovery fork {position.RedoStartFork}, all logs known lie on others (message 4330).",
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

    public PlanProblem NoUsableFull(DatabaseChain chain) =>
        chain.UnusableFulls.Count > 0
            ? Broken(chain.UnusableFulls[chain.UnusableFulls.Count - 1])
            : Problem(
                PlanProblemKind.NoFullBackup,
                $"The history knows no full backup of {target.Source}.",
                TakeFullSet,
                Documentation.BackupSets
            );

    private const string TakeFullSet = "Take a full backup set on the source (sp_ForceFullBackup) and use a mark after it.";
    private const string CheckHistory = "Check that the backup job covers it (admv_BackupDatabases) and that the whole history was read.";

    private PlanProblem SimpleRecovery() =>
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

    private static bool IsSimple(BackupFile file) =>
        string.Equals(file.Header?.RecoveryModel, "SIMPLE", StringComparison.OrdinalIgnoreCase);

    private static string Describe(DatabasePosition position) =>
        position.State == DatabaseState.Missing ? "missing" : position.State.ToString().ToUpperInvariant();

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
