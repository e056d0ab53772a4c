using BizTalkDR.BackupMedia.Configuration;
using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>
/// Reads the headers of one backup set: SSET, VOLB, MSCI, then over the payload to MSLS, SFMB, ESET and SFMB. Payload streams are skipped by the
/// length in their headers; a payload in more than a few pieces is skipped by the file's list of filemarks.
/// </summary>
internal sealed class SetScanner(BlockWalker walker, Lazy<FilemarkIndex> filemarks)
{
    private const int LongestConfiguration = 64 * 1024 * 1024;
    private const int MostBlocks = 1_000_000;
    private const int StreamsBeforeIndex = 256;

    private readonly LogRange log = new();
    private BackupSetHeader header = new();
    private IReadOnlyList<BackupFileEntry> files = [];
    private string? machineName;
    private long payloadStart;
    private long configurationLength;
    private bool hasConfiguration;
    private bool hasSummary;
    private bool hasEnd;
    private readonly List<long> filemarksSeen = [];
    private int streamsSeen;
    private int stripeUnit;
    private bool indexTried;
    private MediaDamage? damage;
    private Func<StreamPiece, bool>? skipOver;

    public SetScan Scan(long start, int position)
    {
        payloadStart = -1;
        var at = start;
        var next = -1L;
        for (var blocks = 0; damage is null && next < 0; blocks++)
        {
            if (blocks == MostBlocks)
                damage = new MediaDamage("The set has too many blocks.");
            else if (walker.TryReadBlock(at, out var block, out damage))
                next = Take(block, ref at, at == start);
        }
        if (damage is null && !hasConfiguration)
            damage = new MediaDamage("The set has no configuration block: SQL Server did not write it.");
        else if (damage is null && !hasSummary)
            damage = new MediaDamage("The set has no summary block at its end.");
        return new SetScan
        {
            Header = Describe(position),
            Start = start,
            PayloadStart = payloadStart,
            Next = next,
            StripeUnit = stripeUnit,
            Filemarks = filemarksSeen,
            IsCutOff = damage is { AtEnd: true },
        };
    }

    private BackupSetHeader Describe(int position)
    {
        // FILELISTONLY speaks of the files as the set's beginning does; only the end knows the finish date and the sizes.
        return header with
        {
            Position = position,
            MachineName = machineName,
            Files = files,
            BackupFinishDate = hasSummary ? header.BackupFinishDate : null,
            IsDamaged = damage is not null || header.IsDamaged,
            Reason = damage?.OfSet ?? header.Reason,
        };
    }

    /// <summary>Takes one block in and moves on to the next; returns where the next set begins once this one is over, else -1.</summary>
    private long Take(DescriptorBlock block, ref long at, bool first)
    {
        var position = at;
        if (first != (block.Type == BlockType.StartOfSet))
        {
            damage = new MediaDamage(
                first
                    ? $"At byte {position} there should be a backup set, but there is a {BlockType.Name(block.Type)} block."
                    : $"The set is incomplete: another one begins at byte {position}."
            );
            return -1;
        }
        switch (block.Type)
        {
            case BlockType.StartOfSet:
                header = StartOfSetBlock.Read(walker.OwnBytes(position, block), block);
                break;
            case BlockType.Volume:
                machineName = VolumeBlock.ReadMachineName(walker.OwnBytes(position, block), block);
                break;
            case BlockType.Configuration:
            case BlockType.Summary:
                TakeConfiguration(position, block, ref at);
                return -1;
            case BlockType.Log:
                log.Add(walker.OwnBytes(position, block));
                break;
            case BlockType.EndOfSet:
                hasEnd = true;
                break;
            case BlockType.SoftFilemark:
                filemarksSeen.Add(position);
                if (filemarksSeen.Count == 2 && hasEnd)
                    return position + block.StreamsOffset;
                break;
        }
        at = Skip(position, block);
        return -1;
    }

    private void TakeConfiguration(long position, DescriptorBlock block, ref long at)
    {
        var streams = walker.ReadStreams(position, block, out var next, out damage);
        if (streams is null)
            return;
        var beginning = header;
        var configuration = streams.Find(piece => piece.Header.Type == StreamType.Configuration);
        var readable =
            configuration.Header.Type == StreamType.Configuration
            && configuration.Header.Length <= LongestConfiguration
            && !configuration.Header.Has(StreamHeader.Encrypted)
            && !configuration.Header.Has(StreamHeader.Compressed)
            && ConfigurationStream.TryRead(
                walker.Source.View(configuration.Position, (int)configuration.Header.Length),
                block.Type == BlockType.Configuration,
                ref header,
                ref files,
                out stripeUnit
            );
        if (!readable)
        {
            damage = new MediaDamage($"The configuration in the {BlockType.Name(block.Type)} block at byte {position} is not well formed.");
            return;
        }
        if (block.Type == BlockType.Configuration)
        {
            hasConfiguration = true;
            configurationLength = next - position;
            payloadStart = next;
        }
        else
        {
            hasSummary = true;
            if (hasConfiguration)
                header = SetAgreement.Judge(beginning, header, log);
        }
        at = next;
    }

    private long Skip(long position, DescriptorBlock block)
    {
        skipOver ??= SkipOver;
        var next = walker.VisitStreams(position, block, skipOver, out damage);
        if (next >= 0 || damage is not null)
            return next;
        indexTried = true;
        if (SummaryByIndex(position) is var summary && summary >= 0)
            return summary;
        return walker.VisitStreams(position, block, skipOver, out damage);
    }

    private bool SkipOver(StreamPiece piece)
    {
        if (piece.Header.Has(StreamHeader.Compressed) && piece.Header.Type is StreamType.Data or StreamType.Log)
            header = header with { Compressed = true };
        return indexTried || ++streamsSeen <= StreamsBeforeIndex;
    }

    /// <summary>The MSLS block stands right before the filemark that ends the payload, and is as long as the MSCI block.</summary>
    private long SummaryByIndex(long position)
    {
        var filemark = filemarks.Value.NextAfter(walker, position);
        var summary = filemark - configurationLength;
        var found =
            filemark >= 0
            && summary > position
            && walker.TryReadBlock(summary, out var block, out _)
            && block.Type == BlockType.Summary
            && walker.ReadStreams(summary, block, out var next, out _) is not null
            && next == filemark;
        return found ? summary : -1;
    }
}
