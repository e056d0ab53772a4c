using BizTalkDR.Errors;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Saved;

/// <summary>The world has changed since the plan was made, so nothing of it is run.</summary>
public sealed class PlanOutdatedException : BizTalkDRException
{
    private PlanOutdatedException(string message, IReadOnlyList<PlanChange> changes)
        : base("PlanOutdated", ErrorKind.State, message) => Changes = Indexed.List(changes);

    /// <summary>What has changed.</summary>
    public IReadOnlyList<PlanChange> Changes { get; }

    internal static PlanOutdatedException Of(IReadOnlyList<PlanChange> changes)
    {
        var lines = changes.Select(change => "\n- " + change.Message);
        return new PlanOutdatedException(
            "The plan is not run, and nothing was touched: since it was made, this has changed:" + string.Concat(lines),
            changes
        )
        {
            Server = changes[0].Server,
            Database = changes[0].Database,
            Remedy = string.Join(" ", changes.Select(change => change.Remedy).Distinct()),
        };
    }
}
