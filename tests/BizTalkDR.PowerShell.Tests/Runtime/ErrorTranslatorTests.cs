using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Tests.Runtime;

public sealed class ErrorTranslatorTests
{
    [Fact]
    public void An_error_of_the_engine_keeps_id_category_place_remedy_and_page()
    {
        var error = Translate(
            new DatabaseSetException("MarkNotReached", ErrorKind.Operation, "It slid past.")
            {
                Server = "DR1",
                Database = "SSODB",
                Remedy = "Start over.",
                DocumentationUri = new Uri("https://learn.microsoft.com/x"),
            }
        );
        Assert.Equal("MarkNotReached", error.Id);
        Assert.Equal(ErrorCategory.NotSpecified, error.Category);
        Assert.Equal("SSODB on DR1", error.Target);
        Assert.Equal("Start over. See https://learn.microsoft.com/x", error.RecommendedAction);
    }

    [Theory]
    [InlineData(ErrorKind.Configuration, ErrorCategory.InvalidArgument)]
    [InlineData(ErrorKind.Connection, ErrorCategory.ConnectionError)]
    [InlineData(ErrorKind.Permission, ErrorCategory.PermissionDenied)]
    [InlineData(ErrorKind.NotFound, ErrorCategory.ObjectNotFound)]
    [InlineData(ErrorKind.History, ErrorCategory.InvalidData)]
    [InlineData(ErrorKind.Plan, ErrorCategory.InvalidOperation)]
    [InlineData(ErrorKind.State, ErrorCategory.InvalidOperation)]
    [InlineData(ErrorKind.Conflict, ErrorCategory.ResourceBusy)]
    [InlineData(ErrorKind.Cancelled, ErrorCategory.OperationStopped)]
    public void Each_kind_has_a_category(ErrorKind kind, ErrorCategory category) =>
        Assert.Equal(category, Translate(new BizTalkDRException("X", kind, "x")).Category);

    [Fact]
    public void Of_several_failures_the_one_the_engine_explains_is_shown()
    {
        var explained = new InstanceConnectionException("LoginFailed", "No.") { Server = "PROD1" };
        Assert.Equal("LoginFailed", Translate(new AggregateException(new IOException("other"), explained)).Id);
    }

    [Fact]
    public void A_failure_without_a_name_is_called_by_its_type_and_the_cmdlet_is_its_target()
    {
        var error = Translate(new UnauthorizedAccessException("no"));
        Assert.Equal("UnauthorizedAccessException", error.Id);
        Assert.Equal(ErrorCategory.PermissionDenied, error.Category);
        Assert.Equal(nameof(SampleCmdlet), error.Target);
    }

    [Fact]
    public void A_password_in_a_message_does_not_get_through_not_even_in_the_cause()
    {
        var error = Translate(
            new BizTalkDRException("X", ErrorKind.Operation, "Failed: PASSWORD = 'hunter2'", new IOException("Password=hunter2;"))
        );
        Assert.DoesNotContain("hunter2", error.Exception.ToString());
        Assert.Contains("Failed", error.Exception.Message);
        Assert.Equal("X", error.Id);
    }

    [Theory]
    [InlineData("Give -JournalPath again.", "Give -JournalPath again. (-JournalPath is a parameter of Invoke-BtsFailback, Undo-BtsRun.)")]
    [InlineData(
        "See Get-BtsJob -Kind Other, or Test-BtsDatabaseSet -Side Source.",
        "See Get-BtsJob -Kind Other, or Test-BtsDatabaseSet -Side Source."
    )]
    [InlineData("Give -Own, or -NotOurs.", "Give -Own, or -NotOurs.")]
    public void A_parameter_that_the_cmdlet_lacks_is_told_with_the_cmdlets_that_have_it(string remedy, string told) =>
        Assert.Equal(told, Translate(new BizTalkDRException("X", ErrorKind.State, "x") { Remedy = remedy }).RecommendedAction);

    private static CmdletError Translate(Exception failure) => ErrorTranslator.Translate(failure, typeof(SampleCmdlet), null);

    private sealed class SampleCmdlet : BtsCmdlet
    {
        [Parameter]
        public string? Own { get; set; }
    }
}
