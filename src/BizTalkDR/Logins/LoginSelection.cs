using BizTalkDR.Text;

namespace BizTalkDR.Logins;

/// <summary>Which logins are taken along.</summary>
public sealed record LoginSelection
{
    /// <summary>Whether all logins of the instances are, not only those behind the group's databases and jobs.</summary>
    public bool All { get; init; }

    /// <summary>Names of logins: these, whatever stands behind them.</summary>
    public IReadOnlyList<string> Names
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether a login of this name is one of <see cref="Names"/>, where those are patterns.</summary>
    public Func<string, bool>? IsWanted { get; init; }

    /// <summary>Names in <see cref="Names"/> that must be there, patterns left out.</summary>
    public IReadOnlyList<string> Required
    {
        get;
        init => field = Indexed.List(value);
    } = [];
}
