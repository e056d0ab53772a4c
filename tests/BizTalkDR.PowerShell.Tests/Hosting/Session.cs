using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.PowerShell.Tests.Help;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using Shell = System.Management.Automation.PowerShell;

namespace BizTalkDR.PowerShell.Tests.Hosting;

/// <summary>A real PowerShell with the cmdlets and their views, on the test's own thread, and with the test's engine behind them.</summary>
internal sealed class Session : IDisposable
{
    private const string Failure = "failureOfTheScript";
    private static readonly Lazy<InitialSessionState> WithCmdlets = new(CreateState);
    private readonly Func<ICredentialSource, IDisasterRecovery> engine;
    private readonly IServiceController? services;
    private readonly Runspace runspace;
    private Shell? running;

    /// <param name="engine">The engine.</param>
    /// <param name="services">The services of the computers; the real ones without it.</param>
    public Session(FakeEngine engine, IServiceController? services = null)
        : this(FakeEngine.Factory(engine), services) => this["topology"] = Samples.Topology;

    /// <param name="engine">Makes the engine.</param>
    /// <param name="services">The services of the computers; the real ones without it.</param>
    public Session(Func<ICredentialSource, IDisasterRecovery> engine, IServiceController? services)
    {
        (this.engine, this.services) = (engine, services);
        runspace = RunspaceFactory.CreateRunspace(Host, WithCmdlets.Value.Clone());
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
    }

    public SessionHost Host { get; } = new();

    /// <summary>Sets a variable.</summary>
    public object? this[string variable]
    {
        set => runspace.SessionStateProxy.SetVariable(variable, value);
    }

    /// <summary>Runs a script to its end.</summary>
    public SessionRun Run(string script)
    {
        Surroundings.Replace(engine, services is null ? null : () => services);
        Host.Forget();
        var output = new List<PSObject>();
        ErrorRecord? failure = null;
        using var shell = Shell.Create(runspace);
        running = shell;
        try
        {
            // Outside of try, PowerShell tells of the error that ends a statement like of any other, and goes on with the next.
            this[Failure] = null;
            shell.AddScript($"try {{\n{script}\n}} catch {{ ${Failure} = $_ }}").Invoke(null, output);
            failure = LanguagePrimitives.ConvertTo<PSObject>(runspace.SessionStateProxy.GetVariable(Failure))?.BaseObject as ErrorRecord;
        }
        catch (RuntimeException error)
        {
            failure = error.ErrorRecord;
        }
        return new SessionRun
        {
            Objects = [.. output.Where(each => each is not null)],
            Errors = [.. shell.Streams.Error],
            Failure = failure,
            Warnings = [.. shell.Streams.Warning.Select(record => record.Message)],
            Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)],
            Progress = [.. shell.Streams.Progress],
            Lines = [.. Host.Lines],
            Questions = [.. Host.Questions],
        };
    }

    /// <summary>What Ctrl+C does; from any thread.</summary>
    public void Stop() => running!.BeginStop(null, null);

    /// <summary>What PowerShell offers at the end of a line.</summary>
    public IReadOnlyList<CompletionResult> Complete(string line)
    {
        Surroundings.Replace(engine, null);
        using var shell = Shell.Create(runspace);
        return CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches;
    }

    public void Dispose() => runspace.Dispose();

    private static InitialSessionState CreateState()
    {
        var state = InitialSessionState.CreateDefault();
        foreach (var cmdlet in CmdletMetadata.All)
            state.Commands.Add(new SessionStateCmdletEntry(cmdlet.Name, cmdlet.Type, null));
        state.Types.Add(new SessionStateTypeEntry(Repository.File("module", "BizTalkDR.Types.ps1xml")));
        state.Formats.Add(new SessionStateFormatEntry(Repository.File("module", "BizTalkDR.Format.ps1xml")));
        state.Variables.Add(new SessionStateVariableEntry("VerbosePreference", ActionPreference.Continue, ""));
        return state;
    }
}
