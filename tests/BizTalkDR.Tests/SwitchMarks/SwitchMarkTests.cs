using BizTalkDR.SwitchMarks;

namespace BizTalkDR.Tests.SwitchMarks;

public class SwitchMarkTests
{
    private static readonly SwitchMark Mark = new("failback 0123456789ab", new DateTime(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Backs up all databases of the group to one log mark.")]
    [InlineData("Ends with a bracket [see the wiki]")]
    public void A_description_comes_back_as_it_was(string? description)
    {
        var marked = Mark.On(description)!;

        Assert.Equal(Mark, SwitchMark.Find(marked));
        Assert.Equal(description ?? "", SwitchMark.Without(marked));
    }

    [Fact]
    public void A_second_mark_takes_the_place_of_the_first()
    {
        var later = Mark with { By = "failback ba9876543210" };

        var marked = later.On(Mark.On("Job"))!;

        Assert.Equal(later, SwitchMark.Find(marked));
        Assert.Equal("Job", SwitchMark.Without(marked));
    }

    [Fact]
    public void What_the_site_wrote_is_never_cut_to_make_room()
    {
        Assert.Null(Mark.On(new string('x', 500)));
        Assert.True(Mark.On(new string('x', 420))!.Length <= 512);
    }

    [Fact]
    public void A_description_without_a_mark_has_none() => Assert.Null(SwitchMark.Find("switched off by somebody"));
}
