using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Tests.Services;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Runbook.Failback.Production;

/// <summary>What a failback finds out about the places of production's files before it changes anything.</summary>
public sealed class SourceFilesTests
{
    private const string Database = "ContosoOrders";
    private const string Instance = "PROD-SQL2";

    // With a step before it: alone it would be refused, as there are no backups to restore yet.
    private static readonly RunbookOptions Eight = new() { Only = [1, 8], WhatIf = true };

    [Fact]
    public async Task Files_that_go_where_production_has_them_are_no_problem()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);

        Assert.Equal(StepStatus.WhatIf, Assert.Single(ShowStepEight(sides), result => result.Number == 8).Status);
    }

    [Fact]
    public async Task Too_little_room_for_a_database_that_production_has_lost_refuses_the_failback()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);
        var drive = PathsOf(sides)[0][0];
        Drop(sides);
        sides.Sandbox.Host.Files.SetFreeSpace(Instance, drive, 1 << 20);

        var refused = Assert.Throws<RunbookRefusedException>(() => ShowStepEight(sides));

        Assert.Contains($@"{drive}:\ of {Instance} has 1 MB free", refused.Message);
        Assert.Contains(Database, refused.Message);
    }

    [Fact]
    public async Task The_room_that_the_dropped_databases_give_back_counts()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);
        sides.Sandbox.Host.Files.SetFreeSpace(Instance, PathsOf(sides)[0][0], 0);

        Assert.Contains(ShowStepEight(sides), result => result is { Number: 8, Status: StepStatus.WhatIf });
    }

    [Fact]
    public async Task A_folder_that_went_with_its_disk_refuses_the_failback()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);
        var folder = PathsOf(sides)[0][..PathsOf(sides)[0].LastIndexOf('\\')];
        Directory.Move(sides.Sandbox.Host.Files.Map(Instance, folder)!, Path.Combine(sides.Sandbox.Host.Files.Root, "lost"));

        var refused = Assert.Throws<RunbookRefusedException>(() => ShowStepEight(sides));

        Assert.Contains($"{Instance} has no folder {folder}", refused.Message);
    }

    [Fact]
    public async Task A_place_that_another_database_has_taken_refuses_the_failback()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);
        var path = PathsOf(sides)[0];
        Drop(sides);
        sides.Execute(Instance, $"CREATE DATABASE Payroll ON (NAME = p, FILENAME = '{path}') LOG ON (NAME = l, FILENAME = '{path}.log')");

        var refused = Assert.Throws<RunbookRefusedException>(() => ShowStepEight(sides));

        Assert.Contains($"{path}, where {Database} of {Instance}/{Database} is to go, belongs to database Payroll", refused.Message);
    }

    [Fact]
    public async Task Files_that_an_offline_database_leaves_when_it_is_dropped_are_written_over()
    {
        await using var sides = await SandboxSides.ShippedAsync(1);
        var drive = PathsOf(sides)[0][0];
        var journal = new MemoryJournal();
        sides.Execute(Instance, $"ALTER DATABASE {Database} SET OFFLINE WITH ROLLBACK IMMEDIATE");
        // Any step leaves the record of what production was like.
        Assert.Equal(12, Run(sides, journal, new RunbookOptions { Only = [3] }).Count);
        sides.Execute(Instance, $"DROP DATABASE {Database}");
        sides.Sandbox.Host.Files.SetFreeSpace(Instance, drive, 0);

        Assert.Contains(Run(sides, journal, Eight), result => result is { Number: 8, Status: StepStatus.WhatIf });
    }

    private static void Drop(SandboxSides sides) =>
        sides.Execute(Instance, $"ALTER DATABASE {Database} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {Database}");

    /// <summary>Where production keeps the custom database: its data file, its log file.</summary>
    private static IReadOnlyList<string> PathsOf(SandboxSides sides) =>
        [
            .. new ProductionReader(sides.Connector)
                .Read(sides.Topology.Instance(Instance), [Database])[0]
                .Files.OrderBy(file => file.IsLog)
                .Select(file => file.PhysicalName),
        ];

    private static List<StepResult> ShowStepEight(SandboxSides sides) => Run(sides, new MemoryJournal(), Eight);

    private static List<StepResult> Run(SandboxSides sides, IJournal journal, RunbookOptions runbook) =>
        [
            .. new FailbackRun(sides.Connector, new FakeComputers(), sides.Topology, new FailbackOptions(), journal).Run(
                runbook,
                new SilentWatcher(),
                (_, _) => true
            ),
        ];
}
