using BizTalkDR.BackupMedia.Media;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.BackupMedia.Tests;

public sealed class FuzzTests : IDisposable
{
    private const int MostReads = 20_000;
    private const long MostMemory = 300L << 20;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Flipped_bits_cause_no_other_exception_no_endless_reading_and_no_great_memory() =>
        ForEachFile((bytes, random) => Flip(bytes, random, random.Next(1, 9), bytes.Length));

    [Fact]
    public void Flipped_bits_among_the_headers_cause_no_other_exception_no_endless_reading_and_no_great_memory() =>
        ForEachFile((bytes, random) => Flip(bytes, random, random.Next(1, 4), Math.Min(bytes.Length, 10_000)));

    [Fact]
    public void Flipped_bits_behind_valid_header_checksums_cause_no_other_exception_no_endless_reading_and_no_great_memory() =>
        ForEachFile(
            (bytes, random) =>
            {
                Flip(bytes, random, random.Next(1, 9), Math.Min(bytes.Length, 10_000));
                RepairHeaderChecksums(bytes);
                return bytes;
            }
        );

    [Fact]
    public void Truncation_causes_no_other_exception_no_endless_reading_and_no_great_memory() =>
        ForEachFile((bytes, random) => bytes.AsSpan(0, random.Next(bytes.Length)).ToArray());

    [Fact]
    public void Moved_parts_cause_no_other_exception_no_endless_reading_and_no_great_memory() =>
        ForEachFile(
            (bytes, random) =>
            {
                var length = random.Next(1, Math.Min(bytes.Length, 8192));
                bytes.AsSpan(random.Next(bytes.Length - length), length).ToArray().CopyTo(bytes, random.Next(bytes.Length - length));
                return bytes;
            }
        );

    [Fact]
    public void Foreign_files_are_refused_with_the_one_exception() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes =>
                {
                    var tape = "TAPE"u8.ToArray().Concat(bytes).ToArray();
                    return IsRefused(bytes) && IsRefused(tape);
                }
            )
            .QuickCheckThrowOnFailure();

    private static bool IsRefused(byte[] bytes)
    {
        try
        {
            using var reader = BackupMediaReader.Open(new CountingStream(new MemoryStream(bytes), MostReads));
            return false;
        }
        catch (BackupMediaException)
        {
            return true;
        }
    }

    private void ForEachFile(Func<byte[], Random, byte[]> damage)
    {
        foreach (var file in Files())
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => ReadsOrRefuses(damage((byte[])file.Clone(), new Random(seed))))
                .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static bool ReadsOrRefuses(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var media = BackupMediaSet.Join([BackupMediaReader.Open(new CountingStream(new MemoryStream(bytes), MostReads))]);
            foreach (var set in media.Sets.Where(set => set.Reason is null).Take(3))
            {
                var payloads = media.OpenSet(set.Position);
                payloads.Verify();
                foreach (var kind in Enum.GetValues<PayloadKind>())
                    payloads.Open(kind).ReadAll();
            }
        }
        catch (BackupMediaException) { }
        return GC.GetAllocatedBytesForCurrentThread() - before < MostMemory;
    }

    private static byte[] Flip(byte[] bytes, Random random, int flips, int within)
    {
        for (var i = 0; i < flips; i++)
            bytes[random.Next(within)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    /// <summary>Makes the headers' checksums right again, so that what they say is believed.</summary>
    private static void RepairHeaderChecksums(byte[] bytes)
    {
        for (var at = 0; at + 52 <= Math.Min(bytes.Length, 10_000); at += 4)
        {
            var name = System.Text.Encoding.ASCII.GetString(bytes, at, 4);
            var length =
                name is "TAPE" or "SFMB" or "SSET" or "VOLB" or "MSCI" or "MSDA" or "MSTL" ? 50
                : name is "RAID" or "SPAD" or "APAD" or "MQCI" or "MQDA" or "MQTL" ? 20
                : 0;
            if (length > 0)
                BitConverter.TryWriteBytes(bytes.AsSpan(at + length), Mtf.MtfChecksum.OfHeader(bytes.AsSpan(at, length)));
        }
    }

    private List<byte[]> Files()
    {
        var path = folder.File(Guid.NewGuid() + ".bak");
        BackupMediaWriter
            .Create([path], Samples.Media, Samples.Set(BackupType.Database), new BackupSetOptions { Checksum = true })
            .WriteSet(Samples.Bytes(30_000), Samples.Bytes(300));
        BackupMediaWriter
            .Append([path], Samples.Set(BackupType.Log), new BackupSetOptions { Compression = true })
            .WriteSet(log: new byte[30_000]);
        var files = new List<byte[]> { File.ReadAllBytes(path) };
        foreach (var name in new[] { "db1/SQL2008_db1_LOG_20170518_041837.trn", "RestoreTimeClean/RestoreTimeClean_1.trn" })
            if (RealBackups.TryPath(name) is { } real)
                files.Add(File.ReadAllBytes(real));
        return files;
    }
}
