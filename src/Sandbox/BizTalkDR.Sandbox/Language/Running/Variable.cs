using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>A local variable or parameter; a table variable holds a <see cref="Table"/>, a cursor variable a cursor.</summary>
internal sealed class Variable(string name, SqlType type)
{
    internal string Name { get; } = name;

    internal SqlType Type { get; } = type;

    internal object? Value { get; set; }

    internal Table? Table { get; init; }

    internal bool IsCursor { get; init; }

    internal SqlCursor? Cursor { get; set; }
}
