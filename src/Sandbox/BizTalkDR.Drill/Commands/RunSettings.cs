using System.ComponentModel;
using Spectre.Console.Cli;

namespace BizTalkDR.Drill.Commands;

/// <summary>How a drill is carried out, and what it prints.</summary>
internal sealed class RunSettings : SandboxSettings
{
    /// <summary>The order of Microsoft's page.</summary>
    [CommandOption("--documented-order")]
    [Description("Drop production before the destination is backed up, as Microsoft's page does.")]
    public bool DocumentedOrder { get; init; }

    /// <summary>Where the report goes.</summary>
    [CommandOption("--report <FILE>")]
    [Description("Where the report goes.")]
    [DefaultValue("out/drill/report.html")]
    public string Report { get; init; } = "out/drill/report.html";

    /// <summary>One JSON object on standard output and nothing else.</summary>
    [CommandOption("--json")]
    [Description("One JSON object on standard output and nothing else.")]
    public bool Json { get; init; }
}
