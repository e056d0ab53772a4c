using System.Globalization;
using BizTalkDR.Text;

namespace BizTalkDR.Topologies;

/// <summary>
/// A finding of readiness that can't be looked into from here or now, and that somebody has looked into by hand: which, why it is good, and when.
/// </summary>
public sealed record Acknowledgement
{
    /// <summary>The readiness check, for example <c>Msdtc</c>.</summary>
    public required string Check { get; init; }

    /// <summary>The instance or computer that the check looks at; null for all.</summary>
    public string? Server { get; init; }

    /// <summary>The database that the check looks at; null for all.</summary>
    public string? Database { get; init; }

    /// <summary>Why it is good: what was looked at, by whom.</summary>
    public required string Reason { get; init; }

    /// <summary>The day on which that was.</summary>
    public required DateTime Date { get; init; }

    /// <summary>The last day on which it holds; null if it holds without end.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Whether it is about what a check looks at.</summary>
    /// <param name="check">The check's name.</param>
    /// <param name="server">The instance or computer; null for the group as a whole.</param>
    /// <param name="database">The database; null if it is about none.</param>
    public bool IsAbout(string check, string? server, string? database) =>
        Check.SameAs(check) && (Server is null || Server.SameAs(server)) && (Database is null || Database.SameAs(database));

    /// <summary>Since when, until when, and why.</summary>
    public override string ToString() => $"{Day(Date)}{(Until is { } until ? $" until {Day(until)}" : "")}: {Reason}";

    internal static string Day(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
