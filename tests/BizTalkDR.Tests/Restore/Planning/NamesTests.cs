using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Tests.Restore.Planning;

/// <summary>Databases, instances and what they are called: from the history to the script.</summary>
public sealed class NamesTests
{
    public static TheoryData<string> StrangeNames =>
        [
            "a]b]]c",
            "it's \"quoted\"",
            "with spaces, and a comma",
            "Ünïcode 数据库 🙂",
            new string(']', 64) + new string('x', 64),
            new string('名', 128),
            "[dbo].[x]; DROP DATABASE y --",
        ];

    [Theory]
    [MemberData(nameof(StrangeNames))]
    public void A_strange_name_comes_through_to_the_script(string name)
    {
        var history = new HistoryBuilder(name).Full().Logs(1);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish(name) with { MarkName = history.Mark(2) }).Require();

        var statements = Scripts.Statements(plan.ToScript(Stands.Instance));

        Assert.Equal(3, statements.Count);
        Assert.All(statements, statement => Assert.Equal(name, ((IdentifierOrValueExpression)statement.DatabaseName).Value));
        Assert.Equal(
            history.File(1, name).Path,
            Assert.Single(statements[0].Devices).PhysicalDevice is StringLiteral path ? path.Value : null
        );
    }

    [Fact]
    public void A_restoring_database_of_a_strange_name_continues()
    {
        const string name = "a]b'c 数据库";
        var history = new HistoryBuilder(name).Full().Logs(2);
        var plan = RestorePlanner
            .Plan(history.Build(), [Stands.After(history.File(2, name))], Stands.Wish(name) with { MarkName = history.Mark(3) })
            .Require();

        Assert.Equal(DatabaseStart.Continues, plan.Databases[0].Start);
    }

    [Fact]
    public void Names_are_the_same_in_whatever_case()
    {
        var history = new HistoryBuilder("BizTalkMsgBoxDb").Full().Logs(2);
        var wish = new RestoreWish
        {
            Targets = [RestoreTarget.SameName(new DatabaseKey("source", "BIZTALKMSGBOXDB"), "dr")],
            MarkName = history.Mark(3),
        };
        var position = Stands.After(history.File(2, "BizTalkMsgBoxDb")) with
        {
            SourceDatabase = new DatabaseKey("Source", "biztalkmsgboxdb"),
        };

        var database = RestorePlanner.Plan(history.Build(), [position], wish).Require().Databases[0];

        Assert.Equal(DatabaseStart.Continues, database.Start);
        Assert.Equal([3L], database.RollForward.Select(action => action.SetId!.Value));
    }

    [Fact]
    public void Two_databases_that_differ_in_case_only_are_not_mixed_up_but_named()
    {
        var history = new HistoryBuilder("Orders").Full().Logs(1).Build();
        var sets = history.Sets.Select(set =>
            set with
            {
                Files = [.. set.Files, set.Files[0] with { Database = HistoryBuilder.Key("ORDERS") }],
            }
        );

        var problem = Assert.Single(RestorePlanner.Plan(history with { Sets = [.. sets] }, [], Stands.Wish("Orders")).Problems);

        Assert.Equal(PlanProblemKind.AmbiguousName, problem.Kind);
    }

    [Fact]
    public void The_case_of_a_mark_is_kept_because_marks_are_compared_by_the_server()
    {
        var history = new HistoryBuilder("A").MarksNamed("bts").Full().Logs(1);
        var wish = Stands.Wish("A") with { MarkName = history.Mark(2).ToUpperInvariant() };

        Assert.Equal(PlanProblemKind.UnknownMark, Assert.Single(RestorePlanner.Plan(history.Build(), [], wish).Problems).Kind);
    }

    [Fact]
    public void Databases_of_one_name_on_different_instances_keep_to_their_own_backups()
    {
        var first = new HistoryBuilder("DTA").Full().Logs(2);
        var second = first.Build().Sets.Select(set => set with { Files = [.. set.Files, .. set.Files.Select(Twin)] });
        var wish = new RestoreWish
        {
            Targets =
            [
                RestoreTarget.SameName(HistoryBuilder.Key("DTA"), "DR1"),
                new RestoreTarget
                {
                    Source = Other,
                    Instance = "DR1",
                    Database = "DTA_2",
                },
            ],
        };

        var plan = RestorePlanner.Plan(first.Build() with { Sets = [.. second] }, [], wish).Require();

        Assert.All(plan.Databases[0].RollForward, action => Assert.DoesNotContain("twin", action.Backup!.Path));
        Assert.All(plan.Databases[1].RollForward, action => Assert.Contains("twin", action.Backup!.Path));
        Assert.Contains("RESTORE DATABASE [DTA_2]", plan.ToScript("DR1"));
    }

    private static readonly DatabaseKey Other = new("SOURCE2", "DTA");

    private static BackupFile Twin(BackupFile file) =>
        file with
        {
            Database = Other,
            ServerName = Other.Server,
            Paths = [file.Path + ".twin"],
            FileList = [],
        };

    [Fact]
    public void Two_targets_of_one_name_on_one_instance_are_refused()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1);
        var wish = new RestoreWish
        {
            Targets =
            [
                RestoreTarget.SameName(HistoryBuilder.Key("A"), "DR"),
                new RestoreTarget
                {
                    Source = HistoryBuilder.Key("B"),
                    Instance = "dr",
                    Database = "a",
                },
            ],
        };

        Assert.Equal(PlanProblemKind.InvalidWish, Assert.Single(RestorePlanner.Plan(history.Build(), [], wish).Problems).Kind);
    }

    [Fact]
    public void A_renamed_database_keeps_its_chain()
    {
        var history = new HistoryBuilder("Old", "B").Full().Logs(1).RenameDatabase("Old", "New").Logs(2);
        var plan = RestorePlanner.Plan(history.Build(), [], Stands.Wish("New") with { MarkName = history.Mark(4) }).Require();

        Assert.Equal([1, 2, 3, 4], plan.Databases[0].RollForward.Select(action => action.SetId));
        Assert.Equal(HistoryBuilder.Key("Old"), plan.Databases[0].Actions[0].Backup!.Database);
    }

    [Fact]
    public void A_copy_that_was_restored_under_the_old_name_continues_under_the_new_one()
    {
        var history = new HistoryBuilder("Old", "B").Full().Logs(1).RenameDatabase("Old", "New").Logs(2);
        var position = Stands.After(history.File(2, "Old")) with { Database = "New", SourceDatabase = new DatabaseKey("SOURCE", "Old") };
        var plan = RestorePlanner.Plan(history.Build(), [position], Stands.Wish("New") with { MarkName = history.Mark(4) }).Require();

        Assert.Equal((DatabaseStart.Continues, 2), (plan.Databases[0].Start, plan.Databases[0].RollForward.Count));
    }

    [Fact]
    public void A_new_database_is_not_taken_for_one_that_was_removed()
    {
        var history = new HistoryBuilder("Old", "B").Full().Logs(1).RemoveDatabase("Old").AddDatabase("New").Logs(1).Full().Logs(1);
        var problem = Assert.Single(
            RestorePlanner.Plan(history.Build(), [], Stands.Wish("New") with { MarkName = history.Mark(2) }).Problems
        );

        Assert.Contains("it was added later", problem.Message);
    }

    [Fact]
    public void A_database_that_was_removed_is_named_with_its_last_mark()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(2).RemoveDatabase("A").Logs(2);
        var result = RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B") with { MarkName = history.Mark(5) });

        var problem = Assert.Single(result.Problems);
        Assert.Equal((PlanProblemKind.MarkNotInDatabase, "A"), (problem.Kind, problem.Database));
        Assert.Contains("removed", problem.Message);
        Assert.Contains(history.Mark(3), problem.Remedy);
        Assert.Equal((history.Mark(3), null), (result.NearestMarkBefore, result.NearestMarkAfter));
    }

    [Theory]
    [InlineData("SQLPROD01")]
    [InlineData("sqlprod01")]
    [InlineData("BTSALIAS")]
    [InlineData("tcp:sqlprod01.example.com,14330")]
    [InlineData(@"SQLPROD01\BTS")]
    public void The_copy_of_a_database_is_found_by_every_name_of_its_server(string recorded)
    {
        var directory = InstanceDirectory.Of([Source(@"SQLPROD01\BTS"), Destination("DR1"), Destination("DR2")]);
        var position = new DatabasePosition
        {
            Instance = "DR2",
            Database = "A",
            State = DatabaseState.Restoring,
            SourceDatabase = new DatabaseKey(recorded, "A"),
        };

        var target = Assert.Single(Finder(directory, position).Find(History("PROD")));

        Assert.Equal(("DR2", "A"), (target.Instance, target.Database));
    }

    [Fact]
    public void A_default_and_a_named_instance_of_one_computer_are_two_servers()
    {
        var directory = InstanceDirectory.Of([
            Source("SQLPROD01") with
            {
                Instance = new InstanceReference { Name = "PROD", Address = "SQLPROD01" },
            },
            Source(@"SQLPROD01\BTS") with
            {
                Instance = new InstanceReference { Name = "PROD2", Address = @"SQLPROD01\BTS" },
            },
            Destination("DR1"),
            Destination("DR2"),
        ]);
        var ofDefault = Copy("DR1", "SQLPROD01");
        var ofNamed = Copy("DR2", @"SQLPROD01\BTS");
        var history = new BackupHistory
        {
            Sets = [.. History("PROD").Sets.Select(set => set with { Files = [.. set.Files, .. History("PROD2").Sets[0].Files] })],
        };

        var targets = Finder(directory, ofDefault, ofNamed).Find(history);

        Assert.Equal([("PROD", "DR1"), ("PROD2", "DR2")], targets.Select(target => (target.Source.Server, target.Instance)));
    }

    private static DatabasePosition Copy(string instance, string server) =>
        new()
        {
            Instance = instance,
            Database = "A",
            State = DatabaseState.Restoring,
            SourceDatabase = new DatabaseKey(server, "A"),
        };

    private static BackupHistory History(string server) =>
        new()
        {
            Sets =
            [
                .. new HistoryBuilder("A")
                    .Full()
                    .Build()
                    .Sets.Select(set =>
                        set with
                        {
                            Files = [.. set.Files.Select(file => file with { Database = new DatabaseKey(server, "A") })],
                        }
                    ),
            ],
        };

    private static TargetFinder Finder(InstanceDirectory directory, params DatabasePosition[] positions)
    {
        var topology = new Topology
        {
            Source = [.. directory.Identities.Where(each => each.Side == InstanceSide.Source).Select(each => each.Instance)],
            Destination = [.. directory.Identities.Where(each => each.Side == InstanceSide.Destination).Select(each => each.Instance)],
            ManagementDatabase = new ManagementDatabaseReference { Instance = "PROD" },
        };
        return new TargetFinder(topology, directory, positions, new RestoreSituationOptions());
    }

    private static InstanceIdentity Source(string serverName) =>
        new()
        {
            Instance = new InstanceReference
            {
                Name = "PROD",
                Address = "sqlprod01.example.com,14330",
                Aliases = ["BTSALIAS", "SQLPROD01"],
            },
            Side = InstanceSide.Source,
            ServerName = serverName,
        };

    private static InstanceIdentity Destination(string name) =>
        new()
        {
            Instance = new InstanceReference { Name = name },
            Side = InstanceSide.Destination,
            ServerName = name,
        };
}
