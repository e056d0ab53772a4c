using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Catalog.Declarations;

/// <summary>Declares metadata functions: a name, a result type as T-SQL writes it, and what the value is.</summary>
internal static class Function
{
    /// <summary>A global such as @@SERVERNAME, or a function without arguments.</summary>
    internal static SystemFunction Of(string name, string type, Func<SqlSession, object?> value) =>
        Of(name, type, 0, 0, (session, _) => value(session));

    /// <summary>A function of one argument.</summary>
    internal static SystemFunction Of(string name, string type, Func<SqlSession, object?, object?> value) =>
        Of(name, type, 1, 1, (session, arguments) => value(session, arguments[0]));

    internal static SystemFunction Of(
        string name,
        string type,
        int minimum,
        int maximum,
        Func<SqlSession, IReadOnlyList<object?>, object?> value
    )
    {
        var sqlType = ColumnSpec.ParseType(type);
        return new SystemFunction(
            name,
            minimum,
            maximum,
            _ => sqlType,
            (session, arguments) => CatalogValue.Convert(value(session, arguments), sqlType)
        );
    }

    /// <summary>An argument given as text, or null.</summary>
    internal static string? Text(object? value) =>
        value is null ? null : value as string ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An argument given as a number, or null.</summary>
    internal static int? Number(object? value) =>
        value is null ? null : Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture);
}
