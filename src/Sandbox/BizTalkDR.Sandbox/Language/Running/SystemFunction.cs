using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>
/// A built-in scalar function. Areas add theirs to the instance's <see cref="SystemFunctions"/>: the language its string, date and math
/// functions, the catalog its metadata functions (SERVERPROPERTY, OBJECT_ID ...).
/// </summary>
/// <param name="Name">Upper or lower case does not matter.</param>
/// <param name="MinimumArguments">Fewer is error 174 or 189.</param>
/// <param name="MaximumArguments">More is error 174 or 189.</param>
/// <param name="ResultType">The type of the result, out of the types of the arguments.</param>
/// <param name="Evaluate">The value, out of the values of the arguments.</param>
internal sealed record SystemFunction(
    string Name,
    int MinimumArguments,
    int MaximumArguments,
    Func<IReadOnlyList<SqlType>, SqlType> ResultType,
    Func<SqlSession, IReadOnlyList<object?>, object?> Evaluate
);

/// <summary>The built-in scalar functions of an instance, and the @@ globals as functions named with their @@.</summary>
internal sealed class SystemFunctions
{
    private readonly Dictionary<string, SystemFunction> functions = new(StringComparer.OrdinalIgnoreCase);

    internal void Add(SystemFunction function) => functions.Add(function.Name, function);

    internal void AddRange(IEnumerable<SystemFunction> added)
    {
        foreach (var function in added)
            Add(function);
    }

    internal SystemFunction? Find(string name) => functions.GetValueOrDefault(name);
}
