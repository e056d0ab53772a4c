using BizTalkDR.Sandbox.Language.Running;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>The language's scalar functions whose arguments need no binding of their own.</summary>
internal static class ScalarFunctions
{
    internal static IEnumerable<SystemFunction> All => [.. TextSearchFunctions.All, .. MathFunctions.All];
}
