namespace BizTalkDR.Sandbox.Platform;

/// <summary>
/// The time in the sandbox: real time plus what it was driven forward, or turned back. A drill does not wait 15 minutes for a job.
/// </summary>
public sealed class SandboxClock
{
    private long offsetTicks;

    /// <summary>The servers' time zone; GETDATE() is in it.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Coordinated Universal Time.</summary>
    public DateTime UtcNow => DateTime.UtcNow.AddTicks(Interlocked.Read(ref offsetTicks));

    /// <summary>The servers' local time (GETDATE()), of unspecified kind.</summary>
    public DateTime Now => ToLocal(UtcNow);

    /// <summary>
    /// When the servers' clocks first show a local time from now on, in UTC. An hour that summer time skips is shown right after it; of one that comes twice the
    /// one that is still ahead.
    /// </summary>
    internal DateTime WhenShown(DateTime local)
    {
        var now = UtcNow;
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (TimeZone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        if (!TimeZone.IsAmbiguousTime(local))
            return TimeZoneInfo.ConvertTimeToUtc(local, TimeZone);
        var shown = TimeZone
            .GetAmbiguousTimeOffsets(local)
            .Select(offset => DateTime.SpecifyKind(local - offset, DateTimeKind.Utc))
            .Order();
        return shown.FirstOrDefault(moment => moment >= now, shown.Last());
    }

    /// <summary>
    /// Turns the servers' clocks back, as somebody who sets a wrong clock right does. Log sequence numbers, identities and set ids go on; what is
    /// named or sorted by time does not.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative.</exception>
    public void TurnBack(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        Interlocked.Add(ref offsetTicks, -span.Ticks);
    }

    /// <summary>A moment of UTC in the servers' local time.</summary>
    internal DateTime ToLocal(DateTime utc) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZone), DateTimeKind.Unspecified);

    /// <summary>Drives the time forward.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative.</exception>
    internal void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        Interlocked.Add(ref offsetTicks, span.Ticks);
    }
}
