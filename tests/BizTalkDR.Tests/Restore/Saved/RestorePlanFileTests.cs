using System.Text.Json;
using System.Text.Json.Nodes;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Tests.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Tests.Restore.Saved;

public sealed class RestorePlanFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("BizTalkDR").FullName;

    private static RestorePlan Plan { get; } = Made();

    private static RestorePlan Made()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(3) }).Require();
        return plan with
        {
            Origin = new RestorePlanOrigin
            {
                MadeAt = new DateTime(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc),
                ModuleVersion = "0.1.0",
                Topology = "contoso",
                Source = ["SOURCE"],
                Destination = ["DR"],
                Instances =
                [
                    new PlannedInstance
                    {
                        Name = "DR",
                        ServerName = @"DRHOST\BTS",
                        ProductVersion = new Version(16, 0, 4131, 2),
                    },
                ],
            },
        };
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Any_plan_comes_back_from_its_file_as_it_was_saved() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                seed =>
                {
                    var plan = new AnyPlan(seed).Make();
                    var differences = AnyPlan.Differences(plan, RestorePlanFile.Parse(RestorePlanFile.ToJson(plan))).ToList();
                    return differences.Count == 0 ? true : throw new InvalidOperationException(string.Join("\n", differences.Take(5)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_saved_plan_gives_the_same_script() =>
        Assert.Equal(Plan.ToScripts(), RestorePlanFile.Parse(RestorePlanFile.ToJson(Plan)).ToScripts());

    [Fact]
    public void Log_sequence_numbers_are_texts_and_keep_all_25_digits()
    {
        const decimal lsn = 9_999_999_999_999_999_999_999_999m;
        var database = Plan.Databases[0];
        var plan = Plan with { Databases = [database with { Position = database.Position with { RedoStartLsn = lsn } }] };

        var json = RestorePlanFile.ToJson(plan);

        Assert.Contains("\"redoStartLsn\": \"9999999999999999999999999\"", json);
        Assert.Equal(lsn, RestorePlanFile.Parse(json).Databases[0].Position.RedoStartLsn);
    }

    [Fact]
    public void A_reviewer_reads_where_it_comes_from_and_the_mark_before_the_databases()
    {
        var json = JsonNode.Parse(RestorePlanFile.ToJson(Plan with { ExpectedDataLoss = TimeSpan.FromMinutes(15) }))!.AsObject();
        Assert.Equal(["format", "schemaVersion", "sha256", "plan"], json.Select(property => property.Key));
        Assert.Equal(["origin", "mark", "expectedDataLoss", "databases"], json["plan"]!.AsObject().Select(property => property.Key));
    }

    [Fact]
    public void Every_property_of_a_saved_plan_is_in_the_schema()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.File("docs", "restore-plan.schema.json")));
        for (var seed = 0; seed < 30; seed++)
        {
            using var plan = JsonDocument.Parse(RestorePlanFile.ToJson(new AnyPlan(seed).Make()));
            var unknown = Unknown(plan.RootElement, schema.RootElement, schema.RootElement, "$").ToList();
            Assert.True(unknown.Count == 0, "docs/restore-plan.schema.json does not know " + string.Join(", ", unknown));
        }
    }

    [Fact]
    public void Line_ends_indentation_and_order_may_change_on_the_way()
    {
        var json = RestorePlanFile.ToJson(Plan);
        var compact = JsonNode.Parse(json)!.ToJsonString();

        Assert.Empty(AnyPlan.Differences(Plan, RestorePlanFile.Parse(json.Replace("\r", "").Replace("\n", "\r\n"))));
        Assert.Empty(AnyPlan.Differences(Plan, RestorePlanFile.Parse(compact)));
    }

    [Theory]
    [InlineData("\"stopAtMark\": \"BTS_", "\"stopAtMark\": \"ABC_")]
    [InlineData(@"\\\\FILES\\BizTalk\\SOURCE_A_Full", @"\\\\OTHER\\BizTalk\\SOURCE_A_Full")]
    [InlineData("\"position\": 1", "\"position\": 2")]
    [InlineData("\"holdsMark\": true", "\"holdsMark\": false")]
    [InlineData("\"database\": \"A\"", "\"database\": \"a\"")]
    public void An_edited_plan_is_refused(string from, string to)
    {
        var json = RestorePlanFile.ToJson(Plan);
        var edited = json.Replace(from, to);
        Assert.NotEqual(json, edited);

        var error = Assert.Throws<PlanFileException>(() => RestorePlanFile.Parse(edited));

        Assert.Equal(("PlanEdited", ErrorKind.Configuration), (error.ErrorId, error.Kind));
        Assert.Contains("make it again", error.Remedy);
    }

    [Fact]
    public void A_plan_with_any_byte_changed_is_refused_or_is_the_same_plan()
    {
        var json = RestorePlanFile.ToJson(Plan);
        Prop.ForAll(
                (
                    from at in Gen.Choose(0, json.Length - 1)
                    from character in Gen.Choose(32, 126)
                    select (at, (char)character)
                ).ToArbitrary(),
                change =>
                {
                    var edited = json.Remove(change.at, 1).Insert(change.at, change.Item2.ToString());
                    try
                    {
                        return !AnyPlan.Differences(Plan, RestorePlanFile.Parse(edited)).Any();
                    }
                    catch (PlanFileException)
                    {
                        return true;
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Theory]
    [InlineData("", "PlanNotJson", "not valid JSON")]
    [InlineData("{ \"format\": ", "PlanNotJson", "not valid JSON")]
    [InlineData("RESTORE DATABASE x", "PlanNotJson", "not valid JSON")]
    [InlineData("[]", "PlanNotAPlan", "no restore plan")]
    [InlineData("null", "PlanNotAPlan", "no restore plan")]
    [InlineData("{ \"source\": [], \"managementDatabase\": {} }", "PlanNotAPlan", "looks like a topology")]
    [InlineData("{ \"format\": \"BizTalkDR restore plan\" }", "PlanVersion", "(none)")]
    [InlineData(
        "{ \"format\": \"BizTalkDR restore plan\", \"schemaVersion\": 2, \"plan\": { \"origin\": { \"moduleVersion\": \"3.1.0\" } } }",
        "PlanVersion",
        "schema version 2 (made by BizTalkDR 3.1.0); this module reads version 1 only"
    )]
    [InlineData("{ \"format\": \"BizTalkDR restore plan\", \"schemaVersion\": \"1\" }", "PlanVersion", "(none)")]
    public void What_is_no_plan_is_named_for_what_it_is(string json, string id, string says)
    {
        var error = Assert.Throws<PlanFileException>(() => RestorePlanFile.Parse(json));
        Assert.Equal(id, error.ErrorId);
        Assert.Contains(says, error.Message);
        Assert.NotNull(error.Remedy);
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("{ \"databases\": [] }")]
    [InlineData("{ \"databases\": null }")]
    [InlineData("{ \"databases\": [ null ] }")]
    [InlineData("{ \"databases\": [ { \"target\": null } ] }")]
    [InlineData("{ \"colour\": 1, \"databases\": [] }")]
    public void A_sealed_plan_that_lacks_parts_is_damaged(string plan)
    {
        var document = JsonNode
            .Parse("{ \"format\": \"BizTalkDR restore plan\", \"schemaVersion\": 1, \"plan\": " + plan + " }")!
            .AsObject();
        using var content = JsonDocument.Parse(document.ToJsonString());
        document["sha256"] = PlanSeal.Of(content.RootElement);

        Assert.Equal("PlanDamaged", Assert.Throws<PlanFileException>(() => RestorePlanFile.Parse(document.ToJsonString())).ErrorId);
    }

    [Fact]
    public void A_file_is_written_and_read_and_problems_with_it_name_it()
    {
        var path = Path.Combine(folder, "plan ü.json");
        RestorePlanFile.Save(Plan, path);
        Assert.Empty(AnyPlan.Differences(Plan, RestorePlanFile.Load(path)));

        foreach (
            var (wrong, id) in new[]
            {
                (Path.Combine(folder, "none.json"), "PlanNotFound"),
                (folder, "PlanIsFolder"),
                (path + "/x", "PlanNotFound"),
            }
        )
        {
            var error = Assert.Throws<PlanFileException>(() => RestorePlanFile.Load(wrong));
            Assert.Equal((id, ErrorKind.NotFound), (error.ErrorId, error.Kind));
            Assert.Contains(wrong, error.Message);
            Assert.NotNull(error.Remedy);
        }
        Assert.Equal("PlanNotWritable", Assert.Throws<PlanFileException>(() => RestorePlanFile.Save(Plan, folder)).ErrorId);
    }

    [Fact]
    public void A_plan_holds_no_credential()
    {
        var json = RestorePlanFile.ToJson(Plan);
        Assert.DoesNotContain("assword", json);
        Assert.DoesNotContain("redential", json);
        Assert.DoesNotContain(nameof(InstanceIdentity.IsSysAdmin), json, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Unknown(JsonElement value, JsonElement schema, JsonElement root, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = root.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]);
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().SelectMany((item, index) => Unknown(item, schema.GetProperty("items"), root, $"{at}[{index}]"));
        if (value.ValueKind != JsonValueKind.Object)
            return schema.GetProperty("type").GetString() == "object" ? [at + " is no object"] : [];
        if (!schema.TryGetProperty("properties", out var known))
            return [];
        return value
            .EnumerateObject()
            .SelectMany(property =>
                known.TryGetProperty(property.Name, out var of)
                    ? Unknown(property.Value, of, root, $"{at}.{property.Name}")
                    : [$"{at}.{property.Name}"]
            );
    }
}
