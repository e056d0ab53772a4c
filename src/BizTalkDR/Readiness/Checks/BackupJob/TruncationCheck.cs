using BizTalkDR.Agent;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Text;

namespace BizTalkDR.Readiness.Checks.BackupJob;

/// <summary>
/// What the backup job's procedures would cut without a word: a folder longer than @BackupPath, a name longer than @MarkName, and a server's name
/// longer than the thirty characters that the names of files have for it.
/// </summary>
internal static class TruncationCheck
{
    // cast(serverproperty('servername') as nvarchar) without a length is thirty characters.
    private const int LongestServer = 30;
    private static readonly ReadinessCheck Lengths = ReadinessCheckTable.Lengths;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (observed.BackupJobText is not { } text)
            return [];
        var server = observed.BackupJobs[0].Job.Instance;
        var found = new List<ReadinessResult>();
        foreach (var (call, position) in new[] { (text.Full, 2), (text.Log, 1) })
        {
            if (call is null)
                continue;
            found.AddRange(Argument(observed, server, call, "@BackupPath", position));
            found.AddRange(Argument(observed, server, call, "@MarkName", position - 1));
        }
        found.AddRange(Servers(observed));
        return found.Count > 0 ? found : [Lengths.Passed(server, null, "Nothing that the steps say is longer than the procedures take.")];
    }

    private static IEnumerable<ReadinessResult> Argument(
        ReadinessObservations observed,
        string server,
        StepCall call,
        string parameter,
        int position
    )
    {
        if (call.Argument(parameter, position)?.Value is not { } value)
            yield break;
        var procedure = call.Call.Procedure;
        var isPath = parameter == "@BackupPath";
        if (!observed.Procedures.TryGet(out var procedures))
        {
            // The lengths that every published version has.
            if (value.Length > (isPath ? 128 : 8))
                yield return Lengths.Unknown(
                    server,
                    null,
                    $"{procedure} is given {value.Length} characters for {parameter}; how many it takes is not known: {observed.Procedures.Failure}"
                );
            yield break;
        }
        if (procedures.LengthOf(procedure, parameter) is not { } longest || value.Length <= longest)
            yield break;
        var text =
            $"{procedure} takes {longest} characters for {parameter}, and is given {value.Length}: it works with '{value.Substring(0, longest)}'";
        yield return isPath
            ? Lengths.Failed(
                server,
                null,
                text + ", so the backups go to another folder, or nowhere (message 3201).",
                $"Give a folder of no more than {longest} characters, for example a share nearer to it."
            )
            : Lengths.Warning(
                server,
                null,
                text + ": marks and files carry the shortened name.",
                $"Give a name of no more than {longest} characters, so that marks are called as the step says."
            );
    }

    private static IEnumerable<ReadinessResult> Servers(ReadinessObservations observed)
    {
        var names = observed
            .Source.Where(instance => instance.Identity.ServerName is { Length: > LongestServer })
            .Select(instance => (instance.Name, Server: instance.Identity.ServerName!))
            .ToList();
        foreach (var (name, serverName) in names)
        {
            var prefix = serverName.Substring(0, LongestServer);
            var twin = names.FirstOrDefault(other => !other.Name.SameAs(name) && other.Server.Substring(0, LongestServer).SameAs(prefix));
            var shared = twin.Name is null ? null : Databases(observed, name).Intersect(Databases(observed, twin.Name)).FirstOrDefault();
            var text =
                $"Names of backup files have {LongestServer} characters for the server: {serverName} becomes '{prefix.Replace('\\', '_')}'";
            yield return shared is null
                ? Lengths.Warning(
                    name,
                    null,
                    text + ".",
                    "Take the names of files from the backup history; they can't be built from the server's name."
                )
                : Lengths.Failed(
                    name,
                    shared,
                    $"{text}, and so does {twin.Server}: both write {shared} into one file.",
                    $"Give the database another name on one of them; the header of the file tells whose each set in it is."
                );
        }
    }

    private static IEnumerable<string> Databases(ReadinessObservations observed, string instance) =>
        observed.Databases.Where(database => database.Instance.SameAs(instance)).Select(database => database.Name.ToUpperInvariant());
}
