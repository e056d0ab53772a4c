using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Statements.Tables;

/// <summary>The next rowversion of an instance.</summary>
internal static class RowVersions
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<
        DatabaseEngine,
        System.Runtime.CompilerServices.StrongBox<long>
    > Last = [];

    internal static byte[] Next(DatabaseEngine instance)
    {
        var box = Last.GetValue(instance, _ => new System.Runtime.CompilerServices.StrongBox<long>(2000));
        var bytes = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Interlocked.Increment(ref box.Value));
        return bytes;
    }
}
