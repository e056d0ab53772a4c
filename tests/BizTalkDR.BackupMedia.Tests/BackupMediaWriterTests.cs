namespace BizTalkDR.BackupMedia.Tests;

public sealed class BackupMediaWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<BackupType, int, bool, bool> Variants
    {
        get
        {
            var variants = new TheoryData<BackupType, int, bool, bool>();
            foreach (var type in Enum.GetValues<BackupType>())
            foreach (var families in new[] { 1, 3 })
            foreach (var checksum in new[] { false, true })
            foreach (var compression in new[] { false, true })
                variants.Add(type, families, checksum, compression);
            return variants;
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_set_of_any_type_is_read_back_as_it_was_written(BackupType type, int families, bool checksum, bool compression)
    {
        var paths = Enumerable.Range(1, families).Select(i => folder.File($"{i}.bak")).ToArray();
        var (data, log) = (Samples.Bytes(300_001), new byte[100_002]);
        var set = Samples.Set(type);
        var options = new BackupSetOptions { Checksum = checksum, Compression = compression };
        BackupMediaWriter.Create(paths, Samples.Media, set, options).WriteSet(data, log);

        using var media = BackupMediaSet.Open(paths.Reverse().ToArray());
        var read = Assert.Single(media.Sets);
        Assert.Null(read.DamageReason);
        var expected = set with
        {
            Position = 1,
            HasBackupChecksums = checksum,
            Compressed = compression,
            Flags = read.Flags,
            BackupSize = read.BackupSize,
            CompressedBackupSize = read.CompressedBackupSize,
            Files = read.Files,
        };
        Assert.Equal(expected, read);
        Assert.Equal(set.Files, read.Files);
        Assert.Equal(compression, read.CompressedBackupSize < read.BackupSize);
        Assert.Equal(data, media.OpenSet(1).Open(PayloadKind.Data).ReadAll());
        Assert.Equal(log, media.OpenSet(1).Open(PayloadKind.Log).ReadAll());
        Assert.True(media.OpenSet(1).Verify() > 300_000);
    }
}
