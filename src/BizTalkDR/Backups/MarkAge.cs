using BizTalkDR.Instances;

namespace BizTalkDR.Backups;

/// <summary>How long ago a mark was set, by the clock of a server.</summary>
internal static class MarkAge
{
    /// <summary>
    /// The time since a mark was set. Where it is not known whether its name tells UTC or local time, the smaller of both: at least that long ago. Null
    /// where the name tells no time, or one that is still to come.
    /// </summary>
    /// <param name="time">The time in its name.</param>
    /// <param name="kind">Whether that is UTC or the server's local time.</param>
    /// <param name="clock">The server's clock.</param>
    public static TimeSpan? Of(DateTime? time, DateTimeKind kind, ServerClock clock)
    {
        if (time is not { } set)
            return null;
        var ages = kind switch
        {
            DateTimeKind.Utc => new[] { clock.UtcNow - set },
            DateTimeKind.Local => [clock.Now - set],
            _ => [clock.UtcNow - set, clock.Now - set],
        };
        return ages.Where(age => age >= TimeSpan.Zero).Select(age => (TimeSpan?)age).Min();
    }
}
