using System.Xml.Linq;
using BizTalkDR.Runbook.Outlook;

namespace BizTalkDR.Reporting;

/// <summary>What lay ahead of the run, in the very lines that were told before its first step.</summary>
internal static class OutlookSection
{
    internal static XElement? Of(RunOutlook? outlook) =>
        outlook is null
            ? null
            : Html.Section(
                "What lay ahead",
                "Told before the first step, when nothing had been changed.",
                new XElement("dl", outlook.Lines.SelectMany(Line))
            );

    private static IEnumerable<XElement> Line(OutlookLine line)
    {
        yield return new XElement("dt", line.Label);
        yield return new XElement("dd", line.IsAlarm ? new XElement("strong", line.Text) : line.Text);
    }
}
