using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace BizTalkDR.Drill.Commands;

/// <summary>How a sandbox is served.</summary>
internal sealed class ServeSettings : SandboxSettings
{
    /// <summary>The first TCP port; the instances take it and the next ones. 0 takes free ones.</summary>
    [CommandOption("--port-base <N>")]
    [Description("The first TCP port; the instances take it and the next ones. Free ones without it.")]
    public int PortBase { get; init; }

    public override ValidationResult Validate() =>
        PortBase is not 0 and (< 1024 or > 65000)
            ? ValidationResult.Error("--port-base takes a whole number from 1024 to 65000.")
            : base.Validate();
}
