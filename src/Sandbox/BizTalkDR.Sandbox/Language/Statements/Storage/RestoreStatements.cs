using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage.Requests;
using BizTalkDR.Sandbox.Storage.Restore;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Storage;

/// <summary>RESTORE as it is written.</summary>
internal static class RestoreStatements
{
    internal static void Run(StatementContext context, RestoreStatement statement)
    {
        if (statement.Files is [var selected, ..])
            throw MessageCatalog.Error(3219, selected.Items.Count > 0 ? context.EvaluateText(selected.Items[0]) : "");
        if (statement.Kind == RestoreStatementKind.RewindOnly)
            throw MessageCatalog.Error(3216);
        if (statement.Devices.Any(device => device.DeviceType == DeviceType.DatabaseSnapshot))
            throw MessageCatalog.Error(1844, "Database Snapshot", "this edition of SQL Server");
        var request = Request(context, statement);
        RestoreEngine.Run(context.Session, request, context.Sink, context.Attention, () => Authorize(context.Session, request));
    }

    private static void Authorize(SqlSession session, RestoreRequest request)
    {
        if (request.Kind is RestoreKind.Database or RestoreKind.Log)
            Permissions.CheckRestore(session, request.DatabaseName);
        else
            Permissions.CheckCreateDatabase(session);
    }

    private static RestoreRequest Request(StatementContext context, RestoreStatement statement)
    {
        var request = new RestoreRequest
        {
            Kind = statement.Kind switch
            {
                RestoreStatementKind.TransactionLog => RestoreKind.Log,
                RestoreStatementKind.HeaderOnly => RestoreKind.HeaderOnly,
                RestoreStatementKind.FileListOnly => RestoreKind.FileListOnly,
                RestoreStatementKind.LabelOnly => RestoreKind.LabelOnly,
                RestoreStatementKind.VerifyOnly => RestoreKind.VerifyOnly,
                _ => RestoreKind.Database,
            },
            DatabaseName = DeviceNames.NameOf(context, statement.DatabaseName),
            Devices = DeviceNames.Of(context, statement.Devices),
            Moves = Moves(context, statement),
        };
        return statement.Options.Aggregate(request, (asked, option) => Add(context, asked, option));
    }

    private static Dictionary<string, string> Moves(StatementContext context, RestoreStatement statement)
    {
        var moves = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var move in statement.Options.OfType<MoveRestoreOption>())
        {
            var name = context.EvaluateText(move.LogicalFileName) ?? "";
            if (!moves.TryAdd(name, context.EvaluateText(move.OSFileName) ?? ""))
                throw MessageCatalog.Error(4353, name);
        }
        return moves;
    }

    private static RestoreRequest Add(StatementContext context, RestoreRequest request, RestoreOption option) =>
        option switch
        {
            StopRestoreOption stop => request with
            {
                StopMark = context.EvaluateText(stop.Mark),
                StopBeforeMark = !stop.IsStopAt,
                StopMarkAfter = stop.After is null ? null : (DateTime?)context.Evaluate(stop.After, SqlType.DateTime),
            },
            ScalarExpressionRestoreOption valued => Add(context, request, valued),
            MoveRestoreOption => request,
            _ => Add(request, option.OptionKind),
        };

    private static RestoreRequest Add(StatementContext context, RestoreRequest request, ScalarExpressionRestoreOption option) =>
        option.OptionKind switch
        {
            RestoreOptionKind.File => request with { File = (int?)context.Evaluate(option.Value, SqlType.Int) },
            RestoreOptionKind.Standby => request with { StandbyFile = context.EvaluateText(option.Value) },
            RestoreOptionKind.StopAt => request with { StopAt = (DateTime?)context.Evaluate(option.Value, SqlType.DateTime) },
            RestoreOptionKind.MediaName => request with { MediaName = context.EvaluateText(option.Value) },
            RestoreOptionKind.Stats => request with { Stats = (int?)context.Evaluate(option.Value, SqlType.Int) },
            _ => Harmless(request, option.OptionKind),
        };

    /// <summary>The defaults by name, and what is about tapes, buffers and blocks; all other options are refused.</summary>
    private static RestoreRequest Harmless(RestoreRequest request, RestoreOptionKind option) =>
        option.ToString()
            is "Recovery"
                or "NoChecksum"
                or "StopOnError"
                or "Rewind"
                or "NoRewind"
                or "Unload"
                or "NoUnload"
                or "BlockSize"
                or "BufferCount"
                or "MaxTransferSize"
                or "Move"
            ? request
            : throw MessageCatalog.Error(40517, $"RESTORE ... WITH {option}");

    private static RestoreRequest Add(RestoreRequest request, RestoreOptionKind option) =>
        option switch
        {
            RestoreOptionKind.NoRecovery => request with { NoRecovery = true },
            RestoreOptionKind.Replace => request with { Replace = true },
            RestoreOptionKind.Restart => request with { Restart = true },
            RestoreOptionKind.RestrictedUser or RestoreOptionKind.DboOnly => request with { RestrictedUser = true },
            RestoreOptionKind.KeepReplication => request with { KeepReplication = true },
            RestoreOptionKind.EnableBroker => request with { EnableBroker = true },
            RestoreOptionKind.Checksum => request with { Checksum = true },
            RestoreOptionKind.ContinueAfterError => request with { ContinueAfterError = true },
            RestoreOptionKind.LoadHistory => request with { LoadHistory = true },
            RestoreOptionKind.Stats => request with { Stats = DeviceNames.DefaultStats },
            _ => Harmless(request, option),
        };
}
