using System.Globalization;
using BizTalkDR.Sql;

namespace BizTalkDR.Jobs.Import;

/// <summary>A call of one of msdb's procedures: it is sent with parameters, and written to a script as text.</summary>
/// <param name="Procedure">The procedure in msdb.</param>
/// <param name="Arguments">Its arguments by name; what is null is left out.</param>
internal sealed record JobCall(string Procedure, IReadOnlyList<(string Name, object? Value)> Arguments)
{
    /// <summary>The arguments that are given.</summary>
    public IEnumerable<(string Name, object Value)> Given =>
        Arguments.Where(argument => argument.Value is not null).Select(argument => (argument.Name, argument.Value!));

    /// <summary>The call as T-SQL.</summary>
    public string Text =>
        $"EXEC msdb.dbo.{Procedure} {string.Join(", ", Given.Select(argument => $"{argument.Name} = {Literal(argument.Value)}"))};";

    private static string Literal(object value) =>
        value is string text ? SqlIdentifier.Literal(text) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
