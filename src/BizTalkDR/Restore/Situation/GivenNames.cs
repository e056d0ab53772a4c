using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Situation;

/// <summary>Refuses names that an operator gave and that mean nothing: a misspelt one would silently leave a database or a file where it was.</summary>
internal static class GivenNames
{
    /// <exception cref="BizTalkDRException"><c>UnknownName</c>: an instance, a database or a file of that name is not to be restored.</exception>
    public static void Check(RestoreSituation situation, RestoreSituationOptions options)
    {
        var sources = situation.Targets.Select(target => target.Source).ToList();
        Check(options.InstanceMap.Keys, [.. sources.Select(source => source.Server)], "instance", "elsewhere", "no backups come from it");
        Check(
            options.DatabaseMap.Keys,
            [.. sources.Select(source => source.Name), .. sources.Select(source => source.ToString())],
            "database",
            "under another name",
            "it is not among those restored"
        );
        if (options.Relocation is not { } relocation)
            return;
        Check(
            relocation.ExactByDatabase.Keys,
            [.. situation.Targets.Select(target => target.Database)],
            "database",
            "with given files",
            "it is not among those restored"
        );
        CheckFiles(situation, relocation.Exact.Keys, situation.Targets);
        foreach (var database in relocation.ExactByDatabase)
            CheckFiles(situation, database.Value.Keys, situation.Targets.Where(target => target.Database.SameAs(database.Key)));
    }

    // Where no file list was read, nothing can be said.
    private static void CheckFiles(RestoreSituation situation, IEnumerable<string> given, IEnumerable<RestoreTarget> targets)
    {
        var wanted = given.ToList();
        if (wanted.Count == 0)
            return;
        var sources = new HashSet<DatabaseKey>(targets.Select(target => target.Source));
        var known = situation
            .History.Sets.SelectMany(set => set.Files)
            .Concat(situation.History.OtherBackups)
            .Where(file => sources.Contains(file.Database))
            .SelectMany(file => file.FileList)
            .Select(file => file.LogicalName)
            .ToList();
        if (known.Count > 0)
            Check(wanted, known, "file", "to a given path", "no full backup holds it");
    }

    private static void Check(IEnumerable<string> given, IReadOnlyList<string> known, string what, string where, string why)
    {
        foreach (var name in given.Where(name => !known.Any(each => each.SameAs(name))))
            throw new BizTalkDRException(
                "UnknownName",
                ErrorKind.Configuration,
                $"The {what} '{name}' was to be restored {where}, but {why}."
            )
            {
                Remedy =
                    "Use one of: "
                    + string.Join(
                        ", ",
                        known.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(each => each, StringComparer.OrdinalIgnoreCase)
                    )
                    + ".",
            };
    }
}
