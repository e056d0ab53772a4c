using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BizTalkDR.Topologies;

/// <summary>Writes a topology as JSON, leaving out what has its default.</summary>
internal static class TopologyWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Topology topology)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            Text(writer, "name", topology.Name);
            List(writer, "source", topology.Source, WriteInstance);
            List(writer, "destination", topology.Destination, WriteInstance);
            writer.WriteStartObject("managementDatabase");
            Text(writer, "instance", topology.ManagementDatabase.Instance);
            Text(writer, "database", topology.ManagementDatabase.Database);
            writer.WriteEndObject();
            List(writer, "computers", topology.Computers, WriteComputer);
            Text(writer, "masterSecretServer", topology.MasterSecretServer);
            writer.WriteStartObject("backupLocations");
            Text(writer, "full", topology.BackupLocations.Full);
            Text(writer, "log", topology.BackupLocations.Log);
            Text(writer, "failback", topology.BackupLocations.Failback);
            writer.WriteEndObject();
            if (topology.Acknowledged.Count > 0)
                List(writer, "acknowledged", topology.Acknowledged, WriteAcknowledgement);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteInstance(Utf8JsonWriter writer, InstanceReference instance)
    {
        Text(writer, "name", instance.Name);
        Text(writer, "address", instance.Address);
        Texts(writer, "aliases", instance.Aliases);
        Text(writer, "credential", instance.CredentialReference);
        if (instance.Encrypt != ConnectionEncryption.Mandatory)
            Text(writer, "encrypt", instance.Encrypt.ToString());
        if (instance.TrustServerCertificate)
            writer.WriteBoolean("trustServerCertificate", true);
    }

    private static void WriteComputer(Utf8JsonWriter writer, BizTalkComputer computer)
    {
        Text(writer, "name", computer.Name);
        Texts(writer, "services", computer.Services);
    }

    private static void WriteAcknowledgement(Utf8JsonWriter writer, Acknowledgement acknowledged)
    {
        Text(writer, "check", acknowledged.Check);
        Text(writer, "server", acknowledged.Server);
        Text(writer, "database", acknowledged.Database);
        Text(writer, "reason", acknowledged.Reason);
        Text(writer, "date", Acknowledgement.Day(acknowledged.Date));
        Text(writer, "until", acknowledged.Until is { } until ? Acknowledgement.Day(until) : null);
    }

    private static void List<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }
}
