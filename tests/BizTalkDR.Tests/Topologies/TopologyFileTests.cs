using System.IO;
using System.Text.Json;
using BizTalkDR.Errors;
using BizTalkDR.Tests.Shared;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Topologies;

public sealed class TopologyFileTests
{
    private const string Smallest = """{ "source": [ { "name": "SQL1" } ], "managementDatabase": { "instance": "SQL1" } }""";

    private const string Whole = """
        {
          // the two sides
          "name": "Oslo to Bergen",
          "source": [ { "name": "OSL1", "address": "osl1,14330", "aliases": ["BTSMGMT"], "credential": "prod", "encrypt": "Strict" } ],
          "destination": [ { "name": "BGO1", "trustServerCertificate": true } ],
          "managementDatabase": { "instance": "OSL1", "database": "Mgmt" },
          "computers": [ { "name": "BTS1", "services": ["ENTSSO"] }, { "name": "BTS2" } ],
          "masterSecretServer": "BTS1",
          "backupLocations": { "full": "\\\\FILES\\Full", "log": "\\\\FILES\\Log", "failback": "\\\\FILES\\Back" },
          "acknowledged": [ { "check": "Msdtc", "server": "BTS1", "database": "Mgmt", "reason": "Test-Dtc", "date": "2026-11-01", "until": "2027-05-01" } ],
        }
        """;

    private static TopologyException Refused(string json) => Assert.Throws<TopologyException>(() => TopologyFile.Parse(json));

    [Fact]
    public void The_smallest_topology_takes_its_defaults()
    {
        var topology = TopologyFile.Parse(Smallest);

        Assert.Equal("SQL1", topology.Source[0].Address);
        Assert.Equal(ConnectionEncryption.Mandatory, topology.Source[0].Encrypt);
        Assert.False(topology.Source[0].TrustServerCertificate);
        Assert.Null(topology.Source[0].CredentialReference);
        Assert.Equal("BizTalkMgmtDb", topology.ManagementDatabase.Database);
        Assert.Empty(topology.Destination);
    }

    [Fact]
    public void Every_property_is_read()
    {
        var topology = TopologyFile.Parse(Whole);

        Assert.Equal(
            ("osl1,14330", "prod", ConnectionEncryption.Strict),
            (topology.Source[0].Address, topology.Source[0].CredentialReference, topology.Source[0].Encrypt)
        );
        Assert.Equal(["BTSMGMT"], topology.Source[0].Aliases);
        Assert.True(topology.Destination[0].TrustServerCertificate);
        Assert.Equal("Mgmt", topology.ManagementDatabase.Database);
        Assert.Equal(["ENTSSO"], topology.Computers[0].Services);
        Assert.Equal("BTS1", topology.MasterSecretServer);
        Assert.Equal(@"\\FILES\Back", topology.BackupLocations.Failback);
        Assert.Equal(InstanceSide.Destination, topology.SideOf("bgo1"));
        Assert.Equal(
            new Acknowledgement
            {
                Check = "Msdtc",
                Server = "BTS1",
                Database = "Mgmt",
                Reason = "Test-Dtc",
                Date = new DateTime(2026, 11, 1),
                Until = new DateTime(2027, 5, 1),
            },
            Assert.Single(topology.Acknowledged)
        );
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var written = TopologyFile.ToJson(TopologyFile.Parse(Whole));

        Assert.Equal(written, TopologyFile.ToJson(TopologyFile.Parse(written)));
        Assert.Contains("BTSMGMT", written);
    }

    [Theory]
    [InlineData(
        """{ "source": [ { "name": "A", "adress": "x" } ], "managementDatabase": { "instance": "A" } }""",
        "UnknownProperty",
        "$.source[0].adress"
    )]
    [InlineData(
        """{ "source": [ { "name": "A", "password": "x" } ], "managementDatabase": { "instance": "A" } }""",
        "UnknownProperty",
        "$.source[0].password"
    )]
    [InlineData(
        """{ "source": [ { "address": "A" } ], "managementDatabase": { "instance": "A" } }""",
        "MissingProperty",
        "$.source[0].name"
    )]
    [InlineData(
        """{ "source": [ { "name": "A" } ], "managementDatabase": { "instance": "A" }, "computers": [ { "name": "BTS1" } ], "masterSecretServer": "BTSl" }""",
        "UnknownComputer",
        "$.masterSecretServer"
    )]
    [InlineData("""{ "source": [ { "name": "A" } ] }""", "MissingProperty", "$.managementDatabase")]
    [InlineData("""{ "managementDatabase": { "instance": "A" } }""", "MissingProperty", "$.source")]
    [InlineData(
        """{ "source": [ { "name": "A" }, { "name": "a" } ], "managementDatabase": { "instance": "A" } }""",
        "DuplicateName",
        "$.source[1].name"
    )]
    [InlineData(
        """{ "source": [ { "name": "A" } ], "destination": [ { "name": "B", "aliases": ["A"] } ], "managementDatabase": { "instance": "A" } }""",
        "DuplicateName",
        "$.destination[0].aliases[0]"
    )]
    [InlineData(
        """{ "source": [ { "name": "A" } ], "managementDatabase": { "instance": "B" } }""",
        "UnknownInstance",
        "$.managementDatabase.instance"
    )]
    [InlineData("""{ "source": [ { "name": "" } ], "managementDatabase": { "instance": "A" } }""", "WrongValue", "$.source[0].name")]
    [InlineData(
        """{ "source": [ { "name": "A", "encrypt": "no" } ], "managementDatabase": { "instance": "A" } }""",
        "WrongValue",
        "$.source[0].encrypt"
    )]
    [InlineData(
        """{ "source": [ { "name": "A", "encrypt": "0" } ], "managementDatabase": { "instance": "A" } }""",
        "WrongValue",
        "$.source[0].encrypt"
    )]
    [InlineData(
        """{ "source": [ { "name": "A", "trustServerCertificate": "yes" } ], "managementDatabase": { "instance": "A" } }""",
        "WrongValue",
        "$.source[0].trustServerCertificate"
    )]
    [InlineData("""{ "source": { "name": "A" }, "managementDatabase": { "instance": "A" } }""", "WrongValue", "$.source")]
    [InlineData(
        """{ "source": [ { "name": "A", "name": "B" } ], "managementDatabase": { "instance": "A" } }""",
        "DuplicateProperty",
        "$.source[0].name"
    )]
    public void A_wrong_topology_is_refused_with_the_place(string json, string errorId, string path)
    {
        var refused = Refused(json);

        Assert.Equal((errorId, path), (refused.ErrorId, refused.JsonPath));
        Assert.Contains(path, refused.Message);
        Assert.NotNull(refused.Remedy);
    }

    [Fact]
    public void A_text_that_is_no_JSON_is_refused() => Assert.Equal("TopologyNotJson", Refused("{ source").ErrorId);

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".json");
        var refused = Assert.Throws<TopologyException>(() => TopologyFile.Load(path));

        Assert.Equal("TopologyNotReadable", refused.ErrorId);
        Assert.Contains(path, refused.Message);
    }

    [Theory]
    [InlineData("{ source", "TopologyNotJson", null)]
    [InlineData("""{ "source": [ { "name": "A", "adress": "b" } ] }""", "UnknownProperty", "$.source[0].adress")]
    [InlineData("""{ "source": [ { "name": "A" } ], "managementDatabase": { "instance": "B" } }""", "UnknownInstance", "B")]
    public void What_is_wrong_in_a_file_is_told_with_the_file(string json, string errorId, string? place)
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".json");
        File.WriteAllText(path, json);
        try
        {
            var refused = Assert.Throws<TopologyException>(() => TopologyFile.Load(path));
            Assert.Equal((errorId, path), (refused.ErrorId, refused.FilePath));
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
            Assert.Contains(place ?? "JSON", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_is_found_wrong_later_is_told_with_the_file_too()
    {
        var topology = TopologyFile.Parse(Smallest) with { FilePath = "/dr/topology.json" };
        var refused = Assert.Throws<TopologyException>(() => topology.Instance("SQL9"));
        Assert.Contains("'/dr/topology.json'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SQL1", refused.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "check": "Msdtc", "reason": "x" }""", "$.acknowledged[0].date is missing.")]
    [InlineData("""{ "check": "Msdtc", "date": "2026-11-01" }""", "$.acknowledged[0].reason is missing.")]
    [InlineData("""{ "check": "Msdtc", "reason": "x", "date": "1.11.2026" }""", "must be a day such as 2026-11-21")]
    [InlineData("""{ "check": "Msdtc", "reason": "x", "date": "2026-11-02", "until": "2026-11-01" }""", "lies before its date")]
    public void An_acknowledgement_needs_a_check_a_reason_and_a_day(string acknowledged, string told)
    {
        var json = $$"""
            { "source": [ { "name": "A" } ], "managementDatabase": { "instance": "A" }, "acknowledged": [ {{acknowledged}} ] }
            """;
        Assert.Contains(told, Refused(json).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_names_exactly_the_properties_that_the_reader_takes()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.File("docs/topology.schema.json")));
        var instance = schema
            .RootElement.GetProperty("$defs")
            .GetProperty("instance")
            .GetProperty("properties")
            .EnumerateObject()
            .Select(each => each.Name);

        foreach (var name in instance.Except(["name"]))
        {
            var json = $$"""{ "source": [ { "name": "A", "{{name}}": null } ], "managementDatabase": { "instance": "A" } }""";
            Assert.Equal("A", TopologyFile.Parse(json).Source[0].Name);
        }
        foreach (
            var name in schema
                .RootElement.GetProperty("properties")
                .EnumerateObject()
                .Select(each => each.Name)
                .Except(["source", "managementDatabase"])
        )
        {
            var json = $$"""{ "{{name}}": null, "source": [ { "name": "A" } ], "managementDatabase": { "instance": "A" } }""";
            Assert.Single(TopologyFile.Parse(json).Source);
        }
    }

    [Fact]
    public void The_example_in_the_documentation_is_a_topology()
    {
        var text = File.ReadAllText(Repository.File("docs/topology.md"));
        var from = text.IndexOf("```json", StringComparison.Ordinal) + 7;
        var example = text[from..text.IndexOf("```", from, StringComparison.Ordinal)];

        Assert.Equal(2, TopologyFile.Parse(example).Source.Count);
    }
}
