namespace BizTalkDR.Sandbox.Platform;

/// <summary>The faults planted in a sandbox: what a real server does when a disk, file, network or program fails.</summary>
public sealed class FaultPlan
{
    private readonly Lock latch = new();
    private readonly List<Planted> planted = [];
    private volatile bool isEmpty = true;

    /// <summary>Whether there are no faults: then no place is looked at any closer.</summary>
    internal bool IsEmpty => isEmpty;

    /// <summary>Plants a fault; one that is planted already begins anew.</summary>
    /// <exception cref="ArgumentException">There is no such fault: a failure after the act, a lie of anything but a service.</exception>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault is { Moment: FaultMoment.After, Effect: FaultEffect.Fail })
            throw new ArgumentException(
                "What has been done can't fail any more: a fault after the act cuts, stops, hangs or watches.",
                nameof(fault)
            );
        if (fault.Effect == FaultEffect.Lie && fault.Point != FaultPoint.Service)
            throw new ArgumentException("Only services lie.", nameof(fault));
        lock (latch)
        {
            planted.RemoveAll(other => other.Fault == fault);
            planted.Add(new Planted(fault));
            isEmpty = false;
        }
    }

    /// <summary>Takes a fault away; what hangs by it goes on.</summary>
    public void Remove(Fault fault)
    {
        lock (latch)
        {
            planted.RemoveAll(other => other.Fault == fault);
            isEmpty = planted.Count == 0;
        }
    }

    /// <summary>Takes all faults away.</summary>
    public void Clear()
    {
        lock (latch)
        {
            planted.Clear();
            isEmpty = true;
        }
    }

    /// <summary>Whether a fault is planted, used up or not.</summary>
    internal bool Has(Fault fault)
    {
        lock (latch)
            return planted.Exists(other => other.Fault == fault);
    }

    /// <summary>The fault that strikes here and now, counted as used and told to whom it concerns, or null.</summary>
    internal Fault? Strike(FaultPoint point, string instance, string subject, FaultMoment moment = FaultMoment.Before, string text = "")
    {
        return isEmpty ? null : Struck(new FaultSite(point, instance, subject, moment, text), _ => true);
    }

    /// <summary>The bytes at which faults are planted in this transfer; null stands for its middle.</summary>
    internal IReadOnlyList<long?> BytesOf(FaultPoint point, string instance, string subject)
    {
        if (isEmpty)
            return [];
        lock (latch)
            return [.. planted.Where(one => one.IsAt(point, instance, subject)).Select(one => one.Fault.AtByte).Distinct()];
    }

    /// <summary>The fault that strikes at a byte of a transfer, or null.</summary>
    internal Fault? StrikeAt(FaultPoint point, string instance, string subject, long? atByte) =>
        Struck(new FaultSite(point, instance, subject, FaultMoment.Before, ""), fault => fault.AtByte == atByte);

    // Who only watches stands in nobody's way: one fault strikes, and all that watch before it see the place.
    private Fault? Struck(FaultSite site, Func<Fault, bool> isMeant)
    {
        var struck = new List<Fault>();
        lock (latch)
            foreach (var fault in planted.Where(one => isMeant(one.Fault) && one.Strikes(site)).Select(one => one.Fault))
            {
                struck.Add(fault);
                if (fault.Effect != FaultEffect.Watch)
                    break;
            }
        foreach (var fault in struck)
            fault.Then?.Invoke(site);
        return struck.LastOrDefault();
    }

    private sealed class Planted(Fault fault)
    {
        private int passes = fault.Passes;
        private int left = fault.Times;

        internal Fault Fault { get; } = fault;

        internal bool IsAt(FaultPoint point, string instance, string subject) =>
            left > 0 && Fault.Point == point && Matches(Fault.Instance, instance) && Matches(Fault.Subject, subject);

        internal bool Strikes(FaultSite site)
        {
            if (!IsAt(site.Point, site.Instance, site.Subject) || Fault.Moment != site.Moment || Fault.Where?.Invoke(site) == false)
                return false;
            if (passes-- > 0)
                return false;
            left--;
            return true;
        }

        private static bool Matches(string? wanted, string actual) => wanted is null || wanted.SameAs(actual);
    }
}
