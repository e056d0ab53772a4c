using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tds;

/// <summary>What a client's transaction object asks of the server (MS-TDS 2.2.6.9).</summary>
internal enum TransactionOperation : ushort
{
    GetCoordinatorAddress = 0,
    Propagate = 1,
    Begin = 5,
    Promote = 6,
    Commit = 7,
    Rollback = 8,
    Save = 9,
}

/// <param name="Operation">What to do.</param>
/// <param name="Name">The transaction's or savepoint's name, null when it has none.</param>
/// <param name="Isolation">The isolation level of a transaction to begin.</param>
/// <param name="BeginsNext">After a commit or rollback, another transaction begins at once.</param>
/// <param name="NextName">That one's name.</param>
internal sealed record TransactionRequest(
    TransactionOperation Operation,
    string? Name = null,
    TransactionIsolation Isolation = TransactionIsolation.Unspecified,
    bool BeginsNext = false,
    string? NextName = null
)
{
    internal static TransactionRequest Parse(ReadOnlySpan<byte> message, TdsVersion version)
    {
        var reader = new TdsReader(message);
        reader.SkipAllHeaders(version);
        var operation = (TransactionOperation)reader.UInt16();
        switch (operation)
        {
            case TransactionOperation.Begin:
                var isolation = (TransactionIsolation)reader.Byte();
                return new TransactionRequest(operation, ReadName(ref reader), isolation);
            case TransactionOperation.Commit or TransactionOperation.Rollback:
                var name = ReadName(ref reader);
                if ((reader.Byte() & 0x01) == 0)
                    return new TransactionRequest(operation, name);
                var nextIsolation = (TransactionIsolation)reader.Byte();
                return new TransactionRequest(operation, name, nextIsolation, BeginsNext: true, ReadName(ref reader));
            case TransactionOperation.Save:
                return new TransactionRequest(operation, ReadName(ref reader));
            default:
                return new TransactionRequest(operation);
        }
    }

    /// <summary>A name's length counts bytes.</summary>
    private static string? ReadName(ref TdsReader reader)
    {
        var bytes = reader.Byte();
        return bytes == 0 ? null : reader.Chars(bytes / 2);
    }
}
