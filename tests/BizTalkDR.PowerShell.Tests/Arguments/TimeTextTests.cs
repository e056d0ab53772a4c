using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Arguments;

public sealed class TimeTextTests : CmdletTests
{
    [Theory]
    [InlineData("30s", 30)]
    [InlineData("30m", 1800)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5 hours", 5400)]
    [InlineData("90 Min", 5400)]
    [InlineData("00:30:00", 1800)]
    [InlineData("1.00:00:00", 86400)]
    [InlineData("0s", 0)]
    public void A_length_of_time_is_said_with_its_unit_whatever_the_culture(string text, int seconds)
    {
        using var _ = new InCulture("de-DE");
        Assert.Equal(TimeSpan.FromSeconds(seconds), TimeText.Read(text));
    }

    [Theory]
    [InlineData("30")]
    [InlineData("-30m")]
    [InlineData("-00:30:00")]
    [InlineData("30x")]
    [InlineData("30 miles")]
    [InlineData("m")]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("99999999999d")]
    [InlineData("1e300")]
    public void What_is_no_length_of_time_or_negative_is_refused(string text) => Assert.Throws<FormatException>(() => TimeText.Read(text));

    [Theory]
    [InlineData("30")]
    [InlineData("'30'")]
    [InlineData("-5")]
    [InlineData("'-1h'")]
    [InlineData("(New-TimeSpan -Hours -1)")]
    [InlineData("$null")]
    [InlineData("(Get-Date)")]
    public void A_parameter_never_takes_a_bare_number_for_ticks_or_days_nor_a_negative_time(string value)
    {
        foreach (var parameter in new[] { "MaximumDataLoss", "MaximumLag" })
            Assert.StartsWith(
                "ParameterArgument",
                FailureOf($"Test-BtsDisasterRecovery $topology -{parameter} {value}").Id(),
                StringComparison.Ordinal
            );
    }

    [Theory]
    [InlineData("30m", 30)]
    [InlineData("'2h'", 120)]
    [InlineData("(New-TimeSpan -Hours 1)", 60)]
    public void A_parameter_takes_a_length_of_time(string value, int minutes)
    {
        Run($"Test-BtsDisasterRecovery $topology -MaximumDataLoss {value}");
        Assert.Equal(TimeSpan.FromMinutes(minutes), Engine.ReadinessOptions!.MaximumDataLoss);
    }

    [Theory]
    [InlineData("60", 60)]
    [InlineData("'2m'", 120)]
    [InlineData("1h", 3600)]
    public void A_parameter_in_seconds_takes_them_bare_and_other_units_named(string value, int seconds)
    {
        Engine.FailbackRun = _ => [];
        var journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Session["journal"] = journal;
        Run($"Invoke-BtsFailback $topology -JournalPath $journal -JobTimeout {value} -Force");
        File.Delete(journal);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Engine.FailbackOptions!.JobTimeout);
    }

    [Theory]
    [InlineData("Invoke-BtsFailback $topology -JobTimeout -1")]
    [InlineData("Invoke-BtsFailback $topology -ServiceTimeout '-5m'")]
    [InlineData("Stop-BtsService $topology -Timeout -1")]
    [InlineData("Wait-BtsRestoreJob $topology -Timeout -1")]
    [InlineData("Wait-BtsRestoreJob $topology -Timeout never")]
    public void A_parameter_in_seconds_refuses_what_is_negative_or_none(string script) =>
        Assert.StartsWith("ParameterArgument", FailureOf(script).Id(), StringComparison.Ordinal);
}
