using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Tests.Platform;

public sealed class TemporaryRootTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("roots-").FullName;

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void What_a_killed_sandbox_left_behind_is_taken_away_when_the_next_one_starts()
    {
        var left = Directory.CreateDirectory(Path.Combine(parent, "biztalkdr-left")).FullName;
        File.WriteAllText(Path.Combine(left, ".in-use"), "");
        File.WriteAllText(Path.Combine(left, "x.bak"), "");

        using var root = TemporaryRoot.Create(parent);

        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(root.Path));
    }

    [Fact]
    public void The_folder_of_a_sandbox_that_runs_stays()
    {
        using var first = TemporaryRoot.Create(parent);
        using var second = TemporaryRoot.Create(parent);
        Assert.True(Directory.Exists(first.Path));
    }

    [Fact]
    public void A_folder_that_is_no_sandbox_s_stays()
    {
        var other = Directory.CreateDirectory(Path.Combine(parent, "biztalkdr-other")).FullName;
        using var root = TemporaryRoot.Create(parent);
        Assert.True(Directory.Exists(other));
    }

    [Fact]
    public void It_goes_when_its_sandbox_ends()
    {
        var root = TemporaryRoot.Create(parent);
        root.Dispose();
        Assert.False(Directory.Exists(root.Path));
    }
}
