using BizTalkDR.Group;
using BizTalkDR.Jobs.Definitions;

namespace BizTalkDR.Jobs.Checks;

/// <summary>
/// Which jobs each database of a group has and how they must be
/// (https://learn.microsoft.com/biztalk/core/database-structure-and-jobs; the KB article 919776 for what is enabled).
/// </summary>
/// <param name="Role">The role of the database.</param>
/// <param name="Job">The job.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="IsEnabled">Whether it must be enabled; null where that is the site's choice.</param>
internal sealed record JobRule(DatabaseRole Role, BizTalkJob Job, bool IsRequired = true, bool? IsEnabled = true)
{
    public static IReadOnlyList<JobRule> All { get; } =
    [
        new(DatabaseRole.Management, BizTalkJob.Backup),
        new(DatabaseRole.Management, BizTalkJob.ExpiredEntries),
        new(DatabaseRole.Management, BizTalkJob.Monitor),
        new(DatabaseRole.Tracking, BizTalkJob.PurgeAndArchive, IsEnabled: null),
        new(DatabaseRole.MessageBox, BizTalkJob.DeadProcesses),
        new(DatabaseRole.MessageBox, BizTalkJob.PartsCleanup),
        new(DatabaseRole.MessageBox, BizTalkJob.UpdateStatistics),
        new(DatabaseRole.MessageBox, BizTalkJob.PurgeSubscriptions),
        new(DatabaseRole.MessageBox, BizTalkJob.MessageCleanup, IsEnabled: false),
        new(DatabaseRole.MessageBox, BizTalkJob.ManageRefCountLog),
        new(DatabaseRole.MessageBox, BizTalkJob.OperateOnInstances, IsEnabled: null),
        new(DatabaseRole.MessageBox, BizTalkJob.TrackedMessagesCopy),
        new(DatabaseRole.RuleEngine, BizTalkJob.RulesCleanup, IsRequired: false),
        new(DatabaseRole.BamAlerts, BizTalkJob.AlertHistory, IsRequired: false),
    ];
}
