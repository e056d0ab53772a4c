using BizTalkDR.Backups;

namespace BizTalkDR.Tests.Backups;

public sealed class FolderMapTests
{
    private static readonly FolderMap Map = new(
        new Dictionary<string, string>
        {
            [@"\\old\share"] = @"D:\found",
            [@"\\old\share\log\"] = @"E:\log\",
            ["/srv/backup"] = @"\\FILES\BizTalk",
            [@"F:\blob"] = "https://account.example/container",
        }
    );

    [Theory]
    [InlineData(@"\\old\share\a.bak", @"D:\found\a.bak")]
    [InlineData(@"\\OLD\Share\sub\a.bak", @"D:\found\sub\a.bak")]
    [InlineData(@"\\old\share\log\a.bak", @"E:\log\a.bak")]
    [InlineData("//old/share/log/a.bak", @"E:\log\a.bak")]
    [InlineData(@"\\old\shared\a.bak", @"\\old\shared\a.bak")]
    [InlineData("/srv/backup/sub/a.bak", @"\\FILES\BizTalk\sub\a.bak")]
    [InlineData(@"F:\blob\sub\a.bak", "https://account.example/container/sub/a.bak")]
    [InlineData(@"G:\a.bak", @"G:\a.bak")]
    [InlineData(@"\\old\share", @"D:\found")]
    public void The_longest_folder_that_fits_is_replaced(string path, string mapped) => Assert.Equal(mapped, Map.Map(path));
}
