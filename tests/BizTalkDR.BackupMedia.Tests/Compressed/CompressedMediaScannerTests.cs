using System.Buffers.Binary;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.BackupMedia.Media;

namespace BizTalkDR.BackupMedia.Tests.Compressed;

public sealed class CompressedMediaScannerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Headers_in_a_compressed_container_are_read_like_those_of_a_plain_file()
    {
        var plain = WriteThreeSets();
        using var expected = BackupMediaReader.Open(new MemoryStream(plain));
        using var read = BackupMediaReader.Open(new MemoryStream(CompressedContainer.Of(plain)));

        Assert.Equal(expected.Media with { IsCompressed = true }, read.Media);
        Assert.Equal(3, read.Sets.Count());
        foreach (var (set, same) in expected.Sets.Zip(read.Sets))
        {
            Assert.Null(same.Reason);
            Assert.Equal(set with { Compressed = true, Files = same.Files }, same);
            Assert.Equal(set.Files, same.Files);
        }
    }

    [Fact]
    public void What_lies_between_the_headers_is_skipped()
    {
        var path = folder.File("a.bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(3_000_000));
        var stream = new CountingStream(new MemoryStream(CompressedContainer.Of(File.ReadAllBytes(path))));
        using var reader = BackupMediaReader.Open(stream);
        Assert.Null(Assert.Single(reader.Sets).Reason);
        Assert.True(stream.Length > 3_000_000);
        Assert.True(stream.BytesRead < 250_000, $"{stream.BytesRead} bytes were read.");
    }

    [Fact]
    public void Wherever_a_container_is_cut_the_sets_before_the_cut_are_sound_and_the_cut_one_is_not()
    {
        var whole = CompressedContainer.Of(WriteThreeSets());
        var ends = new List<long>();
        using (var reader = BackupMediaReader.Open(new MemoryStream(whole)))
            ends.AddRange(reader.Scans.Select(scan => scan.Next));
        using var first = BackupMediaReader.Open(new MemoryStream(whole));
        for (var length = (int)first.FirstSet; length < whole.Length; length += 509)
        {
            using var reader = BackupMediaReader.Open(new MemoryStream(whole, 0, length));
            var sets = reader.Sets.ToList();
            var sound = ends.Count(end => end <= length);
            var isCut = length != first.FirstSet && !ends.Contains(length);
            Assert.Equal(Enumerable.Repeat(false, sound).Concat(isCut ? [true] : []), sets.Select(set => set.IsDamaged));
            if (isCut)
                Assert.Contains("The file ends", sets[^1].Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damage_to_a_container_causes_no_other_exception_and_no_endless_reading()
    {
        var whole = CompressedContainer.Of(WriteThreeSets());
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var bytes = (byte[])whole.Clone();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                using var reader = BackupMediaReader.Open(new CountingStream(new MemoryStream(bytes), 5_000));
                Assert.InRange(reader.Sets.Count(), 0, 3);
            }
            catch (BackupMediaException) { }
        }
    }

    [Fact]
    public void Payloads_that_SQL_Server_compressed_are_refused_and_so_is_writing_behind_them()
    {
        var path = folder.File("c.bak");
        File.WriteAllBytes(path, CompressedContainer.Of(WriteThreeSets()));
        using (var media = BackupMediaSet.Open(path))
            Assert.Equal(BackupMediaError.Unsupported, Assert.Throws<BackupMediaException>(() => media.OpenSet(1)).Reason);
        var e = Assert.Throws<BackupMediaException>(() => BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)));
        Assert.Equal(BackupMediaError.Unsupported, e.Reason);
    }

    [Theory]
    [InlineData(8, 1, "version 1", BackupMediaError.Unsupported)]
    [InlineData(44, 256, "encrypted", BackupMediaError.Encrypted)]
    public void Containers_that_cannot_be_read_are_named(int field, int value, string said, BackupMediaError reason)
    {
        var bytes = CompressedContainer.Of(WriteThreeSets());
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(field), value);
        var e = Assert.Throws<BackupMediaException>(() => BackupMediaReader.Open(new MemoryStream(bytes)));
        Assert.Equal(reason, e.Reason);
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12, 4)]
    [InlineData(-1, 0)]
    public void Another_compression_than_the_known_one_is_unsupported_and_no_damage(int field, int value)
    {
        var bytes = CompressedContainer.Of(WriteThreeSets());
        if (field >= 0)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(field), value);
        // A frame of Zstandard where the first record's content begins.
        new byte[] { 0x28, 0xB5, 0x2F, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF }.CopyTo(bytes, 0x1E0 + 28);
        var path = folder.File("zstd.bak");
        File.WriteAllBytes(path, bytes);

        var header = Assert.Single(BackupFileReader.ReadAll([new FoundFile(path, null)], 1));

        Assert.False(header.IsDamaged);
        Assert.Contains("ZSTD", header.Reason, StringComparison.Ordinal);
        Assert.Null(header.DatabaseName);
    }

    [Fact]
    public void Compressed_files_of_real_servers_are_read()
    {
        var containers = RealBackups.All.Where(path => File.ReadAllBytes(path).AsSpan().StartsWith("MSSQLBAK"u8)).ToList();
        if (containers.Count == 0)
            Assert.Skip("No file in the folder of real backups is compressed.");
        foreach (var path in containers)
        {
            using var reader = BackupMediaReader.Open(path);
            var set = reader.Sets.First();
            Assert.Null(set.Reason);
            Assert.True(set.Compressed && set.CompressedBackupSize < set.BackupSize);
            Assert.True(set.FirstLSN <= set.LastLSN && set.BackupStartDate <= set.BackupFinishDate);
            Assert.NotNull(set.DatabaseName);
            Assert.NotEmpty(set.Files);
        }
    }

    private byte[] WriteThreeSets()
    {
        var path = folder.File(Guid.NewGuid() + ".bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(40_000), new byte[90_000]);
        BackupMediaWriter.Append([path], Samples.Set(BackupType.DifferentialDatabase)).WriteSet(new byte[2_000]);
        BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: new byte[20_000]);
        return File.ReadAllBytes(path);
    }
}
