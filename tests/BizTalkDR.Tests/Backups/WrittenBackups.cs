using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using BackupType = BizTalkDR.Backups.BackupType;
using MediaType = BizTalkDR.BackupMedia.BackupType;

namespace BizTalkDR.Tests.Backups;

/// <summary>A folder with backup files on this computer, as a history says they should be.</summary>
internal sealed class WrittenBackups : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("btdr-history-");

    public string Folder => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Production and destination as nobody has asked them.</summary>
    public static Topology Topology { get; } =
        new()
        {
            Source = [new InstanceReference { Name = "SOURCE" }],
            Destination = [new InstanceReference { Name = "DR" }],
            ManagementDatabase = new ManagementDatabaseReference { Instance = "SOURCE" },
        };

    /// <summary>The history of the files in the folder, and of nothing else.</summary>
    public BackupHistory Read() => Read(new BackupHistoryOptions { BackupPaths = [Folder] });

    public static BackupHistory Read(BackupHistoryOptions options) =>
        new BackupHistoryReader(new InstanceConnector()).Read(
            Topology,
            UnaskedDirectory.Of(Topology),
            options.Sources == HistorySources.Automatic ? options with { Sources = HistorySources.Files } : options
        );

    public string PathOf(BackupFile file) => Path.Combine(Folder, file.FileName);

    /// <summary>Writes every backup of a history.</summary>
    public WrittenBackups Write(BackupHistory history)
    {
        foreach (var file in history.Sets.SelectMany(set => set.Files))
            Write(file);
        return this;
    }

    /// <summary>Writes one backup, under its name or another one.</summary>
    public string Write(BackupFile file, string? name = null, Func<BackupSetHeader, BackupSetHeader>? change = null)
    {
        var path = Path.Combine(Folder, name ?? file.FileName);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Write([path], file, change);
        return path;
    }

    /// <summary>Writes one backup striped over files.</summary>
    public static void Write(IReadOnlyList<string> paths, BackupFile file, Func<BackupSetHeader, BackupSetHeader>? change = null)
    {
        var header = (change ?? (same => same))(Header(file));
        using var writer = File.Exists(paths[0])
            ? BackupMediaWriter.Append(paths, header)
            : BackupMediaWriter.Create(paths, new MediaHeader { MediaDate = file.BackupDate }, header);
        writer.Write(PayloadKind.Log, new MemoryStream(new byte[512]));
        writer.Complete();
    }

    private static BackupSetHeader Header(BackupFile file) =>
        new()
        {
            BackupType = file.Type switch
            {
                BackupType.Full => MediaType.Database,
                BackupType.Differential => MediaType.DifferentialDatabase,
                _ => MediaType.Log,
            },
            ServerName = file.Database.Server,
            MachineName = file.Database.Server,
            DatabaseName = file.Database.Name,
            DatabaseVersion = 904,
            FirstLSN = file.Header!.FirstLSN,
            LastLSN = file.Header.LastLSN,
            CheckpointLSN = file.Header.CheckpointLSN,
            BackupStartDate = file.BackupDate,
            BackupFinishDate = file.BackupDate,
            SoftwareVersionMajor = 15,
            RecoveryForkID = file.Header.RecoveryForkID,
            FirstRecoveryForkID = file.Header.FirstRecoveryForkID,
            FamilyGUID = Guid.NewGuid(),
            BindingID = Guid.NewGuid(),
            RecoveryModel = "FULL",
            Files =
            [
                .. file.FileList.Select(
                    (layout, at) =>
                        new BackupFileEntry
                        {
                            LogicalName = layout.LogicalName,
                            PhysicalName = layout.PhysicalName,
                            Type = layout.Kind == DatabaseFileKind.Log ? "L" : "D",
                            FileGroupName = layout.Kind == DatabaseFileKind.Log ? null : "PRIMARY",
                            FileGroupId = layout.Kind == DatabaseFileKind.Log ? 0 : 1,
                            FileId = at + 1,
                            Size = 8 << 20,
                            UniqueId = Guid.NewGuid(),
                        }
                ),
            ],
        };
}
