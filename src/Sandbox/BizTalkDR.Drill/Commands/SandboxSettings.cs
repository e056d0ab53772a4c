using System.ComponentModel;
using BizTalkDR.Sandbox.BizTalk;
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

    /// <summary>The scripts that make the group.</summary>
    [CommandOption("--biztalk-schema <FOLDER>")]
    [Description(
        "The Schema folder of a BizTalk Server installation: the group is made with its scripts, as far as they are there, and with the sandbox's own otherwise."
    )]
    public string? BizTalkSchema { get; init; }

    public override ValidationResult Validate() =>
        Seed < 0 ? ValidationResult.Error($"--seed takes a whole number from 0 to {int.MaxValue}.")
        : BizTalkSchema is { } folder && SchemaFolder.Problem(folder) is { } problem
            ? ValidationResult.Error($"--biztalk-schema: {problem}")
        : ValidationResult.Success();
}
