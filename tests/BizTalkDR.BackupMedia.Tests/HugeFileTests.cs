using BizTalkDR.BackupMedia.Media;
using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Tests;

public sealed class HugeFileTests : IDisposable
{
    private const int PieceLength = 1024;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_set_with_a_hundred_gigabytes_of_data_costs_a_few_reads()
    {
        const long gap = 100L << 30;
        var path = folder.File("a.bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(100));
        BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: Samples.Bytes(100));
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf("MQDA"u8);
        Assert.True(StreamHeader.TryRead(bytes.AsSpan(at), out var header));
        new StreamHeader
        {
            Type = header.Type,
            MediaAttributes = header.MediaAttributes,
            Length = header.Length + gap,
        }.Write(bytes.AsSpan(at));

        var stream = new CountingStream(new GapStream(bytes, at + StreamHeader.HeaderLength, gap));
        using var reader = BackupMediaReader.Open(stream);
        var sets = reader.Sets.ToList();
        Assert.Equal([null, null], sets.Select(set => set.Reason));
        Assert.Equal([BackupType.Database, BackupType.Log], sets.Select(set => set.BackupType));
        Assert.InRange(stream.Reads, 2, 5);
        Assert.True(stream.BytesRead < 100_000);
    }

    [Fact]
    public void A_payload_in_thousands_of_pieces_is_skipped_by_the_list_of_filemarks()
    {
        const int pieces = 20_000;
        var path = folder.File("a.bak");
        var payload = new byte[pieces * PieceLength - StreamHeader.HeaderLength - 2];
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet(payload);
        BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: [1]);
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf("MQDA"u8);
        for (var i = 0; i < pieces; i++)
            new StreamHeader
            {
                Type = StreamType.Data,
                MediaAttributes = StreamHeader.Variable,
                Length = PieceLength - StreamHeader.HeaderLength,
            }.Write(bytes.AsSpan(at + i * PieceLength));

        var stream = new CountingStream(new MemoryStream(bytes));
        using var reader = BackupMediaReader.Open(stream);
        var sets = reader.Sets.ToList();
        Assert.Equal([null, null], sets.Select(set => set.Reason));
        Assert.NotNull(sets[0].BackupFinishDate);
        Assert.InRange(stream.Reads, 2, 40);

        using var media = BackupMediaSet.Join([BackupMediaReader.Open(new MemoryStream(bytes))]);
        Assert.Equal(pieces * (PieceLength - StreamHeader.HeaderLength - 2), media.OpenSet(1).Open(PayloadKind.Data).ReadAll().Length);
    }

    [Fact]
    public void Headers_of_real_files_cost_at_most_six_reads_for_each_set()
    {
        foreach (var path in RealBackups.All)
        {
            var stream = new CountingStream(File.OpenRead(path));
            using var reader = BackupMediaReader.Open(stream);
            var sets = reader.Sets.Count();
            Assert.True(stream.Reads <= 6 * sets, $"{stream.Reads} reads for {path}");
        }
    }

    [Fact]
    public void A_file_that_was_cut_anywhere_and_extended_with_zeros_costs_a_few_reads()
    {
        var path = folder.File("a.bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(60_000));
        BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: Samples.Bytes(30_000));
        AssertCheapWhereverCut(File.ReadAllBytes(path), from: 8192);
    }

    [Fact]
    public void So_does_a_real_one() =>
        AssertCheapWhereverCut(File.ReadAllBytes(RealBackups.Path("RestoreTimeClean/RestoreTimeClean.bak")), from: 8192);

    [Fact]
    public void A_payload_that_goes_over_into_zeros_is_said_to_have_zeros_where_a_stream_should_begin()
    {
        var bytes = File.ReadAllBytes(RealBackups.Path("RestoreTimeClean/RestoreTimeClean.bak")).AsSpan(0, 300_000).ToArray();
        using var reader = BackupMediaReader.Open(new GapStream(bytes, bytes.Length, 1L << 30));

        Assert.Contains("there are only zeros", Assert.Single(reader.Sets).Reason, StringComparison.Ordinal);
    }

    private static void AssertCheapWhereverCut(byte[] bytes, int from)
    {
        const long length = 64L << 30;
        for (var cut = from; cut < bytes.Length; cut += 3001)
        {
            var stream = new CountingStream(new GapStream(bytes.AsSpan(0, cut).ToArray(), cut, length), 30);
            using var reader = BackupMediaReader.Open(stream);
            var last = reader.Sets.Last();
            Assert.True(last.IsDamaged, $"Cut at {cut}");
            Assert.NotNull(last.Reason);
            Assert.InRange(stream.BytesRead, 0, 400_000);
        }
    }

    /// <summary>Bytes with a gap of zeros in them.</summary>
    private sealed class GapStream(byte[] bytes, long gapStart, long gapLength) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => bytes.Length + gapLength;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var total = (int)Math.Min(count, Length - Position);
            for (var i = 0; i < total; i++, Position++)
                buffer[offset + i] =
                    Position < gapStart ? bytes[Position]
                    : Position < gapStart + gapLength ? (byte)0
                    : bytes[Position - gapLength];
            return total;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
