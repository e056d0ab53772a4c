using BizTalkDR.Instances;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>
/// Whether each side can decrypt what it will restore: the destination the production's backups in step 4, production the copies' full backups in step
/// 8, which hold a database under transparent data encryption as it is. Found out in step 8, it would be after production was dropped.
/// </summary>
internal sealed class CertificateCheck(FailbackContext context)
{
    private readonly ServerKeysReader reader = new(context.Connector);
    private readonly Dictionary<string, IReadOnlyList<ServerKey>> keys = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, IReadOnlyList<EncryptedDatabase>> encrypted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a destination lacks for the backups that step 4 restores.</summary>
    public IEnumerable<string> OfBackups() =>
        (context.PlanDestination().Plan?.Databases ?? [])
            .SelectMany(database =>
                database
                    .Actions.Select(action => action.Backup?.Header?.EncryptorThumbprint)
                    .OfType<string>()
                    // The pages of an encrypted database are in its backups as they are, and no header tells: the database itself does, where it is open.
                    .Concat(database.Actions.Count > 0 ? OfSource(database.Target.Source) : [])
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Select(thumbprint => (database.Target.Instance, Thumbprint: thumbprint, database.Target.Database))
            )
            .Where(need => !Has(need.Instance, need.Thumbprint))
            .Select(need => Problem(need.Instance, need.Thumbprint, $"the backups of {need.Database}"))
            .Distinct();

    private IEnumerable<string> OfSource(DatabaseKey source) =>
        context.Topology.Source.Any(instance => instance.Name.SameAs(source.Server)) ? Encrypted(source.Server, source.Name) : [];

    /// <summary>What a source lacks for the databases that step 8 brings back.</summary>
    public IEnumerable<string> OfDatabases() =>
        context
            .Databases.SelectMany(database =>
                Encrypted(database.Destination, database.Name)
                    .Concat(Encrypted(database.Source, database.Name))
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Where(thumbprint => !Has(database.Source, thumbprint))
                    .Select(thumbprint => Problem(database.Source, thumbprint, $"{database.Name}, which is encrypted,"))
            )
            .Distinct();

    private IEnumerable<string> Encrypted(string instance, string database)
    {
        if (!encrypted.TryGetValue(instance, out var found))
            encrypted.Add(instance, found = reader.ReadEncrypted(context.Topology.Instance(instance), context.Cancellation));
        return found.Where(each => each.Database.SameAs(database)).Select(each => each.Thumbprint);
    }

    private bool Has(string instance, string thumbprint)
    {
        if (!keys.TryGetValue(instance, out var found))
            keys.Add(instance, found = reader.Read(context.Topology.Instance(instance), context.Cancellation));
        return found.Any(key => key.HasPrivateKey && key.Thumbprint.SameAs(thumbprint));
    }

    private static string Problem(string instance, string thumbprint, string what) =>
        $"{instance} lacks the certificate or key with thumbprint {thumbprint}, or its private key: {what} can't be restored there (message 33111). "
        + "Back the certificate up where it is (BACKUP CERTIFICATE ... WITH PRIVATE KEY), and create it from these files in master.";
}
