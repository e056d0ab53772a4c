using System.Management.Automation;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Surface;

/// <summary>A change of what scripts rely on is a deliberate one.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly string Folder = Repository.File("tests", "BizTalkDR.PowerShell.Tests", "Surface");

    [Fact]
    public void Cmdlets_parameters_and_output_are_those_that_were_approved()
    {
        using var session = new Session(new FakeEngine());
        var received = PublicSurface.Describe(session.Run("Get-Command *-Bts* -CommandType Cmdlet").Output.Cast<CmdletInfo>());
        var approvedFile = Path.Combine(Folder, "approved.txt");
        var receivedFile = Path.Combine(Folder, "received.txt");
        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        if (received == approved)
        {
            File.Delete(receivedFile);
            return;
        }
        File.WriteAllText(receivedFile, received);
        Assert.Fail(
            $"What scripts rely on has changed:\n{LineDifference.Between(approved, received)}\n"
                + $"If that is meant, say so in CHANGELOG.md and move {receivedFile} over {approvedFile}."
        );
    }
}
