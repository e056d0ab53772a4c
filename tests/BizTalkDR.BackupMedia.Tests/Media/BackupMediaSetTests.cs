using BizTalkDR.BackupMedia.Media;

namespace BizTalkDR.BackupMedia.Tests.Media;

public sealed class BackupMediaSetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_family_is_named_by_number()
    {
        var paths = Write(3);
        var e = Assert.Throws<BackupMediaException>(() => BackupMediaSet.Open(paths[0], paths[2]));
        Assert.Equal(BackupMediaError.MissingFamily, e.Reason);
        Assert.Contains("has 3 media families but only 2 are provided", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_different_media_sets_do_not_go_together()
    {
        var (first, second) = (Write(2), Write(2));
        var e = Assert.Throws<BackupMediaException>(() => BackupMediaSet.Open(first[0], second[1]));
        Assert.Equal(BackupMediaError.MixedMedia, e.Reason);
    }

    [Fact]
    public void A_family_given_twice_is_refused()
    {
        var paths = Write(2);
        var e = Assert.Throws<BackupMediaException>(() => BackupMediaSet.Open(paths[0], paths[0]));
        Assert.Equal(BackupMediaError.MixedMedia, e.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_position_without_a_set_is_refused(int position)
    {
        using var media = BackupMediaSet.Open(Write(1));
        Assert.Equal(BackupMediaError.NoSuchSet, Assert.Throws<BackupMediaException>(() => media.OpenSet(position)).Reason);
    }

    [Fact]
    public void A_missing_file_is_a_failure_of_the_file_system()
    {
        Assert.Throws<FileNotFoundException>(() => BackupMediaSet.Open(folder.File("none.bak")));
    }

    [Fact]
    public void A_stripe_is_described_by_each_of_its_families()
    {
        var paths = Write(3);
        for (var i = 0; i < 3; i++)
        {
            using var reader = BackupMediaReader.Open(paths[i]);
            Assert.Equal((3, i + 1), (reader.Media.FamilyCount, reader.Media.FamilySequenceNumber));
            Assert.Equal("BizTalk MsgBox]Db", Assert.Single(reader.Sets).DatabaseName);
        }
    }

    private string[] Write(int families)
    {
        var paths = Enumerable.Range(1, families).Select(_ => folder.File(Guid.NewGuid() + ".bak")).ToArray();
        BackupMediaWriter.Create(paths, Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(10_000));
        return paths;
    }
}
