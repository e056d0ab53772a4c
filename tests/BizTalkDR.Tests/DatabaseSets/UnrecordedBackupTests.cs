using BizTalkDR.DatabaseSets;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.DatabaseSets;

/// <summary>A backup whose row msdb can't take (message 3009, severity 16) is a backup all the same.</summary>
public sealed class UnrecordedBackupTests
{
    [Fact]
    public async Task It_is_verified_and_comes_with_a_note_that_only_the_file_tells_of_it()
    {
        await using var sides = new PlainSides("A", "B");
        sides.Faults.Add(new Fault(FaultPoint.HistoryWrite, "SOURCE", "backupset"));

        var results = Back(sides);

        Assert.All(results, result => Assert.True(result is { IsBackedUp: true, IsVerified: true, Error: null }, result.ToString()));
        var note = Assert.Single(results.Select(result => result.Note).OfType<string>());
        Assert.Contains("(message 3009)", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_failed_for_another_reason_as_well_is_none()
    {
        await using var sides = new PlainSides("A", "B");
        sides.Faults.Add(new Fault(FaultPoint.BackupWrite, "SOURCE", "A"));

        var failed = Assert.Single(Back(sides), result => result.Error is not null);

        Assert.Equal(("A", "BackupFailed", null), (failed.Database.Name, failed.Error!.ErrorId, failed.Note));
    }

    private static IReadOnlyList<DatabaseBackupResult> Back(PlainSides sides) =>
        new DatabaseSetBackup(sides.Connector).Back(
            sides.Topology,
            [new DatabaseKey("SOURCE", "A"), new DatabaseKey("SOURCE", "B")],
            new DatabaseSetBackupOptions { Folder = PlainSides.Share }
        );
}
