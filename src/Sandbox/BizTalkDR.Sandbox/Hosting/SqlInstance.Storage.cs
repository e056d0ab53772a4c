using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Statements;

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    /// <summary>Held while a statement makes, drops, renames or restores a database: while its name and its files are settled.</summary>
    internal Lock DatabaseCommands { get; } = new();

    /// <summary>The folder of the system databases, as setup lays it out for the instance.</summary>
    internal string SystemDataPath
    {
        get
        {
            var instance = Name.Contains('\\', StringComparison.Ordinal) ? Name.Split('\\')[1] : "MSSQLSERVER";
            return $@"C:\Program Files\Microsoft SQL Server\MSSQL{Options.Version.Major}.{instance.ToUpperInvariant()}\MSSQL\DATA";
        }
    }

    partial void StartStorage()
    {
        StorageStatements.AddTo(Statements);
        foreach (var folder in new[] { SystemDataPath, Options.DataPath, Options.LogPath, Options.BackupPath })
            CreateFolder(folder);
        AddSystemDatabase("master", "master", "mastlog", "master", RecoveryModel.Simple);
        AddSystemDatabase("tempdb", "tempdev", "templog", "tempdb", RecoveryModel.Simple);
        AddSystemDatabase("model", "modeldev", "modellog", "model", RecoveryModel.Full);
        AddSystemDatabase("msdb", "MSDBData", "MSDBLog", "MSDBData", RecoveryModel.Simple);
    }

    private void CreateFolder(string folder)
    {
        if (folder.Length > 1 && folder[1] == ':')
            Host.Files.CreateDrive(ComputerName, folder[0]);
        if (Host.Files.Map(ComputerName, folder) is { } mapped)
            Directory.CreateDirectory(mapped);
    }

    private void AddSystemDatabase(string name, string dataName, string logName, string dataFile, RecoveryModel model)
    {
        var database = AddDatabase(name);
        var logFile = name is "msdb" ? "MSDBLog" : logName;
        database.Options = database.Options with
        {
            RecoveryModel = model,
            Collation = Options.Collation,
            CompatibilityLevel = Options.Version.Major * 10,
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
                PhysicalName = $@"{SystemDataPath}\{dataFile}.mdf",
                IsLog = false,
            },
            new DatabaseFile
            {
                FileId = 2,
                LogicalName = logName,
                PhysicalName = $@"{SystemDataPath}\{logFile}.ldf",
                IsLog = true,
            },
        ];
        foreach (var file in database.Files)
            PhysicalFiles.Create(database, file);
    }
}
