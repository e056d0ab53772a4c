using System.Text.Json;
using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage.Backup;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>One RESTORE that reads a backup set: finds the set, reads it, tells its progress and its history.</summary>
internal sealed class RestoreJob : IDisposable
{
    private readonly BackupMediaSet media;
    private readonly Transfer transfer;
    private readonly IResultSink sink;
    private readonly CancellationToken attention;
    private Database? claimed;

    /// <summary>Opens the devices and finds the set. Throws 3201 and its like, 4037, 4038, 3169, 3187.</summary>
    internal RestoreJob(Caller session, RestoreRequest request, IResultSink sink, CancellationToken attention)
    {
        (Session, Request, this.sink) = (session, request, sink);
        Devices = new BackupDevices(session.Instance, request.Devices);
        this.attention = attention;
        if (Instance.Host.Faults.Strike(FaultPoint.RestoreStart, Instance.Name, Request.DatabaseName) is { } fault)
            Carry(fault, 3201);
        media = Devices.Open();
        transfer = new Transfer(session, sink, request.Stats, attention);
        try
        {
            Header = FindSet();
        }
        catch
        {
            media.Dispose();
            throw;
        }
    }

    internal Caller Session { get; }

    internal RestoreRequest Request { get; }

    internal BackupDevices Devices { get; }

    /// <summary>The header of the set.</summary>
    internal BackupSetHeader Header { get; }

    internal DatabaseEngine Instance => Session.Instance;

    public void Dispose()
    {
        claimed?.Workers.TryRemove(Session, out _);
        media.Dispose();
    }

    /// <summary>Has the database for this restore alone until the job ends. Throws 3104, 3102 and 3101. Called under the instance's lock of database commands.</summary>
    internal void Claim(Database database)
    {
        AvailabilityGroup.Refuse(database, 3104);
        DatabaseUse.TakeExclusive(database, Session, "RESTORE");
        database.Workers[Session] = true;
        claimed = database;
    }

    /// <summary>Reads the whole set. Throws 3203, 3183 and their like.</summary>
    internal (byte[] Data, byte[] Log) Read(Database? database)
    {
        transfer.Halfway = () => StrikeAt(null);
        foreach (var at in Instance.Host.Faults.BytesOf(FaultPoint.RestoreRead, Instance.Name, Request.DatabaseName).OfType<long>())
            transfer.AtBytes.Add(at, () => StrikeAt(at));
        transfer.Total = Math.Max(1, Header.BackupSize ?? 1);
        try
        {
            var set = media.OpenSet(Header.Position);
            using var data = set.Open(PayloadKind.Data);
            var dataBytes = transfer.Read(data);
            using var log = set.Open(PayloadKind.Log);
            var logBytes = transfer.Read(log);
            transfer.Complete();
            return (dataBytes, logBytes);
        }
        catch (Exception cause) when (cause is BackupMediaException or IOException or InvalidDataException)
        {
            throw DeviceError.From(cause, Devices.Names[0], database, Header.Position);
        }
    }

    /// <summary>Reads the set and what it says. Throws 3255 when a real server wrote it: its pages can't be read here.</summary>
    internal BackupContent ReadContent(Database database)
    {
        var (data, log) = Read(database);
        if ((data.Length > 0 && !ImageCodec.CanRead(data)) || !LogCodec.CanRead(log))
        {
            // Nothing of it was applied: other sets may follow.
            database.Sequence?.Interrupted = null;
            throw MessageCatalog.Error(3255, Devices.Names[0]);
        }
        try
        {
            return new BackupContent(data.Length > 0 ? ImageCodec.Read(data) : null, LogCodec.Read(log), data.Length, log.Length);
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException or JsonException)
        {
            throw MessageCatalog.Error(3183, 1, 0, database.Name);
        }
    }

    /// <summary>Sends 4035 for every file.</summary>
    /// <returns>All pages.</returns>
    internal long ReportPages(Database database, BackupContent content)
    {
        var pages = 0L;
        foreach (var file in database.Files.Where(file => !file.IsLog).Concat(database.Files.Where(file => file.IsLog).Take(1)))
        {
            var count = BackupJob.PageCount(file.IsLog ? content.LogBytes : content.DataBytes);
            pages += count;
            Send(4035, count, database.Name, file.LogicalName, Header.Position);
        }
        return pages;
    }

    /// <summary>Sends 3014.</summary>
    internal void ReportSuccess(string statement, long pages) => sink.Message(BackupJob.Success(statement, pages, transfer.Elapsed));

    internal void Send(int number, params object?[] arguments) => sink.Message(MessageCatalog.Message(number, arguments));

    /// <summary>Sends an error's text that only warns here.</summary>
    internal void SendAsInformation(int number, params object?[] arguments) =>
        sink.Message(MessageCatalog.Message(number, arguments) with { Severity = 10 });

    /// <summary>LOADHISTORY: adds msdb's rows of the set.</summary>
    internal void LoadHistory() => BackupHistory.Add(Instance, Header, Devices, isRestore: true, sink);

    /// <summary>Adds msdb's rows: those of the set, if it was taken elsewhere, and those of this restore.</summary>
    internal void AddHistory(Database database) =>
        RestoreHistory.Add(this, database, BackupHistory.Add(Instance, Header, Devices, isRestore: true, sink));

    private BackupSetHeader FindSet()
    {
        if (Request.MediaName is { } name && media.Media.MediaName != name)
            throw MessageCatalog.Error(4037, name, media.Media.MediaName ?? "", Devices.Names[0]);
        var position = Request.File ?? 1;
        var header =
            media.Sets.FirstOrDefault(set => set.Position == position) ?? throw MessageCatalog.Error(4038, position, Devices.Names[0]);
        if (header.BackupType is null)
            throw MessageCatalog.Error(3256, Devices.Names[0]);
        Instance.Certificates.Check(header);
        if (header.BackupSetGUID is { } set && Instance.Host.EncryptedSets.TryGetValue(set, out var thumbprint))
        {
            Instance.Certificates.CheckPages(thumbprint);
            header = header with
            {
                Files = [.. header.Files.Select(file => file with { TDEThumbprint = Convert.FromHexString(thumbprint) })],
            };
        }
        if (IsNewer(header, Instance.Options.Version))
            throw MessageCatalog.Error(3169, VersionOf(header), VersionOf(Instance.Options.Version));
        if (Request.Checksum && !header.HasBackupChecksums)
            throw MessageCatalog.Error(3187);
        return header;
    }

    private static bool IsNewer(BackupSetHeader header, Version version) =>
        header.DatabaseVersion is { } database
            ? database > BackupHeader.InternalVersion(version)
            : header.SoftwareVersionMajor > version.Major;

    private static string VersionOf(BackupSetHeader header) =>
        $"{header.SoftwareVersionMajor}.{header.SoftwareVersionMinor:00}.{header.SoftwareVersionBuild:0000}";

    private static string VersionOf(Version version) => $"{version.Major}.{version.Minor:00}.{version.Build:0000}";

    private void StrikeAt(long? atByte)
    {
        if (Instance.Host.Faults.StrikeAt(FaultPoint.RestoreRead, Instance.Name, Request.DatabaseName, atByte) is { } fault)
            Carry(fault, 3203);
    }

    private void Carry(Fault fault, int usual) =>
        FaultPlace.Carry(fault, Instance, () => DeviceError.From(fault, usual, Devices.Names[0]), Session, attention);
}

/// <summary>What a backup set holds.</summary>
/// <param name="Image">The data; null in a log backup.</param>
/// <param name="Log">The log.</param>
/// <param name="DataBytes">The size of the data payload.</param>
/// <param name="LogBytes">The size of the log payload.</param>
internal sealed record BackupContent(DatabaseImage? Image, LogContent Log, long DataBytes, long LogBytes);
