using BizTalkDR.BackupMedia.Media;

namespace BizTalkDR.BackupMedia.Tests.Reading;

/// <summary>A set says what it is at its beginning, at its end and around its log: a bit that flipped in one place shows beside the others.</summary>
public sealed class SetAgreementTests : IDisposable
{
    private const int FirstLsn = 0x20;
    private const int LastLsn = 0x2A;
    private const int CheckpointLsn = 0x34;
    private const int DatabaseBackupLsn = 0x3E;
    private const int FamilyGuid = 0xE0;
    private const int Type = 0x57;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("RestoreTimeClean/RestoreTimeClean.bak")]
    [InlineData("RestoreTimeClean/RestoreTimeClean2.bak")]
    [InlineData("RestoreTimeClean/RestoreTimeClean2_2.trn")]
    [InlineData("db1/SQL2008_db1_LOG_20170518_041831.trn")]
    [InlineData("db1/SQL2008_db1_LOG_20170518_041837.trn")]
    public void Any_bit_of_a_log_sequence_number_that_flips_in_a_real_file_is_named(string name)
    {
        var bytes = File.ReadAllBytes(RealBackups.Path(name));
        foreach (var at in Records(bytes))
        foreach (
            var (field, called) in new[]
            {
                (FirstLsn, "FirstLSN"),
                (LastLsn, "LastLSN"),
                (CheckpointLsn, "CheckpointLSN"),
                (DatabaseBackupLsn, "DatabaseBackupLSN"),
            }
        )
        foreach (var bit in Enumerable.Range(0, 80))
        {
            var header = Read(Flipped(bytes, at + field, bit));

            Assert.True(header.IsDamaged, $"{called}, bit {bit} at byte {at}");
            Assert.Contains(called, header.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("RestoreTimeClean/RestoreTimeClean.bak")]
    [InlineData("RestoreTimeClean/RestoreTimeClean_3.trn")]
    [InlineData("db1/SQL2008_db1_LOG_20170518_041831.trn")]
    public void The_number_that_the_log_itself_agrees_with_is_believed_wherever_the_other_stands(string name)
    {
        var bytes = File.ReadAllBytes(RealBackups.Path(name));
        var sound = Read(bytes);
        foreach (var at in Records(bytes))
        foreach (var bit in Enumerable.Range(0, 64))
        {
            Assert.Equal(sound.FirstLSN, Read(Flipped(bytes, at + FirstLsn, bit)).FirstLSN);
            Assert.Equal(sound.LastLSN, Read(Flipped(bytes, at + LastLsn, bit)).LastLSN);
        }
    }

    [Fact]
    public void Real_files_agree_with_themselves() =>
        Assert.All(
            RealBackups.All,
            path =>
            {
                using var reader = BackupMediaReader.Open(path);
                Assert.All(reader.Sets, set => Assert.Null(set.Reason));
            }
        );

    [Theory]
    [InlineData(Type, "BackupType")]
    [InlineData(FamilyGuid, "FamilyGUID")]
    public void Another_kind_or_family_at_the_end_than_at_the_beginning_is_named(int field, string called)
    {
        var bytes = Written(BackupType.Log);

        var header = Read(Flipped(bytes, Records(bytes)[1] + field, 0));

        Assert.True(header.IsDamaged);
        Assert.Contains(called, header.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_backup_of_2019_has_its_final_numbers_at_its_end()
    {
        var bytes = Written(BackupType.Database, version: 15);
        var records = Records(bytes);
        var earlier = Moved(bytes, records[0], -1);

        var header = Read(earlier);

        Assert.Null(header.Reason);
        Assert.Equal(Read(bytes).LastLSN, header.LastLSN);
    }

    [Fact]
    public void A_full_backup_whose_numbers_at_the_end_lie_before_those_of_the_first_phase_is_named()
    {
        var bytes = Written(BackupType.Database, version: 15);

        Assert.Contains("LastLSN", Read(Moved(bytes, Records(bytes)[0], 1)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BackupType.Database, 14)]
    [InlineData(BackupType.Log, 16)]
    public void Other_backups_have_the_same_numbers_at_both_ends(BackupType type, int version)
    {
        var bytes = Written(type, version);

        Assert.Null(Read(bytes).Reason);
        Assert.Contains("LastLSN", Read(Moved(bytes, Records(bytes)[0], -1)).Reason, StringComparison.Ordinal);
    }

    private byte[] Written(BackupType type, int version = 16)
    {
        var path = folder.File("written.bak");
        var header = Samples.Set(type) with { SoftwareVersionMajor = version, LastLSN = 34_000000006900179m };
        using (var writer = BackupMediaWriter.Create([path], Samples.Media, header))
        {
            writer.Write(PayloadKind.Log, new MemoryStream(new byte[512]));
            writer.Header = writer.Header with { LastLSN = 34_000000026100001m };
            writer.Complete();
        }
        return File.ReadAllBytes(path);
    }

    // The records of the set itself, at its beginning and at its end.
    private static List<int> Records(byte[] bytes)
    {
        var found = new List<int>();
        for (var at = bytes.AsSpan().IndexOf("SCIN"u8); at >= 0; )
        {
            found.Add(at);
            var next = bytes.AsSpan(at + 4).IndexOf("SCIN"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }
        Assert.Equal(2, found.Count);
        return found;
    }

    private static byte[] Flipped(byte[] bytes, int at, int bit)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[at + bit / 8] ^= (byte)(1 << bit % 8);
        return flipped;
    }

    // The last number, moved by blocks.
    private static byte[] Moved(byte[] bytes, int record, int blocks)
    {
        var moved = (byte[])bytes.Clone();
        var at = moved.AsSpan(record + LastLsn + 4, 4);
        BitConverter.TryWriteBytes(at, BitConverter.ToInt32(at) + blocks);
        return moved;
    }

    private static BackupSetHeader Read(byte[] bytes)
    {
        using var reader = BackupMediaReader.Open(new MemoryStream(bytes));
        return Assert.Single(reader.Sets);
    }
}
