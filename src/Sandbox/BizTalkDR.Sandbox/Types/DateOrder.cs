namespace BizTalkDR.Sandbox.Types;

/// <summary>
/// SET DATEFORMAT of whoever converts on this thread: the order of day, month and year in texts. A session's requests run each on one thread; those of
/// a linked server run on their caller's, and give it back.
/// </summary>
internal sealed class DateOrder : IDisposable
{
    internal const string Default = "mdy";

    [ThreadStatic]
    private static Func<string>? current;
    private readonly Func<string>? before;

    private DateOrder(Func<string>? before) => this.before = before;

    /// <summary>mdy, dmy, ymd, ydm, myd or dym.</summary>
    internal static string Current => current?.Invoke() ?? Default;

    /// <summary>Reads the order from there until it is disposed of.</summary>
    internal static DateOrder Of(Func<string> read)
    {
        var scope = new DateOrder(current);
        current = read;
        return scope;
    }

    /// <inheritdoc/>
    public void Dispose() => current = before;
}
