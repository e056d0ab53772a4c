using BizTalkDR.Sandbox.Language.Types;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>A column as a query sees it.</summary>
internal sealed record QueryColumn(string Name, SqlType Type, bool IsNullable, bool IsIdentity, Collation Collation)
{
    /// <summary>The seed and increment of IDENTITY(type, seed, increment).</summary>
    internal IdentityDefinition? Identity { get; init; }

    /// <summary>Whether it is the literal NULL.</summary>
    internal bool IsNull { get; init; }

    internal ResultColumn ToResultColumn() => new(Name, Type, IsNullable, IsIdentity);
}
