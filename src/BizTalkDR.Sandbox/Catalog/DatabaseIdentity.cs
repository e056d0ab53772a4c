using System.Security.Cryptography;
using System.Text;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog;

/// <summary>Identifiers of a database that nothing in the sandbox but the catalog asks for.</summary>
internal static class DatabaseIdentity
{
    /// <summary>sys.databases.service_broker_guid: all zeros for master and model, as on a real server.</summary>
    internal static Guid BrokerGuid(Database database) => database.Id is 1 or 3 ? Guid.Empty : Stable(database, "broker");

    internal static Guid Stable(Database database, string purpose)
    {
        var text = $"{database.Instance.Name}|{database.Name}|{database.CreateDate:O}|{purpose}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
