using System.Globalization;
using System.Text.RegularExpressions;

namespace BizTalkDR.SwitchMarks;

/// <summary>
/// The mark of something that this module has switched off, left where the thing lives: at the end of a job's description. A journal may be lost or
/// not be given; whoever looks at the job finds the mark all the same, and knows what to switch on again.
/// </summary>
/// <param name="By">The run of a failback, or the cmdlet.</param>
/// <param name="AtUtc">When, UTC.</param>
internal sealed record SwitchMark(string By, DateTime AtUtc)
{
    /// <summary>What msdb.dbo.sysjobs.description holds, in characters.</summary>
    private const int LongestDescription = 512;

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly Regex Pattern = new(
        @"\s*\[BizTalkDR: switched off (?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) by (?<by>[^\]]+)\]",
        RegexOptions.CultureInvariant | RegexOptions.Compiled
    );

    /// <summary>The mark as it is written.</summary>
    public string Text =>
        string.Format(
            CultureInfo.InvariantCulture,
            "[BizTalkDR: switched off {0} by {1}]",
            AtUtc.ToString(Format, CultureInfo.InvariantCulture),
            By
        );

    /// <summary>The mark in a description; null if there is none.</summary>
    public static SwitchMark? Find(string? description)
    {
        if (description is null || Pattern.Match(description) is not { Success: true } match)
            return null;
        return DateTime.TryParseExact(
            match.Groups["at"].Value,
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? new SwitchMark(match.Groups["by"].Value, at)
            : null;
    }

    /// <summary>A description with this mark at its end; null when there is no room for it: what the site wrote there is not cut.</summary>
    public string? On(string? description)
    {
        var kept = Without(description);
        var marked = kept.Length == 0 ? Text : $"{kept} {Text}";
        return marked.Length <= LongestDescription ? marked : null;
    }

    /// <summary>A description as it was before it was marked.</summary>
    public static string Without(string? description) => description is null ? "" : Pattern.Replace(description, "");
}
