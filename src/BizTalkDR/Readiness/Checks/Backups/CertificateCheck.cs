using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>
/// The certificates and keys that the source's backups, or its databases, are encrypted with are on the destination, with their private keys: without
/// one of them no such backup restores (message 33111).
/// </summary>
internal static class CertificateCheck
{
    private static readonly ReadinessCheck Certificate = ReadinessCheckTable.Certificate;

    private sealed record Need(string Thumbprint, DatabaseKey Database, string What);

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.HasDestination)
            return [Certificate.Skipped(null, null, "The topology names no destination.")];
        if (!observed.Situation.TryGet(out var situation))
            return [Certificate.Unknown(null, null, observed.Situation.Failure!)];
        var needs = Needs(observed).ToList();
        var unread = observed
            .Source.Where(instance => instance.Encrypted.Failure is not null)
            .Select(instance => Certificate.Unknown(instance.Name, null, instance.Encrypted.Failure!));
        return
        [
            .. unread,
            .. observed.Destination.SelectMany(instance =>
            {
                var taken = situation
                    .Targets.Where(target => target.Instance.SameAs(instance.Name))
                    .Select(target => target.Source)
                    .ToList();
                return Judge(instance, [.. needs.Where(need => taken.Contains(need.Database))]);
            }),
        ];
    }

    private static IEnumerable<ReadinessResult> Judge(InstanceObservations destination, IReadOnlyList<Need> needs)
    {
        if (needs.Count == 0)
            return
            [
                Certificate.Passed(destination.Name, null, "Nothing that it would restore is encrypted, as far as headers and msdb tell."),
            ];
        if (!destination.Keys.TryGet(out var keys))
            return [Certificate.Unknown(destination.Name, null, destination.Keys.Failure!)];
        var faults = needs
            .GroupBy(need => need.Thumbprint, StringComparer.OrdinalIgnoreCase)
            .Where(need => !keys.Any(key => key.Thumbprint.SameAs(need.Key) && key.HasPrivateKey))
            .Select(need =>
                Certificate.Failed(
                    destination.Name,
                    null,
                    $"The certificate or key with thumbprint {need.Key} is not there"
                        + (keys.Any(key => key.Thumbprint.SameAs(need.Key)) ? " with its private key" : "")
                        + $"; {string.Join(", ", need.Select(each => $"{each.What} of {each.Database.Name}").Distinct())} can't be restored without it (message 33111).",
                    "Back the certificate up on the source (BACKUP CERTIFICATE ... WITH PRIVATE KEY), and create it from these files in master of this instance."
                )
            )
            .ToList();
        return faults.Count > 0
            ? faults
            :
            [
                Certificate.Passed(
                    destination.Name,
                    null,
                    $"All certificates that its backups need are there: {string.Join(", ", needs.Select(need => need.Thumbprint).Distinct(StringComparer.OrdinalIgnoreCase))}."
                ),
            ];
    }

    // The newest complete sets tell what a restore would read; an older one may need a certificate that was renewed since.
    private static IEnumerable<Need> Needs(ReadinessObservations observed)
    {
        var history = observed.History.TryGet(out var read) ? read : null;
        var backups = (history?.Sets ?? [])
            .SelectMany(set => set.Files)
            .Concat(history?.OtherBackups ?? [])
            .Where(file => file.Header?.EncryptorThumbprint is not null)
            .Select(file => new Need(file.Header!.EncryptorThumbprint!, file.Database, "backups"));
        var databases = observed.Source.SelectMany(instance =>
            instance
                .Encrypted.Or([])
                .Select(encrypted => new Need(
                    encrypted.Thumbprint,
                    new DatabaseKey(instance.Name, encrypted.Database),
                    "the encrypted database"
                ))
        );
        return backups.Concat(databases);
    }
}
