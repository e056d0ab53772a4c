using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace BizTalkDR.Drill.Commands;

/// <summary>What every command that stands a sandbox up takes.</summary>
internal abstract class SandboxSettings : CommandSettings
{
    /// <summary>What the workload and the damage are drawn from.</summary>
    [CommandOption("--seed <N>")]
    [Description("What messages and damage are drawn from.")]
    [DefaultValue(1)]
    public int Seed { get; init; } = 1;

    public override ValidationResult Validate() =>
        Seed < 0 ? ValidationResult.Error($"--seed takes a whole number from 0 to {int.MaxValue}.") : ValidationResult.Success();
}
