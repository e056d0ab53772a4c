using System.Security;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Drill.Serving;

/// <summary>A sandbox as the engine is told of it: a topology without secrets, and the credentials apart.</summary>
internal static class SandboxTopology
{
    /// <summary>The login that everything in a sandbox is done with.</summary>
    public const string User = "sa";

    public static Topology Of(BizTalkSandbox sandbox, Func<SqlInstance, string> credentialOf) =>
        new()
        {
            Name = "Sandbox",
            Source = [.. sandbox.Sources.Select(instance => Reference(instance, credentialOf(instance)))],
            Destination = [.. sandbox.Destinations.Select(instance => Reference(instance, credentialOf(instance)))],
            ManagementDatabase = new ManagementDatabaseReference
            {
                Instance = sandbox.Group.Management.Instance.Name,
                Database = sandbox.Group.Management.Name,
            },
            Computers = [.. sandbox.Computers.Select(computer => new BizTalkDR.Topologies.BizTalkComputer { Name = computer.Name })],
            MasterSecretServer = sandbox.Computers.First(computer => computer.IsMasterSecretServer).Name,
            BackupLocations = new BackupLocations
            {
                Full = sandbox.BackupPath,
                Log = sandbox.BackupPath,
                Failback = sandbox.BackupPath,
            },
        };

    public static string AddressOf(SqlInstance instance) => $"{instance.EndPoint.Address},{instance.EndPoint.Port}";

    public static InstanceCredential CredentialOf(SqlInstance instance)
    {
        using var password = new SecureString();
        foreach (var character in instance.SaPassword)
            password.AppendChar(character);
        return new InstanceCredential(User, password);
    }

    private static InstanceReference Reference(SqlInstance instance, string credential) =>
        new()
        {
            Name = instance.Name,
            Address = AddressOf(instance),
            CredentialReference = credential,
            // The sandbox's certificate is made at its start and signed by nobody.
            TrustServerCertificate = true,
            Encrypt = instance.OffersEncryption ? ConnectionEncryption.Mandatory : ConnectionEncryption.Optional,
        };
}
