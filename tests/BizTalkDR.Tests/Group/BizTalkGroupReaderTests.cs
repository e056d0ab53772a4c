using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Group;

/// <summary>One sandbox after three rounds, only read from.</summary>
public sealed class ShippedSides : IAsyncLifetime
{
    internal SandboxSides Sides { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sides = await SandboxSides.ShippedAsync(3);
    }

    public ValueTask DisposeAsync() => Sides.DisposeAsync();
}

public sealed class BizTalkGroupReaderTests(ShippedSides shipped) : IClassFixture<ShippedSides>
{
    private SandboxSides Sides => shipped.Sides;

    private InstanceDirectory Directory => InstanceDirectory.Ask(Sides.Connector, Sides.Topology);

    // Production does not answer: nobody listens there.
    private Topology ProductionDown =>
        Sides.Topology with
        {
            Source = [.. Sides.Topology.Source.Select(instance => instance with { Address = "127.0.0.1,1" })],
        };

    [Fact]
    public void The_source_group_is_what_admv_BackupDatabases_says_with_roles_and_states()
    {
        var group = new BizTalkGroupReader(Sides.Connector).ReadSource(Sides.Topology);

        Assert.Equal("BizTalk Group", group.Name);
        Assert.Equal(9, group.Databases.Count(database => database.InBackupJob));
        Assert.Equal("BAMStarSchema", Assert.Single(group.Databases, database => !database.InBackupJob).Name);
        Assert.All(group.Databases, database => Assert.Equal(DatabaseState.Online, database.State));
        Assert.Equal(DatabaseRole.Management, group.Databases[0].Role);
        Assert.Equal(DatabaseRole.MasterMessageBox, group.Databases.Single(database => database.Name == "BizTalkMsgBoxDb").Role);
        Assert.Equal(DatabaseRole.Tracking, group.Databases.Single(database => database.Name == "BizTalkDTADb").Role);
        Assert.Equal(DatabaseRole.Custom, group.Databases.Single(database => database.Name == "ContosoOrders").Role);
        Assert.Equal(2, group.Databases.Select(database => database.Instance).Distinct().Count());
        Assert.All(
            group.Databases.Where(database => database.InBackupJob),
            database => Assert.Equal(RecoveryModel.Full, database.RecoveryModel)
        );
        Assert.Empty(group.Warnings);
    }

    [Fact]
    public void The_destination_knows_its_copies_while_production_is_down()
    {
        var group = new BizTalkGroupReader(Sides.Impatient).ReadDestination(ProductionDown);

        Assert.Equal(9, group.Databases.Count);
        Assert.Equal(GroupOrigin.LogShippingTables, group.Origin);
        Assert.All(group.Databases, database => Assert.Equal(DatabaseState.Restoring, database.State));
        Assert.All(group.Databases, database => Assert.StartsWith("PROD-SQL", database.SourceDatabase!.Value.Server));
    }

    [Fact]
    public void A_database_that_is_no_management_database_is_told_apart()
    {
        var topology = Sides.Topology with
        {
            ManagementDatabase = new ManagementDatabaseReference { Instance = "PROD-SQL1", Database = "SSODB" },
        };

        var refused = Assert.Throws<GroupException>(() => new BizTalkGroupReader(Sides.Connector).ReadSource(topology));

        Assert.Equal("NotAManagementDatabase", refused.ErrorId);
    }

    [Fact]
    public void Production_that_does_not_answer_is_an_error_of_the_source_group() =>
        Assert.Equal(
            "InstanceUnreachable",
            Assert.Throws<InstanceConnectionException>(() => new BizTalkGroupReader(Sides.Impatient).ReadSource(ProductionDown)).ErrorId
        );

    [Fact]
    public void The_jobs_history_and_log_shippings_copy_tell_the_same_sets()
    {
        var reader = new BackupHistoryReader(Sides.Connector);
        var written = reader.ReadBackupJob(Sides.Topology, Directory);
        var shippedHistory = reader.ReadLogShipping(Sides.Topology, Directory);

        Assert.Equal(Describe(written), Describe(shippedHistory));
        Assert.Contains(written.Sets, set => set.Type == BackupType.Full && set.MarkName is null);
        Assert.All(written.Sets.Where(set => set.Type == BackupType.Log), set => Assert.NotNull(MarkName.Time(set.MarkName!)));
        Assert.Contains(shippedHistory.Sets.SelectMany(set => set.Files), file => file.IsRestored == true);
    }

    [Fact]
    public void The_history_survives_production()
    {
        var directory = InstanceDirectory.Ask(Sides.Impatient, ProductionDown);
        var history = new BackupHistoryReader(Sides.Connector).Read(ProductionDown, directory);

        Assert.Equal([HistorySource.LogShipping], history.Sources);
        Assert.NotEmpty(history.Sets);
        Assert.Contains(history.Warnings, warning => warning.Contains("PROD-SQL1"));
    }

    [Fact]
    public void Headers_link_every_chain_LSN_to_LSN()
    {
        var situation = new RestoreSituationReader(Sides.Connector).Read(Sides.Topology);

        foreach (var database in situation.Targets.Select(target => target.Source))
        {
            var logs = situation
                .History.Sets.Where(set => set.Type == BackupType.Log)
                .SelectMany(set => set.Files.Where(file => file.Database == database))
                .ToList();
            Assert.True(logs.Count >= 3);
            Assert.All(logs, log => Assert.Null(log.Defect));
            Assert.All(logs.Zip(logs.Skip(1)), pair => Assert.Equal(pair.First.Header!.LastLSN, pair.Second.Header!.FirstLSN));
        }
    }

    [Fact]
    public void A_restoring_database_tells_its_redo_point_and_what_was_restored_last()
    {
        var position = Assert.Single(new DatabasePositionReader(Sides.Connector).Read(Sides.Topology.Destination[0], ["BizTalkMgmtDb"]));

        Assert.Equal(DatabaseState.Restoring, position.State);
        Assert.NotNull(position.RedoStartLsn);
        Assert.Equal(BackupType.Log, position.LastRestore!.Type);
        Assert.Equal(position.LastRestore.LastLsn, position.RedoStartLsn);
        Assert.Equal(new DatabaseKey("PROD-SQL1", "BizTalkMgmtDb"), position.SourceDatabase);
        Assert.NotEmpty(position.Files);
    }

    [Fact]
    public void A_database_that_an_instance_does_not_have_is_missing() =>
        Assert.Equal(
            DatabaseState.Missing,
            Assert.Single(new DatabasePositionReader(Sides.Connector).Read(Sides.Topology.Destination[0], ["Nowhere"])).State
        );

    [Fact]
    public void In_steady_state_the_last_mark_is_recommended_because_log_shipping_went_past_the_one_before()
    {
        var marks = new RestoreSituationReader(Sides.Impatient).Read(ProductionDown).Marks();
        var recommended = Assert.Single(marks, mark => mark.IsRecommended);

        Assert.Same(marks[^1], recommended);
        Assert.Equal(LogMarkRule.Last, recommended.Rule);
        Assert.True(recommended.IsReachableByRollingForward);
        Assert.All(marks.SkipLast(1), mark => Assert.False(mark.IsReachableByRollingForward));
    }

    private static IEnumerable<string> Describe(BackupHistory history) =>
        history
            .Sets.SelectMany(set =>
                set.Files.Select(file => $"{set.SetId} {set.Type} {set.MarkName} {set.IsComplete} {file.Database} {file.Path}")
            )
            .Order();
}
