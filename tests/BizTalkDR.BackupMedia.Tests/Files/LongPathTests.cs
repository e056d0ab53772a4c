using BizTalkDR.BackupMedia.Files;

namespace BizTalkDR.BackupMedia.Tests.Files;

public sealed class LongPathTests
{
    [Theory]
    [InlineData(@"C:\Backup\a.bak", @"\\?\C:\Backup\a.bak")]
    [InlineData(@"C:/Backup/a.bak", @"\\?\C:\Backup\a.bak")]
    [InlineData(@"\\FILES\Backup\a.bak", @"\\?\UNC\FILES\Backup\a.bak")]
    [InlineData(@"//FILES/Backup/a.bak", @"\\?\UNC\FILES\Backup\a.bak")]
    [InlineData(@"\\?\UNC\FILES\Backup\a.bak", @"\\?\UNC\FILES\Backup\a.bak")]
    public void A_path_gets_the_prefix_that_lifts_the_limit(string path, string extended) => Assert.Equal(extended, LongPath.Extend(path));

    [Theory]
    [InlineData(259, false)]
    [InlineData(260, true)]
    public void A_path_is_too_long_when_it_and_its_zero_have_more_than_260_characters(int length, bool isTooLong) =>
        Assert.Equal(isTooLong, LongPath.NeedsExtension(@"C:\" + new string('a', length - 3)));

    [Fact]
    public void A_path_with_the_prefix_is_left_to_Windows() => Assert.True(LongPath.NeedsExtension(@"\\?\C:\a.bak"));
}
