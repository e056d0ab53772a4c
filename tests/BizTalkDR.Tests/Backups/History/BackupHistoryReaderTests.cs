using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Tests.Backups.Merging;
using BizTalkDR.Tests.Group;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Backups.History;

/// <summary>Every source of a group's history, read from one sandbox that nothing is changed in.</summary>
public sealed class BackupHistoryReaderTests(ShippedSides shipped) : IClassFixture<ShippedSides>
{
    private const string Share = @"\\FILES\BizTalk";

    private SandboxSides Sides => shipped.Sides;

    private InstanceDirectory Directory => InstanceDirectory.Ask(Sides.Connector, Sides.Topology);

    private Topology ProductionDown => Sides.Topology with { Source = [.. Sides.Topology.Source.Select(Down)] };

    private Topology AllDown => ProductionDown with { Destination = [.. Sides.Topology.Destination.Select(Down)] };

    private string LocalFolder => Sides.Sandbox.Host.Files.Map("PROD-SQL1", Share)!;

    private BackupHistoryOptions Files =>
        new()
        {
            Sources = HistorySources.Files,
            BackupPaths = [LocalFolder],
            PathMap = new Dictionary<string, string> { [LocalFolder] = Share },
        };

    [Fact]
    public void Msdb_alone_tells_the_same_sets_as_the_jobs_table()
    {
        var history = Read(new BackupHistoryOptions { Sources = HistorySources.Msdb });

        Assert.Equal(Describe(Job()), Describe(history));
        Assert.All(history.Sets.SelectMany(set => set.Files), file => Assert.NotNull(file.Header!.LastLSN));
        Assert.Equal([HistorySource.Msdb], history.Sources);
    }

    [Fact]
    public void Msdb_takes_the_place_of_the_jobs_table_where_that_is_gone()
    {
        var topology = Sides.Topology with
        {
            ManagementDatabase = new ManagementDatabaseReference { Instance = "PROD-SQL1", Database = "SSODB" },
            Destination = [],
        };

        var history = new BackupHistoryReader(Sides.Connector).Read(topology, InstanceDirectory.Ask(Sides.Connector, topology));

        Assert.Equal(Describe(Job()), Describe(history));
        Assert.Contains(history.Warnings, warning => warning.Contains("adm_BackupHistory"));
    }

    [Fact]
    public void Msdb_completes_the_jobs_table_with_headers_that_are_those_in_the_files()
    {
        var history = Read(BackupHistoryOptions.Automatic);

        Assert.Equal([HistorySource.LogShipping, HistorySource.BackupJob, HistorySource.Msdb], history.Sources);
        Assert.Empty(history.Contradictions);
        Assert.Empty(history.OtherBackups);
        var files = Read(Files).Sets.SelectMany(set => set.Files).ToDictionary(file => file.Path, file => file.Header!);
        Assert.All(
            history.Sets.SelectMany(set => set.Files),
            file => Assert.Equal(files[file.Path], file.Header!.ToTheSecondOf(files[file.Path]))
        );
    }

    [Fact]
    public void A_folder_read_offline_tells_the_same_sets_as_the_jobs_table()
    {
        var history = new BackupHistoryReader(Sides.Connector).Read(AllDown, UnaskedDirectory.Of(AllDown), Files);

        Assert.Equal(Describe(Job()), Describe(history));
        Assert.Empty(history.Contradictions);
        Assert.Empty(history.Warnings);
    }

    [Fact]
    public void Tables_msdb_and_files_together_contradict_each_other_in_nothing()
    {
        var history = Read(Files with { Sources = HistorySources.Automatic });

        Assert.Equal(Describe(Job()), Describe(history));
        Assert.Empty(history.Contradictions);
        Assert.All(history.Sets.SelectMany(set => set.Files), file => Assert.Equal(HistorySource.Files, file.HeaderSource));
    }

    [Fact]
    public void Headers_of_RESTORE_HEADERONLY_piped_in_tell_the_same_sets_as_the_jobs_table()
    {
        var history = new BackupHistoryReader(Sides.Connector).Read(
            AllDown,
            UnaskedDirectory.Of(AllDown),
            new BackupHistoryOptions { Sources = HistorySources.Headers, Headers = Headers() }
        );

        Assert.Equal(Describe(Job()), Describe(history));
    }

    [Fact]
    public void Marks_of_any_sources_are_among_the_marks_of_all()
    {
        var headers = Headers();
        var marks = new Dictionary<HistorySources, HashSet<string>>();
        for (var sources = 1; sources < 32; sources++)
        {
            var history = Read(Files with { Sources = (HistorySources)sources, Headers = headers });
            marks[(HistorySources)sources] = [.. history.Sets.Select(set => set.MarkName).OfType<string>()];
        }

        Assert.All(marks.Values, some => Assert.Subset(marks[(HistorySources)31], some));
        Assert.All(marks.Values, some => Assert.NotEmpty(some));
    }

    [Fact]
    public void Files_that_were_moved_deleted_and_swapped_are_told_apart()
    {
        using var copy = new Copy(LocalFolder);
        var log = Job().Sets.Last(set => set.Type == BackupType.Log);
        var (moved, deleted) = (log.Files[0], log.Files[1]);
        var (swapped, by) = (log.Files[2], log.Files[3]);
        System.IO.Directory.CreateDirectory(copy.PathOf("moved"));
        File.Move(copy.PathOf(moved.FileName), copy.PathOf(Path.Combine("moved", moved.FileName)));
        File.Delete(copy.PathOf(deleted.FileName));
        File.Copy(copy.PathOf(by.FileName), copy.PathOf(swapped.FileName), overwrite: true);

        var history = Read(
            new BackupHistoryOptions
            {
                Sources = HistorySources.BackupJob | HistorySources.Files,
                BackupPaths = [copy.Folder],
                PathMap = new Dictionary<string, string> { [copy.Folder] = Share },
            }
        );

        Assert.Equal(
            [
                (BackupContradictionKind.RowWithoutFile, deleted.Path),
                (BackupContradictionKind.OtherDatabaseInFile, swapped.Path),
                (BackupContradictionKind.MovedFile, Share + @"\moved\" + moved.FileName),
            ],
            history.Contradictions.Select(each => (each.Kind, each.Path!))
        );
        var set = history.Sets.Single(each => each.MarkName == log.MarkName);
        Assert.Equal(
            [swapped.Database, deleted.Database],
            set.Files.Where(file => file.Defect is not null).Select(file => file.Database).OrderByDescending(key => key == swapped.Database)
        );
        Assert.Equal(3, history.Warnings.Count);
    }

    [Fact]
    public void A_plan_from_files_alone_is_the_plan_that_the_tables_give_without_copies()
    {
        var reader = new RestoreSituationReader(Sides.Connector);
        var offline = reader.Read(
            AllDown,
            new RestoreSituationOptions
            {
                Offline = true,
                History = Files,
                InstanceMap = new Dictionary<string, string> { ["PROD-SQL1"] = "DR-SQL1", ["PROD-SQL2"] = "DR-SQL2" },
            }
        );
        var plan = offline.Plan(offline.Wish() with { Start = RestoreStart.StartOver }).Require();
        var online = reader.Read(Sides.Topology);
        var same = online.Plan(online.Wish(plan.Mark!.Name) with { Start = RestoreStart.StartOver }).Require();

        Assert.Equal(Actions(same), Actions(plan));
    }

    [Fact]
    public void Marks_are_listed_when_no_instance_of_the_restoring_side_answers()
    {
        var situation = new RestoreSituationReader(Sides.Impatient).Read(
            AllDown,
            new RestoreSituationOptions { SkipUnreachable = true, History = Files }
        );

        Assert.Equal(Job().Sets.Select(set => set.MarkName).OfType<string>(), situation.Marks().Select(mark => mark.Name));
        Assert.Single(situation.Marks(), mark => mark.IsRecommended);
        Assert.Equal(2, situation.Warnings.Count(warning => warning.Contains("was not asked")));
    }

    [Fact]
    public void Marks_are_listed_from_log_shippings_copy_when_one_destination_does_not_answer()
    {
        var topology = ProductionDown with { Destination = [Sides.Topology.Destination[0], Down(Sides.Topology.Destination[1])] };

        var situation = new RestoreSituationReader(Sides.Impatient).Read(topology, new RestoreSituationOptions { SkipUnreachable = true });

        Assert.NotEmpty(situation.Marks());
        Assert.Contains(situation.Warnings, warning => warning.Contains("DR-SQL2 was not asked"));
    }

    [Fact]
    public void An_instance_of_the_restoring_side_that_does_not_answer_stops_a_restore() =>
        Assert.Throws<InstanceConnectionException>(() => new RestoreSituationReader(Sides.Impatient).Read(AllDown));

    [Theory]
    [InlineData(HistorySources.BackupJob)]
    [InlineData(HistorySources.LogShipping)]
    [InlineData(HistorySources.Msdb)]
    public void A_source_that_was_named_and_does_not_answer_is_an_error(HistorySources source) =>
        Assert.ThrowsAny<BizTalkDRException>(() =>
            new BackupHistoryReader(Sides.Connector).Read(
                AllDown,
                UnaskedDirectory.Of(AllDown),
                Files with
                {
                    Sources = source | HistorySources.Files,
                }
            )
        );

    [Fact]
    public void The_instance_that_restores_reads_the_headers_that_others_told_once_more()
    {
        var history = Read(BackupHistoryOptions.Automatic);
        var readers = history.Databases.ToDictionary(key => key, _ => Sides.Topology.Destination[0]);

        var read = new BackupHistoryReader(Sides.Connector).WithHeaders(history, readers);

        Assert.All(
            read.Sets.SelectMany(set => set.Files),
            file => Assert.Equal(("DR-SQL1", HistorySource.Headers, null), (file.ReadBy, file.HeaderSource, file.Defect))
        );
        Assert.Empty(read.Contradictions);
    }

    [Fact]
    public void Given_headers_that_are_not_those_in_the_files_are_found_out_by_the_instance()
    {
        var forged = Headers()
            .Select(row => row.ToDictionary(pair => pair.Key, pair => pair.Key == "BackupSetGUID" ? (object?)Guid.NewGuid() : pair.Value))
            .ToList();
        var history = Read(new BackupHistoryOptions { Sources = HistorySources.Headers, Headers = forged });
        var readers = history.Databases.ToDictionary(key => key, _ => Sides.Topology.Destination[0]);

        var read = new BackupHistoryReader(Sides.Connector).WithHeaders(history, readers);

        Assert.All(read.Contradictions, each => Assert.Equal(BackupContradictionKind.OtherBackupInFile, each.Kind));
        Assert.All(read.Sets.SelectMany(set => set.Files), file => Assert.NotNull(file.Defect));
    }

    private BackupHistory Job() => new BackupHistoryReader(Sides.Connector).ReadBackupJob(Sides.Topology, Directory);

    private BackupHistory Read(BackupHistoryOptions options) =>
        new BackupHistoryReader(Sides.Connector).Read(Sides.Topology, Directory, options);

    // What RESTORE HEADERONLY answers of each file, with the file's path, as an administrator would collect it.
    private List<IReadOnlyDictionary<string, object?>> Headers()
    {
        using var connection = Sides.Connector.Open(Sides.Topology.Destination[0]);
        var rows = new List<IReadOnlyDictionary<string, object?>>();
        foreach (var path in Job().Sets.SelectMany(set => set.Files).Select(file => file.Path))
        {
            using var command = new Microsoft.Data.SqlClient.SqlCommand("RESTORE HEADERONLY FROM DISK = @path", connection);
            command.Parameters.AddWithValue("@path", path);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                rows.Add(
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .ToDictionary(reader.GetName, column => (object?)reader.GetValue(column))
                        .Append(new("FullName", path))
                        .ToDictionary()
                );
        }
        return rows;
    }

    private static InstanceReference Down(InstanceReference instance) => instance with { Address = "127.0.0.1,1" };

    private static IEnumerable<string> Actions(RestorePlan plan) =>
        plan.Databases.SelectMany(database =>
            database.Actions.Select(action => $"{database.Target.Key} {action.Kind} {action.Backup?.Path} {action.Backup?.Position}")
        );

    private static IEnumerable<string> Describe(BackupHistory history) =>
        history.Sets.SelectMany(set =>
            set.Files.OrderBy(file => file.Database)
                .Select(file => $"{set.SetId} {set.Type} {set.MarkName} {set.IsComplete} {file.Database} {file.Path} {file.Defect}")
        );

    private sealed class Copy : IDisposable
    {
        private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("btdr-history-");

        public Copy(string from)
        {
            foreach (var path in System.IO.Directory.GetFiles(from))
                File.Copy(path, PathOf(Path.GetFileName(path)));
        }

        public string Folder => folder.FullName;

        public string PathOf(string name) => Path.Combine(Folder, name);

        public void Dispose() => folder.Delete(recursive: true);
    }
}
