using BizTalkDR.Paths;

namespace BizTalkDR.Tests.Paths;

public sealed class ServerPathTests
{
    [Theory]
    [InlineData("https://account.blob.core.windows.net/container/a.bak", true)]
    [InlineData("S3://bucket.example/a.bak", true)]
    [InlineData("http://account.example/a.bak", false)]
    [InlineData(@"\\https\share", false)]
    [InlineData("/s3/a.bak", false)]
    public void A_URL_is_what_SQL_Server_restores_from_as_one(string path, bool isUrl) => Assert.Equal(isUrl, ServerPath.IsUrl(path));

    [Theory]
    [InlineData(@"C:\Data\A.mdf", "c:/data/a.MDF", true)]
    [InlineData(@"C:\Data\", @"c:\DATA", true)]
    [InlineData(@"C:\Data\\a.mdf", @"C:\Data\a.mdf", true)]
    [InlineData(@"\\FILES\share\a.bak", "//files/share/a.bak", true)]
    [InlineData(@"\\FILES\share", @"\FILES\share", false)]
    [InlineData(@"D:\", @"d:\", true)]
    [InlineData(@"D:\", @"D:\x", false)]
    [InlineData("/var/opt/a.mdf", "/var//opt/a.mdf", true)]
    [InlineData("/var/opt/a.mdf", "/var/opt/A.mdf", false)]
    [InlineData("/var/opt/", "/var/opt", true)]
    public void Windows_does_not_mind_case_and_Linux_does(string left, string right, bool same)
    {
        Assert.Equal(same, ServerPath.IsSame(left, right));
        Assert.Equal(same, ServerPath.Key(left) == ServerPath.Key(right));
        if (same)
            Assert.Equal(ServerPath.Comparer.GetHashCode(left), ServerPath.Comparer.GetHashCode(right));
    }

    [Theory]
    [InlineData(@"\\old\share\a.bak", @"\\OLD\share\", "a.bak")]
    [InlineData("//old/share/sub/a.bak", @"\\old\share", @"sub\a.bak")]
    [InlineData(@"\\old\shared\a.bak", @"\\old\share", null)]
    [InlineData(@"\\old\share\", @"\\old\share", "")]
    [InlineData(@"D:\a.bak", @"D:\", "a.bak")]
    [InlineData("/a.bak", "/", "a.bak")]
    [InlineData("/srv/backup/a.bak", "/srv/Backup", null)]
    [InlineData(@"D:\a.bak", "/", null)]
    public void What_lies_below_a_folder_is_the_rest_of_its_path(string path, string folder, string? below)
    {
        Assert.Equal(below, ServerPath.Below(path, folder));
        Assert.Equal(below is not null, ServerPath.IsAtOrBelow(path, folder));
        Assert.Equal(below is { Length: > 0 }, ServerPath.IsBelow(path, folder));
    }

    [Theory]
    [InlineData(@"C:\a.bak", @"C:\", "a.bak")]
    [InlineData("/a.bak", "/", "a.bak")]
    [InlineData(@"\\FILES\share\sub\a.bak", @"\\FILES\share\sub", "a.bak")]
    [InlineData("s3://bucket.example/sub/a.bak", "s3://bucket.example/sub", "a.bak")]
    [InlineData("a.bak", "", "a.bak")]
    public void A_path_is_its_folder_and_its_name(string path, string folder, string name)
    {
        Assert.Equal((folder, name), (ServerPath.Folder(path), ServerPath.FileName(path)));
        Assert.Equal(path, ServerPath.Combine(folder, name));
    }

    [Theory]
    [InlineData(@"HOST\INSTANCE", "HOST_INSTANCE")]
    [InlineData("a<b>c:d\"e/f|g?h*i\tj", "a_b_c_d_e_f_g_h_i_j")]
    [InlineData("plain name.bak", "plain name.bak")]
    public void A_name_of_a_file_holds_nothing_that_Windows_refuses(string name, string safe) =>
        Assert.Equal(safe, ServerPath.SafeFileName(name));
}
