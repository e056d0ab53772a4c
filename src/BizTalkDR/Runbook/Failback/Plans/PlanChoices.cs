using BizTalkDR.Text;

namespace BizTalkDR.Runbook.Failback.Plans;

/// <summary>What whoever made a plan has decided: a run of it decides nothing of that again.</summary>
public sealed record PlanChoices
{
    /// <summary>The log mark; null where step 4 is not in the plan.</summary>
    public string? Mark { get; init; }

    /// <summary>Where the name of the mark occurs more than once: the id of its backup set.</summary>
    public long? MarkSetId { get; init; }

    /// <summary>The steps that are carried out, in order.</summary>
    public IReadOnlyList<int> Steps
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether the order is that of the page.</summary>
    public bool DocumentedOrder { get; init; }

    /// <summary>The folder of step 7's backups; null where nothing is backed up.</summary>
    public string? BackupPath { get; init; }

    /// <summary>Whether other sessions in the databases that are dropped or restored are ended.</summary>
    public bool KillSession { get; init; }

    /// <summary>The steps.</summary>
    public override string ToString() => $"Steps {string.Join(", ", Steps)}";
}
