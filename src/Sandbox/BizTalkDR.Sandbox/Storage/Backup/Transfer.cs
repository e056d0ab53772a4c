using System.Diagnostics;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>
/// Bytes on their way to or from backup devices: says how far it is (message 3211 WITH STATS, percent_complete of
/// sys.dm_exec_requests), keeps to the sandbox's rate, and stops at an attention.
/// </summary>
internal sealed class Transfer(Caller session, IResultSink sink, int? stats, CancellationToken attention)
{
    private const int ChunkSize = 32 * 1024;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int nextPercent = stats ?? 0;
    private long done;

    /// <summary>All bytes there are to move.</summary>
    internal long Total { get; set; } = 1;

    internal TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Called once, when half of everything is done: where a planted fault strikes.</summary>
    internal Action? Halfway { get; set; }

    /// <summary>What is called, once each, when exactly so many bytes are done.</summary>
    internal SortedList<long, Action> AtBytes { get; } = [];

    /// <summary>Called before bytes are written, with their number.</summary>
    internal Action<int>? Writing { get; set; }

    internal void Write(byte[] source, Stream target)
    {
        StrikeAtByte();
        for (int offset = 0, length; offset < source.Length; offset += length)
        {
            length = UpToNextStrike(Math.Min(ChunkSize, source.Length - offset));
            Writing?.Invoke(length);
            target.Write(source, offset, length);
            Moved(length);
        }
    }

    internal byte[] Read(Stream source)
    {
        using var target = new MemoryStream();
        var buffer = new byte[ChunkSize];
        StrikeAtByte();
        for (int length; (length = source.Read(buffer, 0, UpToNextStrike(ChunkSize))) > 0; )
        {
            target.Write(buffer, 0, length);
            Moved(length);
        }
        return target.ToArray();
    }

    /// <summary>The work is done: the last percents are told.</summary>
    internal void Complete()
    {
        StrikeHalfway();
        Report(100);
    }

    private void Moved(int bytes)
    {
        attention.ThrowIfCancellationRequested();
        done += bytes;
        StrikeAtByte();
        if (done * 2 >= Total)
            StrikeHalfway();
        Report((int)Math.Min(99, done * 100 / Total));
        if (session.Instance.Host.BackupBytesPerSecond is not { } rate || rate <= 0)
            return;
        var ahead = TimeSpan.FromSeconds((double)done / rate) - watch.Elapsed;
        if (ahead > TimeSpan.Zero)
            attention.WaitHandle.WaitOne(ahead);
        attention.ThrowIfCancellationRequested();
    }

    private int UpToNextStrike(int bytes) => AtBytes.Count == 0 ? bytes : (int)Math.Min(bytes, AtBytes.Keys[0] - done);

    private void StrikeAtByte()
    {
        while (AtBytes.Count > 0 && AtBytes.Keys[0] <= done)
        {
            var strike = AtBytes.Values[0];
            AtBytes.RemoveAt(0);
            strike();
        }
    }

    private void StrikeHalfway()
    {
        var strike = Halfway;
        Halfway = null;
        strike?.Invoke();
    }

    private void Report(int percent)
    {
        session.Running?.PercentComplete = percent;
        if (stats is not > 0 || percent < nextPercent)
            return;
        var reached = percent == 100 ? 100 : percent / stats.Value * stats.Value;
        sink.Message(MessageCatalog.Message(3211, reached));
        nextPercent = reached == 100 ? int.MaxValue : reached + stats.Value;
    }
}
