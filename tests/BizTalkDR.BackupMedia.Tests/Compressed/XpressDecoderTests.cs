using BizTalkDR.BackupMedia.Compressed;

namespace BizTalkDR.BackupMedia.Tests.Compressed;

public sealed class XpressDecoderTests
{
    public static TheoryData<byte[]> Contents =>
        [
            new byte[] { 1 },
            new byte[] { 1, 2, 3, 4, 5 },
            new byte[17],
            new byte[18],
            new byte[19],
            new byte[272],
            new byte[274],
            new byte[65_536],
            Samples.Bytes(8_000),
            (byte[])[.. Samples.Bytes(100), .. new byte[1_000], .. Samples.Bytes(100, 2), .. new byte[30], .. Samples.Bytes(9, 3)],
        ];

    [Theory]
    [MemberData(nameof(Contents))]
    public void What_was_compressed_comes_out_again(byte[] content) =>
        Assert.Equal(content, XpressDecoder.Decode(XpressEncoder.Encode(content), content.Length));

    [Fact]
    public void A_table_of_lengths_that_is_no_complete_code_is_refused()
    {
        var chunk = XpressEncoder.Encode(new byte[100]);
        chunk[0] = 0x98;
        Assert.False(XpressDecoder.HasCompleteCode(chunk));
        Assert.Null(XpressDecoder.Decode(chunk, 100));
    }

    [Fact]
    public void A_copy_from_before_the_beginning_is_refused()
    {
        var chunk = XpressEncoder.Encode([7, 7, 7, 7, 7, 7]);
        // The first nine bits become the symbol of a copy.
        chunk[257] |= 0x80;
        Assert.Null(XpressDecoder.Decode(chunk, 6));
    }

    [Fact]
    public void A_chunk_that_ends_early_is_refused() => Assert.Null(XpressDecoder.Decode(XpressEncoder.Encode(Samples.Bytes(100)), 5_000));
}
