using System.Globalization;
using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Paths;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.PowerShell.Output;
using BizTalkDR.Reporting.Chains;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Draws each database's chain of backups with the log marks, what is missing and the chosen mark, as an HTML page.</summary>
[Cmdlet(VerbsCommon.Show, "BtsLogMark", SupportsShouldProcess = true, DefaultParameterSetName = TopologySet)]
[OutputType(typeof(FileInfo))]
public sealed class ShowBtsLogMarkCommand : BtsHistoryCmdlet
{
    /// <summary>The mark that stands out; without it the recommended one.</summary>
    [Parameter(Position = 1)]
    [Alias("Mark", "MarkName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MarkCompleter))]
    public string? Name { get; set; }

    /// <summary>The file to write; without it one in the present folder, named after the time.</summary>
    [Parameter]
    [Alias("FilePath", "ReportPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The side whose databases would be restored.</summary>
    [Parameter]
    public InstanceSide Side { get; set; } = InstanceSide.Destination;

    /// <summary>Whether the whole history is drawn, else what a restore to the mark may need.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Whether a file that is there already is left alone.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    private protected override InstanceSide SideOfInstances => Side;

    private protected override void Run(HistorySession session)
    {
        var file = Runtime.ResolvePath(Path ?? DefaultName(session.Topology));
        if (NoClobber.IsPresent && File.Exists(file))
            throw new BizTalkDRException("FileExists", ErrorKind.Conflict, $"The file '{file}' is there already.")
            {
                Remedy = "Name another file with -Path, or leave -NoClobber out to replace it.",
            };
        if (!Runtime.ShouldProcess(file, "Write the picture of the log marks"))
            return;
        var options = new RestoreSituationOptions
        {
            Side = Side,
            History = session.History with { Extent = Extents.Of(All.IsPresent, Name is null ? null : [Name]) },
            SkipUnreachable = true,
            MarkName = Name,
        };
        var situation = WaitFor(
            "Reading backups and databases",
            $"{session.Topology}",
            stop => session.Engine.ReadSituation(session.Topology, options, stop)
        );
        WriteWarnings(situation.Warnings);
        Runtime.WriteObject(WrittenFile.Of(file, Save(ChainPage.Render(situation, Name, All.IsPresent), file)));
    }

    private static bool Save(string page, string file)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            return TextFile.Write(file, page);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BizTalkDRException(
                "ReportNotWritable",
                ErrorKind.Configuration,
                $"The picture can't be written to '{file}': {error.Message}",
                error
            )
            {
                Remedy = "Name a file with -Path that this account may write.",
            };
        }
    }

    private static string DefaultName(Topology topology) =>
        $"BtsLogMark-{(topology.Name is { } name ? ServerPath.SafeFileName(name) + "-" : "")}"
        + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
        + ".html";
}
