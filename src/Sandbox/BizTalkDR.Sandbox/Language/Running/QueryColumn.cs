using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>A column as a query sees it.</summary>
internal sealed record QueryColumn(string Name, SqlType Type, bool IsNullable, bool IsIdentity, Collation Collation)
{
    /// <summary>The seed and increment of IDENTITY(type, seed, increment).</summary>
    internal IdentityDefinition? Identity { get; init; }

    /// <summary>Whether it is the literal NULL.</summary>
    internal bool IsNull { get; init; }

    internal ResultColumn ToResultColumn() => new(Name, Type, IsNullable, IsIdentity);
}
