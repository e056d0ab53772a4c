using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>master, tempdb, model and msdb, as setup makes them.</summary>
internal static class SystemDatabases
{
    /// <summary>Makes them, with their files and the folders of the instance.</summary>
    internal static void Create(DatabaseEngine engine)
    {
        foreach (var folder in new[] { engine.SystemDataPath, engine.Options.DataPath, engine.Options.LogPath, engine.Options.BackupPath })
            CreateFolder(engine, folder);
        Add(engine, "master", "master", "mastlog", "master", RecoveryModel.Simple);
        Add(engine, "tempdb", "tempdev", "templog", "tempdb", RecoveryModel.Simple);
        Add(engine, "model", "modeldev", "modellog", "model", RecoveryModel.Full);
        Add(engine, "msdb", "MSDBData", "MSDBLog", "MSDBData", RecoveryModel.Simple);
    }

    private static void CreateFolder(DatabaseEngine engine, string folder)
    {
        var files = engine.Host.Files;
        if (folder.Length > 1 && folder[1] == ':')
            files.CreateDrive(engine.ComputerName, folder[0]);
        if (files.Map(engine.ComputerName, folder) is { } mapped)
            Directory.CreateDirectory(mapped);
    }

    private static void Add(DatabaseEngine engine, string name, string dataName, string logName, string dataFile, RecoveryModel model)
    {
        var database = engine.AddDatabase(name);
        var logFile = name is "msdb" ? "MSDBLog" : logName;
        database.Options = database.Options with
        {
            RecoveryModel = model,
            Collation = engine.Options.Collation,
            CompatibilityLevel = engine.Options.Version.Major * 10,
            IsTrustworthy = name is "msdb",
            IsDbChaining = name is "master" or "tempdb" or "msdb",
            IsBrokerEnabled = name is "tempdb" or "msdb",
            IsSnapshotIsolationAllowed = name is "master" or "msdb",
        };
        database.Files =
        [
            new DatabaseFile
            {
                FileId = 1,
                LogicalName = dataName,
                PhysicalName = $@"{engine.SystemDataPath}\{dataFile}.mdf",
                IsLog = false,
            },
            new DatabaseFile
            {
                FileId = 2,
                LogicalName = logName,
                PhysicalName = $@"{engine.SystemDataPath}\{logFile}.ldf",
                IsLog = true,
            },
        ];
        foreach (var file in database.Files)
            PhysicalFiles.Create(database, file);
    }
}
