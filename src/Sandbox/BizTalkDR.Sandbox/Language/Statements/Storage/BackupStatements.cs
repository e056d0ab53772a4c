using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Storage.Backup;
using BizTalkDR.Sandbox.Storage.Requests;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Storage;

/// <summary>BACKUP as it is written.</summary>
internal static class BackupStatements
{
    internal static void Run(StatementContext context, BackupStatement statement)
    {
        if (statement is BackupDatabaseStatement { Files: [var selected, ..] })
            throw MessageCatalog.Error(3219, selected.Items.Count > 0 ? context.EvaluateText(selected.Items[0]) : "");
        if (statement.MirrorToClauses.Count > 0)
            throw MessageCatalog.Error(3218);
        var request = Request(context, statement);
        BackupEngine.Run(
            context.Session,
            request,
            context.Sink,
            context.Attention,
            database =>
                Permissions.CheckStatement(context.Session, database, request.Kind == BackupKind.Log ? "BACKUP LOG" : "BACKUP DATABASE")
        );
    }

    private static BackupRequest Request(StatementContext context, BackupStatement statement)
    {
        var request = new BackupRequest
        {
            DatabaseName = DeviceNames.NameOf(context, statement.DatabaseName),
            Kind = statement is BackupTransactionLogStatement ? BackupKind.Log : BackupKind.Database,
            Devices = DeviceNames.Of(context, statement.Devices),
        };
        return statement.Options.Aggregate(request, (asked, option) => Add(context, asked, option));
    }

    private static BackupRequest Add(StatementContext context, BackupRequest request, BackupOption option) =>
        option is BackupEncryptionOption encryption ? Encrypted(request, encryption) : AddPlain(context, request, option);

    private static BackupRequest AddPlain(StatementContext context, BackupRequest request, BackupOption option) =>
        option.OptionKind switch
        {
            BackupOptionKind.Differential => request with { Kind = BackupKind.Differential },
            BackupOptionKind.CopyOnly => request with { IsCopyOnly = true },
            BackupOptionKind.Init => request with { Init = true },
            BackupOptionKind.Format => request with { Format = true, Init = true, Skip = true },
            BackupOptionKind.Skip => request with { Skip = true },
            BackupOptionKind.Compression => request with { Compression = true },
            BackupOptionKind.NoCompression => request with { Compression = false },
            BackupOptionKind.Checksum => request with { Checksum = true },
            BackupOptionKind.NoRecovery => request with { NoRecovery = true },
            BackupOptionKind.NoTruncate => request with { NoTruncate = true },
            BackupOptionKind.Standby => request with { StandbyFile = context.EvaluateText(option.Value) },
            BackupOptionKind.Name => request with { Name = context.EvaluateText(option.Value) },
            BackupOptionKind.Description => request with { Description = context.EvaluateText(option.Value) },
            BackupOptionKind.MediaName => request with { MediaName = context.EvaluateText(option.Value) },
            BackupOptionKind.MediaDescription => request with { MediaDescription = context.EvaluateText(option.Value) },
            BackupOptionKind.ExpireDate => request with { ExpireDate = (DateTime?)context.Evaluate(option.Value, SqlType.DateTime) },
            BackupOptionKind.RetainDays => request with { RetainDays = (int?)context.Evaluate(option.Value, SqlType.Int) },
            BackupOptionKind.Stats => request with
            {
                Stats = option.Value is null ? DeviceNames.DefaultStats : (int?)context.Evaluate(option.Value, SqlType.Int),
            },
            _ when Harmless.Contains(option.OptionKind.ToString()) => request,
            _ => throw MessageCatalog.Error(40517, $"BACKUP ... WITH {option.OptionKind}"),
        };

    /// <summary>The defaults by name, and what is about tapes, buffers and blocks, which the sandbox's files do not show.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "BlockSize",
        "BufferCount",
        "MaxTransferSize",
        "NoChecksum",
        "NoFormat",
        "NoInit",
        "NoRewind",
        "NoSkip",
        "NoUnload",
        "Restart",
        "Rewind",
        "StopOnError",
        "ContinueAfterError",
        "Unload",
    };

    private static BackupRequest Encrypted(BackupRequest request, BackupEncryptionOption option) =>
        option.Encryptor?.CryptoMechanismType == CryptoMechanismType.Certificate
            ? request with
            {
                KeyAlgorithm = option.Algorithm switch
                {
                    EncryptionAlgorithm.Aes128 => "aes_128",
                    EncryptionAlgorithm.Aes192 => "aes_192",
                    EncryptionAlgorithm.TripleDes3Key => "triple_des_3key",
                    _ => "aes_256",
                },
                Certificate = option.Encryptor.Identifier.Value,
            }
            : throw MessageCatalog.Error(40517, "SERVER ASYMMETRIC KEY");
}
