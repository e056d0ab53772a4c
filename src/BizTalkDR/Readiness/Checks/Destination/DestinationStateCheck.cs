using BizTalkDR.Databases;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Destination;

/// <summary>Every copy waits for its next log: RESTORING, or STANDBY if all of them are. One that is ONLINE can take no log any more.</summary>
internal static class DestinationStateCheck
{
    private static readonly ReadinessCheck State = ReadinessCheckTable.DestinationState;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.HasDestination)
            return [State.Skipped(null, null, "The topology names no destination.")];
        var copies = DestinationCopies.Of(observed);
        var silent = observed
            .Destination.Where(instance => instance.Databases.Failure is not null)
            .Select(instance => State.Unknown(instance.Name, null, instance.Databases.Failure!));
        if (copies.Count == 0 && observed.Destination.All(instance => instance.Databases.Failure is null))
            return [State.Unknown(null, null, observed.Situation.Failure ?? "It is not known which databases should be there.")];
        var usual =
            copies.Count(copy => copy.Position?.State == DatabaseState.Standby) > copies.Count / 2
                ? DatabaseState.Standby
                : DatabaseState.Restoring;
        return [.. silent, .. copies.Select(copy => Judge(copy, usual))];
    }

    private static ReadinessResult Judge(DestinationCopy copy, DatabaseState usual)
    {
        var (server, name) = (copy.Key.Server, copy.Key.Name);
        var state = copy.Position?.State ?? DatabaseState.Missing;
        return state switch
        {
            DatabaseState.Restoring or DatabaseState.Standby when state == usual => State.Passed(server, name, $"{state}."),
            DatabaseState.Restoring or DatabaseState.Standby => State.Warning(
                server,
                name,
                $"It is {state}, while most others are {usual}.",
                "Find out who restored it in another way; logs can still be restored."
            ),
            DatabaseState.Missing => State.Failed(
                server,
                name,
                $"There is no copy of {copy.Source}.",
                "Log shipping restores it from the next full set: run sp_ForceFullBackup on the source, then its backup job."
            ),
            DatabaseState.Online => State.Failed(
                server,
                name,
                "It is ONLINE: somebody has recovered it, and it can take no log any more.",
                "If the destination has not taken over, drop it and run sp_ForceFullBackup on the source, then its backup job; log shipping restores it anew."
            ),
            _ => State.Failed(
                server,
                name,
                $"It is {state}.",
                "Look into the error log of the instance; if it can't be repaired, drop the copy and have it restored from the next full set."
            ),
        };
    }
}
