using BizTalkDR.Instances;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Text;

namespace BizTalkDR.Readiness.Checks.Instances;

/// <summary>A backup restores on the same or a newer version, never on an older one (message 3169); the failback goes the other way.</summary>
internal static class VersionCheck
{
    private static readonly ReadinessCheck Version = ReadinessCheckTable.Version;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        observed.HasDestination
            ? observed.Destination.Select(destination => Judge(destination.Identity, Sources(observed, destination.Name)))
            : [Version.Skipped(null, null, "The topology names no destination.")];

    // The sources whose databases go there, as far as that is known; else all.
    private static IReadOnlyList<InstanceIdentity> Sources(ReadinessObservations observed, string destination)
    {
        var all = observed.Source.Select(instance => instance.Identity).ToList();
        if (!observed.Situation.TryGet(out var situation))
            return all;
        var used = new HashSet<string>(
            situation.Targets.Where(target => target.Instance.SameAs(destination)).Select(target => target.Source.Server),
            StringComparer.OrdinalIgnoreCase
        );
        return used.Count == 0 ? all : [.. all.Where(identity => used.Contains(identity.Instance.Name))];
    }

    private static ReadinessResult Judge(InstanceIdentity destination, IReadOnlyList<InstanceIdentity> sources)
    {
        var name = destination.Instance.Name;
        if (destination.ProductVersion is not { } version)
            return Version.Unknown(
                name,
                null,
                destination.Failure is { } failure ? $"{Silence.Of(name, failure)}." : $"{name} did not tell its version."
            );
        var silent = sources.Where(source => source.ProductVersion is null).ToList();
        var newer = sources.FirstOrDefault(source => source.ProductVersion?.Major > version.Major);
        if (newer is not null)
        {
            return Version.Failed(
                name,
                null,
                $"{name} is version {version}, older than {newer.Instance} ({newer.ProductVersion}): its backups can't be restored here (message 3169).",
                $"Upgrade {name} to the major version of {newer.Instance} or a newer one."
            );
        }
        if (silent.Count > 0)
            return Version.Unknown(
                name,
                null,
                $"{name} is version {version}; {string.Join(", ", silent.Select(source => source.Instance))} did not tell."
            );
        var older = sources.FirstOrDefault(source => source.ProductVersion!.Major < version.Major);
        return older is null
            ? Version.Passed(name, null, $"Version {version}, as the source's major version.")
            : Version.Warning(
                name,
                null,
                $"{name} is version {version}, newer than {older.Instance} ({older.ProductVersion}): databases recovered here can't go back there (message 3169).",
                "Use the same version of SQL Server on both sides, or plan to stay on the destination after a disaster."
            );
    }
}
