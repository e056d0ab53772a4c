using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>How far an error reaches when no TRY takes it.</summary>
internal enum FailureReach
{
    /// <summary>The next statement runs.</summary>
    Statement,

    /// <summary>The procedure or batch ends, its caller goes on: names that can't be resolved.</summary>
    Scope,

    /// <summary>Everything ends: conversion errors, THROW, deadlocks.</summary>
    Batch,
}

/// <summary>An error on its way to the CATCH block that will take it.</summary>
internal sealed class StatementFailure(IReadOnlyList<SqlMessage> messages, FailureReach reach, StatementContext origin)
    : Exception(messages[0].Text)
{
    internal IReadOnlyList<SqlMessage> Messages { get; } = messages;

    internal FailureReach Reach { get; } = reach;

    /// <summary>The procedure or batch in which it happened.</summary>
    internal StatementContext Origin { get; } = origin;
}

/// <summary>The error was sent; the procedure or batch in which it happened ends.</summary>
internal sealed class ScopeAborted(StatementContext origin) : Exception
{
    internal StatementContext Origin { get; } = origin;
}

/// <summary>The error was sent; the whole batch ends.</summary>
internal sealed class BatchAborted : Exception;

/// <summary>Which errors reach further than their statement.</summary>
internal static class FailureReaches
{
    private static readonly HashSet<int> EndBatch =
    [
        217,
        241,
        242,
        244,
        245,
        248,
        295,
        1205,
        3609,
        3930,
        3916,
        3998,
        8169,
        10054,
        911,
        922,
        924,
        926,
        927,
        942,
        945,
        8631,
    ];

    /// <summary>
    /// Conversions that fail, and calls nested too deep: where no TRY takes them they end the batch, and take back its transaction. In TRY the transaction can
    /// only be rolled back (page XACT_STATE).
    /// </summary>
    private static readonly HashSet<int> RollBack = [217, 241, 242, 244, 245, 248, 295, 8169];

    private static readonly HashSet<int> EndScope =
    [
        102,
        103,
        105,
        107,
        113,
        125,
        134,
        137,
        147,
        156,
        174,
        189,
        191,
        195,
        207,
        208,
        209,
        246,
        247,
        252,
        2715,
        4104,
        4121,
        8120,
        8121,
    ];

    /// <summary>Whether an error that no TRY takes rolls the transaction back.</summary>
    internal static bool RollsBack(SqlMessage error) => RollBack.Contains(error.Number);

    internal static FailureReach Of(SqlMessage error) =>
        EndBatch.Contains(error.Number) ? FailureReach.Batch
        : EndScope.Contains(error.Number) ? FailureReach.Scope
        : FailureReach.Statement;
}
