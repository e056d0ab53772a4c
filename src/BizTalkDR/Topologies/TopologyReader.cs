using System.Text.Json;
using BizTalkDR.Errors;

namespace BizTalkDR.Topologies;

/// <summary>Turns a JSON document into a topology, strictly.</summary>
internal static class TopologyReader
{
    public static Topology Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path)) with { FilePath = path };
        }
        catch (TopologyException error)
        {
            throw error.InFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TopologyException(
                "TopologyNotReadable",
                $"The topology file '{path}' can't be read: {exception.Message}",
                "$",
                exception
            )
            {
                Remedy = "Check the path and that this account may read the file.",
            };
        }
    }

    public static Topology Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(
                json,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            return ReadTopology(new JsonNodeReader(document.RootElement, "$"));
        }
        catch (JsonException exception)
        {
            throw new TopologyException(
                "TopologyNotJson",
                "The topology is not valid JSON: " + exception.Message,
                exception.Path ?? "$",
                exception
            )
            {
                Remedy = "Correct the topology; docs/topology.md describes every property.",
            };
        }
    }

    private static Topology ReadTopology(JsonNodeReader root)
    {
        if (root.Text("format") is { } format)
            throw new TopologyException("TopologyNotATopology", $"This is a {format}, not a topology.", "$.format")
            {
                Remedy = "Name the topology file; a restore plan belongs to -Plan.",
            };
        root.Allow(
            "$schema",
            "name",
            "source",
            "destination",
            "managementDatabase",
            "computers",
            "masterSecretServer",
            "backupLocations",
            "acknowledged"
        );
        var topology = new Topology
        {
            Name = root.Text("name"),
            Source = root.List("source", ReadInstance),
            Destination = root.List("destination", ReadInstance),
            ManagementDatabase = ReadManagementDatabase(root.Required("managementDatabase")),
            Computers = root.List("computers", ReadComputer),
            MasterSecretServer = root.Text("masterSecretServer"),
            BackupLocations = root.Optional("backupLocations") is { } locations ? ReadLocations(locations) : new BackupLocations(),
            Acknowledged = root.List("acknowledged", ReadAcknowledgement),
        };
        TopologyRules.Check(topology);
        return topology;
    }

    private static InstanceReference ReadInstance(JsonNodeReader node)
    {
        node.Allow("name", "address", "aliases", "credential", "encrypt", "trustServerCertificate");
        var name = node.RequiredText("name");
        return new InstanceReference
        {
            Name = name,
            Address = node.Text("address") ?? name,
            Aliases = node.Texts("aliases"),
            CredentialReference = node.Text("credential"),
            Encrypt = node.Choice("encrypt", ConnectionEncryption.Mandatory),
            TrustServerCertificate = node.Bool("trustServerCertificate") ?? false,
        };
    }

    private static ManagementDatabaseReference ReadManagementDatabase(JsonNodeReader node)
    {
        node.Allow("instance", "database");
        return new ManagementDatabaseReference
        {
            Instance = node.RequiredText("instance"),
            Database = node.Text("database") ?? "BizTalkMgmtDb",
        };
    }

    private static BizTalkComputer ReadComputer(JsonNodeReader node)
    {
        node.Allow("name", "services");
        return new BizTalkComputer { Name = node.RequiredText("name"), Services = node.Texts("services") };
    }

    private static Acknowledgement ReadAcknowledgement(JsonNodeReader node)
    {
        node.Allow("check", "server", "database", "reason", "date", "until");
        return new Acknowledgement
        {
            Check = node.RequiredText("check"),
            Server = node.Text("server"),
            Database = node.Text("database"),
            Reason = node.RequiredText("reason"),
            Date = node.Day("date") ?? throw node.Missing("date"),
            Until = node.Day("until"),
        };
    }

    private static BackupLocations ReadLocations(JsonNodeReader node)
    {
        node.Allow("full", "log", "failback");
        return new BackupLocations
        {
            Full = node.Text("full"),
            Log = node.Text("log"),
            Failback = node.Text("failback"),
        };
    }
}
