using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Tests.Shared;

namespace BizTalkDR.Tests.Runbook.Failback.Execution;

public class RunbookPageTests
{
    [Fact]
    public void The_page_tells_every_step_as_the_runbook_has_it()
    {
        var page = File.ReadAllText(Repository.File("docs", "runbook.md"));
        foreach (var step in FailbackRunbook.Steps(documentedOrder: true))
            Assert.Contains($"| {step.Number} | {step.Title} | {step.Explanation} |", page, StringComparison.Ordinal);
    }
}
