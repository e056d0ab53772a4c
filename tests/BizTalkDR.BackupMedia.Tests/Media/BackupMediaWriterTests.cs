using BizTalkDR.BackupMedia.Media;

namespace BizTalkDR.BackupMedia.Tests.Media;

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
        Assert.Null(read.Reason);
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

    [Fact]
    public void Appended_sets_stand_behind_one_another_at_their_positions()
    {
        var path = folder.File("a.bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(5_000));
        for (var i = 2; i <= 70; i++)
            BackupMediaWriter.Append([path], Samples.Set(BackupType.Log, i, i + 1)).WriteSet(log: Samples.Bytes(i * 100, i));

        using var media = BackupMediaSet.Open(path);
        Assert.Equal(Enumerable.Range(1, 70), media.Sets.Select(set => set.Position));
        Assert.All(media.Sets, set => Assert.Null(set.Reason));
        Assert.Equal(69, media.Sets[68].FirstLSN);
        Assert.Equal(Samples.Bytes(6900, 69), media.OpenSet(69).Open(PayloadKind.Log).ReadAll());
        Assert.Empty(media.OpenSet(69).Open(PayloadKind.Data).ReadAll());
        Assert.False(media.OpenSet(69).Has(PayloadKind.Data));
    }

    [Fact]
    public void Overwriting_the_sets_keeps_the_media_header()
    {
        var path = folder.File("a.bak");
        var named = Samples.Media with { MediaName = "BTS nightly", MediaDescription = "off-site" };
        BackupMediaWriter.Create([path], named, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(5_000));
        BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: Samples.Bytes(5_000));
        MediaHeader before;
        using (var reader = BackupMediaReader.Open(path))
            before = reader.Media;

        BackupMediaWriter.Overwrite([path], Samples.Set(BackupType.Log)).WriteSet(log: [7]);

        using var media = BackupMediaSet.Open(path);
        Assert.Equal(before, media.Media);
        Assert.Equal(("BTS nightly", "off-site"), (media.Media.MediaName, media.Media.MediaDescription));
        Assert.Equal(BackupType.Log, Assert.Single(media.Sets).BackupType);
        Assert.Equal([7], media.OpenSet(1).Open(PayloadKind.Log).ReadAll());
    }

    [Fact]
    public void Formatting_makes_a_new_media_set()
    {
        var path = folder.File("a.bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet([1]);
        Guid before;
        using (var reader = BackupMediaReader.Open(path))
            before = reader.Media.MediaSetId;
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet([2]);
        using var media = BackupMediaSet.Open(path);
        Assert.NotEqual(before, media.Media.MediaSetId);
        Assert.Single(media.Sets);
    }

    [Fact]
    public void A_set_whose_writer_died_is_damaged_and_the_sets_before_it_are_not()
    {
        var path = folder.File("a.bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(5_000));
        using (var dying = BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)))
            dying.OpenPayload(PayloadKind.Log).Write(Samples.Bytes(100_000));

        using (var media = BackupMediaSet.Open(path))
        {
            Assert.Equal([false, true], media.Sets.Select(set => set.IsDamaged));
            Assert.Contains("The file ends", media.Sets[1].Reason, StringComparison.Ordinal);
            Assert.Equal(BackupType.Log, media.Sets[1].BackupType);
            Assert.Null(media.Sets[1].BackupFinishDate);
            Assert.Equal(Samples.Bytes(5_000), media.OpenSet(1).Open(PayloadKind.Data).ReadAll());
            Assert.Equal(BackupMediaError.DamagedSet, Assert.Throws<BackupMediaException>(() => media.OpenSet(2)).Reason);
        }

        BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: [1, 2, 3]);
        using var repaired = BackupMediaSet.Open(path);
        Assert.Equal([false, false], repaired.Sets.Select(set => set.IsDamaged));
        Assert.Equal([1, 2, 3], repaired.OpenSet(2).Open(PayloadKind.Log).ReadAll());
    }

    [Fact]
    public void Wherever_a_file_is_cut_the_sets_before_the_cut_are_sound_and_the_cut_one_is_not()
    {
        var path = folder.File("a.bak");
        var ends = new List<long>();
        for (var i = 1; i <= 3; i++)
        {
            var set = Samples.Set(BackupType.Log, i, i + 1);
            var writer = i == 1 ? BackupMediaWriter.Create([path], Samples.Media, set) : BackupMediaWriter.Append([path], set);
            writer.WriteSet(Samples.Bytes(3_000), Samples.Bytes(2_000));
            ends.Add(new FileInfo(path).Length);
        }
        var bytes = File.ReadAllBytes(path);
        const int firstSet = 1536;
        for (var length = firstSet; length < bytes.Length; length += 97)
        {
            using var reader = BackupMediaReader.Open(new MemoryStream(bytes, 0, length));
            var sets = reader.Sets.ToList();
            var whole = ends.Count(end => end <= length);
            var isCut = length != firstSet && !ends.Contains(length);
            Assert.Equal(whole + (isCut ? 1 : 0), sets.Count);
            Assert.Equal(Enumerable.Repeat(false, whole).Concat(isCut ? [true] : []), sets.Select(set => set.IsDamaged));
        }
        for (var length = 0; length < firstSet; length += 13)
        {
            var cut = new MemoryStream(bytes, 0, length);
            Assert.Contains(
                Assert.Throws<BackupMediaException>(() => BackupMediaReader.Open(cut)).Reason,
                new[] { BackupMediaError.NotBackupMedia, BackupMediaError.Truncated, BackupMediaError.Damaged }
            );
        }
    }

    [Fact]
    public void Nothing_is_appended_behind_a_damaged_set()
    {
        var path = folder.File("a.bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet([1]);
        BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: [2]);
        var bytes = File.ReadAllBytes(path);
        bytes[1536 + 4] ^= 1;
        File.WriteAllBytes(path, bytes);
        var e = Assert.Throws<BackupMediaException>(() => BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)));
        Assert.Equal(BackupMediaError.Damaged, e.Reason);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_striped_set_can_be_appended_when_its_writer_died_between_the_families()
    {
        string[] paths = [folder.File("1.bak"), folder.File("2.bak")];
        BackupMediaWriter.Create(paths, Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(200_000));
        var before = File.ReadAllBytes(paths[1]);
        BackupMediaWriter.Append(paths, Samples.Set(BackupType.Log)).WriteSet(log: Samples.Bytes(200_000));
        File.WriteAllBytes(paths[1], before);

        using (var media = BackupMediaSet.Open(paths))
        {
            Assert.Equal([false, true], media.Sets.Select(set => set.IsDamaged));
            Assert.Contains("missing from a family", media.Sets[1].Reason, StringComparison.Ordinal);
        }
        BackupMediaWriter.Append(paths, Samples.Set(BackupType.Log)).WriteSet(log: Samples.Bytes(150_000, 9));
        using var repaired = BackupMediaSet.Open(paths);
        Assert.Equal([false, false], repaired.Sets.Select(set => set.IsDamaged));
        Assert.Equal(Samples.Bytes(150_000, 9), repaired.OpenSet(2).Open(PayloadKind.Log).ReadAll());
    }

    [Fact]
    public void A_changed_byte_in_a_compressed_payload_is_found_without_checksums_too()
    {
        var path = folder.File("a.bak");
        var options = new BackupSetOptions { Compression = true };
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database), options).WriteSet(new byte[500_000]);
        var bytes = File.ReadAllBytes(path);
        using (var reader = BackupMediaReader.Open(path))
            Assert.True(reader.Media.IsCompressed);
        var payload = bytes.AsSpan().IndexOf("MQDA"u8) + 24;
        bytes.AsSpan(payload, 16).Fill(0xFF);
        using var media = BackupMediaSet.Join([BackupMediaReader.Open(new MemoryStream(bytes))]);
        var e = Assert.Throws<BackupMediaException>(() => media.OpenSet(1).Open(PayloadKind.Data).ReadAll());
        Assert.Equal(BackupMediaError.PayloadDamaged, e.Reason);
    }

    [Fact]
    public void What_is_known_only_at_the_end_can_be_set_until_the_set_is_complete()
    {
        var path = folder.File("a.bak");
        var unfinished = Samples.Set(BackupType.Database) with { LastLSN = null, BackupFinishDate = null };
        using (var writer = BackupMediaWriter.Create([path], Samples.Media, unfinished))
        {
            writer.Write(PayloadKind.Data, new MemoryStream([1]));
            writer.Header = writer.Header with { LastLSN = 99, BackupFinishDate = new DateTime(2026, 11, 21, 10, 0, 0) };
            writer.Complete();
        }
        using var reader = BackupMediaReader.Open(path);
        var set = Assert.Single(reader.Sets);
        Assert.Equal((99, new DateTime(2026, 11, 21, 10, 0, 0)), (set.LastLSN, set.BackupFinishDate));
    }

    [Fact]
    public void A_fork_inside_the_set_is_read_back_and_one_before_it_is_not_the_sets()
    {
        var path = folder.File("a.bak");
        var forked = Samples.Set(BackupType.Log, 100, 300) with { FirstRecoveryForkID = Guid.NewGuid(), ForkPointLSN = 200 };
        BackupMediaWriter.Create([path], Samples.Media, forked).WriteSet(log: [1]);
        BackupMediaWriter.Append([path], forked with { FirstLSN = 300, LastLSN = 400 }).WriteSet(log: [1]);
        using var reader = BackupMediaReader.Open(path);
        var sets = reader.Sets.ToList();
        Assert.Equal((forked.FirstRecoveryForkID, 200), (sets[0].FirstRecoveryForkID, sets[0].ForkPointLSN));
        Assert.Equal((forked.RecoveryForkID, null), (sets[1].FirstRecoveryForkID, sets[1].ForkPointLSN));
    }

    [Fact]
    public void Every_flag_is_read_back()
    {
        var path = folder.File("a.bak");
        var flagged = Samples.Set(BackupType.Log) with
        {
            HasBulkLoggedData = true,
            IsSnapshot = true,
            IsReadOnly = true,
            IsSingleUser = true,
            HasIncompleteMetaData = true,
            IsForceOffline = true,
            IsCopyOnly = true,
            BeginsLogChain = false,
            RecoveryModel = "BULK-LOGGED",
        };
        BackupMediaWriter.Create([path], Samples.Media, flagged).WriteSet(log: [1]);
        using var reader = BackupMediaReader.Open(path);
        var read = Assert.Single(reader.Sets);
        Assert.True(read is { HasBulkLoggedData: true, IsSnapshot: true, IsReadOnly: true, IsSingleUser: true });
        Assert.True(read is { HasIncompleteMetaData: true, IsForceOffline: true, IsCopyOnly: true, BeginsLogChain: false });
        Assert.Equal("BULK-LOGGED", read.RecoveryModel);
    }

    [Fact]
    public void Payloads_are_written_one_at_a_time_and_each_kind_once()
    {
        using var writer = BackupMediaWriter.Create([folder.File("a.bak")], Samples.Media, Samples.Set(BackupType.Database));
        var data = writer.OpenPayload(PayloadKind.Data);
        Assert.Throws<InvalidOperationException>(() => writer.OpenPayload(PayloadKind.Log));
        Assert.Throws<InvalidOperationException>(writer.Complete);
        data.Dispose();
        Assert.Throws<InvalidOperationException>(() => writer.OpenPayload(PayloadKind.Data));
        writer.Complete();
        Assert.Throws<InvalidOperationException>(() => writer.OpenPayload(PayloadKind.Log));
    }
}
