using System.Management.Automation;
using BizTalkDR.PowerShell.Tests.Help;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Base;

/// <summary>Names and lists that say nothing: they are refused everywhere, and never taken for all.</summary>
public sealed class NamesTests : CmdletTests
{
    public NamesTests()
    {
        Engine = Samples.EngineWithJobs();
        Engine.Group = new Group.BizTalkGroup { Databases = Samples.SourceDatabases };
    }

    [Theory]
    [InlineData("Get-BtsDatabase $topology -Database BizTalkMgmtDb, Typo", "DatabaseNotFound", 1)]
    [InlineData("Get-BtsDatabase $topology -Database Typo", "DatabaseNotFound", 0)]
    [InlineData("Get-BtsJob $topology -Name Typo", "JobNotFound", 0)]
    [InlineData("Get-BtsJob $topology -Instance Typo", "InstanceNotFound", 0)]
    [InlineData("Get-BtsJob $topology -Instance PROD1, Typo", "InstanceNotFound", 1)]
    [InlineData("Get-BtsService $topology -Name ENTSSO, Typo", "ServiceNotFound", 2)]
    [InlineData("Get-BtsLogShippingStatus $topology -Instance Typo", "InstanceNotFound", 0)]
    [InlineData("Get-BtsBackupSet $topology -Mark Typo", "MarkNotFound", 0)]
    public void An_exact_name_that_nothing_bears_is_an_error_beside_what_is_found(string script, string error, int found)
    {
        var run = Run(script);
        var record = Assert.Single(run.Errors);
        Assert.Equal(error, record.Id());
        Assert.Equal(ErrorCategory.ObjectNotFound, record.CategoryInfo.Category);
        Assert.Contains("Typo", record.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(record.ErrorDetails.RecommendedAction);
        Assert.Equal(found, run.Output.Count);
    }

    [Theory]
    [InlineData("Get-BtsDatabase $topology -Database Typo*")]
    [InlineData("Get-BtsJob $topology -Name Typo?")]
    [InlineData("Get-BtsService $topology -Name *Typo")]
    [InlineData("Get-BtsBackupSet $topology -Mark [t]ypo")]
    public void A_pattern_may_match_nothing(string script)
    {
        var run = Run(script);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Of_jobs_that_are_named_none_is_switched_when_one_is_not_there()
    {
        var error = ErrorOf($"Disable-BtsBackupJob $topology -Name '{Samples.BackupJob.Name}', Typo -Confirm:$false");
        Assert.Equal("JobNotFound", error.Id());
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void Of_services_that_are_named_none_is_stopped_when_one_is_not_there()
    {
        var error = FailureOf("Stop-BtsService $topology -Name ENTSSO, Typo -Force");
        Assert.Equal("ServiceNotFound", error.Id());
        Assert.Empty(Services.Done);
    }

    public static TheoryData<string, string> Lists =>
        new(
            CmdletMetadata
                .All.SelectMany(cmdlet => cmdlet.Type.GetProperties().Select(property => (cmdlet.Name, Property: property)))
                .Where(each =>
                    each.Property.PropertyType.IsArray && each.Property.GetCustomAttributes(typeof(ParameterAttribute), true).Length > 0
                )
                .Select(each => (each.Name, each.Property.Name))
        );

    [Theory]
    [MemberData(nameof(Lists))]
    public void An_empty_list_is_refused_and_never_taken_for_all(string cmdlet, string parameter) =>
        Assert.Equal(
            "ParameterArgumentValidationError",
            FailureOf($"{cmdlet} -{parameter} @()").Id().Replace("EmptyArrayNotAllowed", "ValidationError", StringComparison.Ordinal)
        );

    [Fact]
    public void A_master_secret_server_that_is_none_of_the_computers_is_refused()
    {
        Session["typo"] = Samples.Topology with { MasterSecretServer = "BTS0l" };
        var error = FailureOf("Invoke-BtsFailback $typo -WhatIf");
        Assert.Equal("UnknownComputer", error.Id());
        Assert.Contains("BTS0l", error.Exception.Message, StringComparison.Ordinal);
    }
}
