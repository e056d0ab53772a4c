using BizTalkDR.Backups;

namespace BizTalkDR.Restore.Planning.Marks;

/// <summary>The rules that choose a mark, in words.</summary>
internal static class MarkRuleText
{
    public static string For(LogMarkRule rule) =>
        rule switch
        {
            LogMarkRule.SecondToLast =>
                "The second to last complete mark: 'the log mark before the last one should be used' (BizTalk Server, Log Shipping).",
            LogMarkRule.Last =>
                "The last complete mark: the databases can't stop at the second to last one by rolling forward, because log shipping has restored past it "
                    + "(BizTalk Server, Log Shipping, asks for the mark before the last one).",
            LogMarkRule.NewestReachable =>
                "The newest mark that every database can reach; the last two complete ones can't be reached by all.",
            _ => "The operator named it.",
        };
}
