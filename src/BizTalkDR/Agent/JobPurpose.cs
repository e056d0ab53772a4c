using System.Text.RegularExpressions;
using BizTalkDR.Agent.Calls;
using BizTalkDR.Text;

namespace BizTalkDR.Agent;

/// <summary>Tells what a job is by what its steps call; its title is for people, and sites change it.</summary>
internal static class JobPurpose
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled;
    private static readonly string[] BackupProcedures = ["sp_BackupAllFull_Schedule", "sp_BackupAllFull", "sp_MarkAll"];
    private static readonly string[] KnownProcedures = [.. BackupProcedures, "sp_DeleteBackupHistory", "sp_SetBackupCompression"];
    private static readonly Regex Restores = new(@"\bRESTORE\s+(DATABASE|LOG)\b", Options);
    private static readonly Regex AddsJobs = new(@"\bsp_add_job\b", Options);
    private static readonly Regex ReadsHistory = new(@"\b(adm_BackupHistory|sp_GetBackupHistory)\b", Options);

    /// <summary>Whether it takes full or log sets.</summary>
    public static bool IsBackup(ProcedureCall call) => Array.Exists(BackupProcedures, call.IsOf);

    /// <summary>Whether it is one of the product's own steps, which needs no looking into.</summary>
    public static bool IsKnown(ProcedureCall call) => Array.Exists(KnownProcedures, call.IsOf);

    /// <summary>
    /// The calls, each procedure of the site's own followed by what its text calls in turn: the product's own procedures are taken as they are.
    /// </summary>
    public static IReadOnlyList<StepCall> Unfolded(IEnumerable<StepCall> calls, Func<StepCall, ModuleTexts> modulesOf)
    {
        var unfolded = new List<StepCall>();
        foreach (var call in calls)
            Unfold(call, modulesOf(call), [], unfolded);
        return unfolded;
    }

    /// <summary>What log shipping's procedures are for that these calls lead to; Other when they are for none of it.</summary>
    public static JobKind LogShippingKind(IEnumerable<StepCall> calls, ModuleTexts modules)
    {
        var called = calls
            .Where(call => call.Call.Server is null && call.Database.SameAs("master") && modules.Has(call.Call.Procedure))
            .Select(call => call.Call.Procedure)
            .ToList();
        if (called.Exists(name => Says(name, "ToMark")))
            return JobKind.RestoreToMark;
        var reach = string.Join("\n", called.Select(modules.ReachOf));
        if (Restores.IsMatch(reach))
            // Restore To Mark ends with the source's jobs, which it makes anew.
            return AddsJobs.IsMatch(reach) ? JobKind.RestoreToMark : JobKind.RestoreDatabases;
        if (ReadsHistory.IsMatch(reach) && !AddsJobs.IsMatch(reach))
            return JobKind.GetBackupHistory;
        // Texts that the server keeps to itself leave the names.
        var closed = called.Where(name => modules.Text(name) is null).ToList();
        return closed.Exists(name => Says(name, "Restore")) ? JobKind.RestoreDatabases
            : closed.Exists(name => Says(name, "History")) ? JobKind.GetBackupHistory
            : JobKind.Other;
    }

    private static void Unfold(StepCall call, ModuleTexts modules, List<string> within, List<StepCall> unfolded)
    {
        unfolded.Add(call);
        var name = call.Call.Procedure;
        if (IsKnown(call.Call) || within.Contains(name, StringComparer.OrdinalIgnoreCase))
            return;
        within.Add(name);
        foreach (var nested in modules.CallsOf(name))
            Unfold(
                call with
                {
                    Call = nested with { Database = nested.Database ?? call.Call.Database, Server = nested.Server ?? call.Call.Server },
                },
                nested.Database is null || nested.Database.SameAs(call.Database) ? modules : ModuleTexts.None,
                within,
                unfolded
            );
        within.RemoveAt(within.Count - 1);
    }

    private static bool Says(string name, string word) =>
        Regex.IsMatch(name, word, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
