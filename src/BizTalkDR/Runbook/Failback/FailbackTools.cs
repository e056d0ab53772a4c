using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Services;
using BizTalkDR.Sql;

namespace BizTalkDR.Runbook.Failback;

/// <summary>What a failback works with; each can be replaced in a test.</summary>
public sealed record FailbackTools
{
    /// <summary>The tools that work on SQL Server.</summary>
    /// <param name="connector">Opens connections.</param>
    /// <param name="services">Reaches the services of the BizTalk computers.</param>
    public static FailbackTools Create(IInstanceConnector connector, IServiceController services) =>
        new()
        {
            Connector = connector,
            Services = services,
            Situations = new RestoreSituationReader(connector),
            Histories = new BackupHistoryReader(connector),
            Positions = new DatabasePositionReader(connector),
            Restores = new RestoreRunner(connector),
            Backups = new DatabaseSetBackup(connector),
            Remover = new DatabaseSetRemover(connector),
            Verifier = new DatabaseSetVerifier(connector),
        };

    /// <summary>Opens connections.</summary>
    public required IInstanceConnector Connector { get; init; }

    /// <summary>Reaches the services of the BizTalk computers.</summary>
    public required IServiceController Services { get; init; }

    /// <summary>Reads history, positions and targets.</summary>
    public required IRestoreSituationReader Situations { get; init; }

    /// <summary>Reads headers of backups.</summary>
    public required IBackupHistoryReader Histories { get; init; }

    /// <summary>Reads where databases stand.</summary>
    public required IDatabasePositionReader Positions { get; init; }

    /// <summary>Runs restore plans.</summary>
    public required IRestoreRunner Restores { get; init; }

    /// <summary>Takes full backups.</summary>
    public required IDatabaseSetBackup Backups { get; init; }

    /// <summary>Drops databases.</summary>
    public required IDatabaseSetRemover Remover { get; init; }

    /// <summary>Compares the marks of databases.</summary>
    public required IDatabaseSetVerifier Verifier { get; init; }
}
