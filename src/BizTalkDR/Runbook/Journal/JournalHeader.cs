using BizTalkDR.Errors;
using BizTalkDR.Group;

namespace BizTalkDR.Runbook.Journal;

/// <summary>The first line of a journal: what tells it from any other file, and whose it is. A journal may be read long after.</summary>
public sealed record JournalHeader
{
    /// <summary>The version of the format that this product writes, and the newest it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The run: its own, whatever the file is called.</summary>
    public required Guid Run { get; init; }

    /// <summary>The runbook's id.</summary>
    public required string Runbook { get; init; }

    /// <summary>The group and the instances of both sides.</summary>
    public required RunIdentity About { get; init; }

    /// <summary>The version of BizTalkDR that began it.</summary>
    public required string Product { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime TimeUtc { get; init; }

    /// <summary>Who began it.</summary>
    public required string User { get; init; }

    /// <summary>The operator's computer.</summary>
    public required string Computer { get; init; }

    /// <summary>The header of a run that begins now.</summary>
    /// <param name="runbook">The runbook's id.</param>
    /// <param name="about">What it is about.</param>
    public static JournalHeader Of(string runbook, RunIdentity about)
    {
        var starter = RunStarter.Now([]);
        return new JournalHeader
        {
            Run = Guid.NewGuid(),
            Runbook = runbook,
            About = about,
            Product = starter.Version,
            TimeUtc = DateTime.UtcNow,
            User = starter.User,
            Computer = starter.Computer,
        };
    }

    /// <summary>A journal is gone on with by the runbook that began it, and by no other. Needs no server.</summary>
    /// <exception cref="JournalException"><c>JournalOfAnotherRunbook</c>: it is of another one.</exception>
    public void RequireRunbook(string runbook)
    {
        if (!string.Equals(Runbook, runbook, StringComparison.Ordinal))
            throw Refused(
                "JournalOfAnotherRunbook",
                $"The journal is of the runbook {Runbook}, not of {runbook}.",
                "Give the journal of this runbook's own run"
            );
    }

    /// <summary>A journal is gone on with for the group and on the instances that it was begun for.</summary>
    /// <param name="now">What the servers say now.</param>
    /// <exception cref="JournalException">
    /// <c>JournalOfAnotherGroup</c>, <c>JournalOfAnotherTopology</c>: it is of another group, or the instances are others.
    /// </exception>
    public void Require(RunIdentity now)
    {
        if (now is null)
            throw new ArgumentNullException(nameof(now));
        // Where no server could tell the group, the instances still must be the same.
        if (About.Group is { } was && now.Group is { } group && !was.IsSame(group))
            throw Refused(
                "JournalOfAnotherGroup",
                $"The journal is of the group {Named(was, About.Topology)}; the servers have the group {Named(group, now.Topology)}.",
                "Give the journal of this group's run, or the topology of the other group"
            );
        RequireSide("source", About.Source, now.Source);
        RequireSide("destination", About.Destination, now.Destination);
    }

    /// <summary>
    /// As <see cref="Require"/>, where some of the instances do not answer: those that do must be the ones that the run was begun for.
    /// </summary>
    /// <param name="now">What the servers say now that answer.</param>
    /// <exception cref="JournalException"><c>JournalOfAnotherGroup</c>, <c>JournalOfAnotherTopology</c>.</exception>
    internal void RequireOfThoseThatAnswer(RunIdentity now) =>
        Require(now with { Source = AsWas(About.Source, now.Source), Destination = AsWas(About.Destination, now.Destination) });

    private static RunSide AsWas(RunSide was, RunSide now) =>
        RunSide.Of(
            now.Instances.Select(instance =>
                instance.Server is not null ? instance
                : was.Instances.FirstOrDefault(known => string.Equals(known.Name, instance.Name, StringComparison.OrdinalIgnoreCase))
                    is { } known
                    ? known
                : instance
            )
        );

    private static string Named(GroupIdentity group, string? topology) => topology is null ? $"{group}" : $"{topology}, {group}";

    private void RequireSide(string side, RunSide was, RunSide now)
    {
        if (!string.Equals(was.Fingerprint, now.Fingerprint, StringComparison.Ordinal))
            throw Refused(
                "JournalOfAnotherTopology",
                $"The journal is of a run whose {side} side was {was}; the topology given has {now}.",
                "Give the topology that the run began with, instances under the same names"
            );
    }

    private static JournalException Refused(string id, string message, string remedy) =>
        new(id, ErrorKind.Conflict, message + " Nothing was changed.") { Remedy = remedy + ", or another -JournalPath to begin anew." };
}
