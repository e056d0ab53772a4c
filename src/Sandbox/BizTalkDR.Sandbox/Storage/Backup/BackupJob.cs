using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>One backup under way: writes its set, plants its faults, tells its progress and its history.</summary>
internal sealed class BackupJob(Caller session, Database database, BackupRequest request, IResultSink sink, CancellationToken attention)
{
    private readonly BackupDevices devices = new(session.Instance, request.Devices);
    private readonly Transfer transfer = new(session, sink, request.Stats, attention);

    internal Database Database { get; } = database;

    internal BackupRequest Request { get; } = request;

    internal Caller Session { get; } = session;

    private DatabaseEngine Instance => Session.Instance;

    /// <summary>Opens the devices and writes the set: the data first, then the log as it stands when the data are written.</summary>
    /// <param name="range">What is known of the set when it begins.</param>
    /// <param name="data">The data payload, or null for a log backup.</param>
    /// <param name="readLog">Reads the log up to its end, which it returns.</param>
    internal BackupSetHeader Write(BackupRange range, byte[]? data, Func<(LogContent Log, Lsn Last)> readLog)
    {
        try
        {
            return WriteSet(range, data, readLog);
        }
        finally
        {
            devices.Discard();
        }
    }

    private BackupSetHeader WriteSet(BackupRange range, byte[]? data, Func<(LogContent Log, Lsn Last)> readLog)
    {
        if (Instance.Host.Faults.Strike(FaultPoint.BackupStart, Instance.Name, Database.Name) is { } fault)
            Carry(fault, 3201);
        var header = BackupHeader.Create(Database, Request, Session.Login.Name, range);
        using var writer = devices.Begin(Request, header, Instance.Host.Clock.Now);
        long pages;
        try
        {
            PlantFaults();
            transfer.Total = Math.Max(1, data?.Length ?? 0);
            if (data is not null)
                using (var payload = writer.OpenPayload(PayloadKind.Data))
                    transfer.Write(data, payload);
            var (log, last) = readLog();
            var logBytes = LogCodec.Write(log);
            transfer.Total = Math.Max(1, (data?.Length ?? 0) + logBytes.Length);
            using (var payload = writer.OpenPayload(PayloadKind.Log))
                transfer.Write(logBytes, payload);
            transfer.Complete();
            writer.Header = writer.Header with { LastLSN = last.ToDecimal(), BackupFinishDate = Instance.Host.Clock.Now };
            writer.Complete();
            pages = Report(writer.Header, data?.Length ?? 0, logBytes.Length);
        }
        catch (IOException cause)
        {
            throw MessageCatalog.Error(3202, devices.Names[0], cause.Message);
        }
        if (Database.Options is { IsEncrypted: true, EncryptorThumbprint: { } thumbprint } && writer.Header.BackupSetGUID is { } set)
            Instance.Host.EncryptedSets[set] = thumbprint;
        // What msdb can't take (3009) is said before the backup is said to be successful.
        BackupHistory.Add(Instance, writer.Header, devices, isRestore: false, sink);
        sink.Message(Success(BackupEngine.StatementName(Request), pages, transfer.Elapsed));
        return writer.Header;
    }

    private void PlantFaults()
    {
        transfer.Halfway = () => StrikeAt(null);
        foreach (var at in Instance.Host.Faults.BytesOf(FaultPoint.BackupWrite, Instance.Name, Database.Name).OfType<long>())
            transfer.AtBytes.Add(at, () => StrikeAt(at));
        transfer.Writing = CheckRoom;
    }

    private void StrikeAt(long? atByte)
    {
        if (Instance.Host.Faults.StrikeAt(FaultPoint.BackupWrite, Instance.Name, Database.Name, atByte) is { } fault)
            Carry(fault, 3202);
    }

    private void Carry(Fault fault, int usual) =>
        FaultPlace.Carry(fault, Instance, () => DeviceError.From(fault, usual, devices.Names[0]), Session, attention);

    private void CheckRoom(int bytes)
    {
        foreach (var device in devices.Names)
            if (devices.FreeAt(device) < bytes / devices.Names.Count)
                throw MessageCatalog.Error(3202, device, WindowsError.Describe(WindowsError.DiskFull));
    }

    private long Report(BackupSetHeader header, long dataBytes, long logBytes)
    {
        var pages = 0L;
        foreach (var file in Database.Files)
        {
            var bytes = file.IsLog ? logBytes : dataBytes;
            if (bytes == 0)
                continue;
            pages += PageCount(bytes);
            sink.Message(MessageCatalog.Message(4035, PageCount(bytes), Database.Name, file.LogicalName, header.Position));
            if (file.IsLog)
                break;
        }
        return pages;
    }

    internal static long PageCount(long bytes) => (bytes + 8191) / 8192;

    /// <summary>3014.</summary>
    internal static SqlMessage Success(string statement, long pages, TimeSpan elapsed)
    {
        var megabytesPerSecond = pages * 8192 / 1048576.0 / Math.Max(0.001, elapsed.TotalSeconds);
        return MessageCatalog.Message(
            3014,
            statement,
            pages,
            (int)elapsed.TotalSeconds,
            elapsed.Milliseconds,
            (int)megabytesPerSecond,
            (int)(megabytesPerSecond % 1 * 1000)
        );
    }
}
