using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step07BackUpDestinationTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Every_copy_is_backed_up_to_the_folder_that_both_sides_see() =>
        Assert.Equal(
            sides.Context.Databases.Select(database =>
                $"[{database.Name}] on {database.Destination}: Back up in full to {sides.Context.BackupLocation} and verify the backup"
            ),
            sides.Plan(Step07BackUpDestination.Step)
        );

    [Fact]
    public void It_refuses_as_long_as_no_mark_is_reached() =>
        Assert.Equal("MarkUnknown", Assert.Throws<RunbookRefusedException>(() => sides.Check(Step07BackUpDestination.Step)).ErrorId);
}
