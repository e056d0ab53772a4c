namespace BizTalkDR.PowerShell.Tests.Hosting;

/// <summary>The base of the tests that call cmdlets as a user does: by a line of PowerShell.</summary>
public abstract class CmdletTests : IDisposable
{
    private Session? session;

    private protected FakeEngine Engine { get; init; } = new();

    private protected FakeServices Services { get; } = new();

    private protected Session Session => session ??= new Session(Engine, Services);

    private protected SessionRun Run(string script) => Session.Run(script);

    /// <summary>The one error of a script that is expected to have one.</summary>
    private protected System.Management.Automation.ErrorRecord ErrorOf(string script)
    {
        var run = Run(script);
        Assert.Null(run.Failure);
        return Assert.Single(run.Errors);
    }

    /// <summary>The error that ends a script.</summary>
    private protected System.Management.Automation.ErrorRecord FailureOf(string script)
    {
        var run = Run(script);
        Assert.NotNull(run.Failure);
        return run.Failure;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            session?.Dispose();
    }
}
