using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Jobs.Saved;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Writes the jobs of a group to a file, and as T-SQL beside it.</summary>
[Cmdlet(VerbsData.Export, "BtsJob", SupportsShouldProcess = true, DefaultParameterSetName = TopologySet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBtsJobCommand : BtsConnectionCmdlet
{
    /// <summary>The file to write.</summary>
    [Parameter(ParameterSetName = TopologySet, Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = InstanceSet, Mandatory = true)]
    [Alias("LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Names of jobs, whatever they are; wildcards are understood.</summary>
    [Parameter]
    [Alias("Job", "JobName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    /// <summary>Whether files that are there already are left alone.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Whether the files are returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected override void Process()
    {
        var file = Runtime.ResolvePath(Path);
        string[] files = [file, JobFile.ScriptOf(file)];
        if (files[0] == files[1])
            throw new BizTalkDRException("SameFile", ErrorKind.Configuration, $"'{file}' would be the file of jobs and its script at once.")
            {
                Remedy = "Name the file of jobs, jobs.json; the script is written beside it.",
            };
        if (NoClobber.IsPresent && Array.Find(files, File.Exists) is { } there)
            throw new BizTalkDRException("FileExists", ErrorKind.Conflict, $"The file '{there}' is there already.")
            {
                Remedy = "Name another file, or leave -NoClobber out to replace it.",
            };
        var session = Connect();
        Func<string, bool>? isWanted = Name is null ? null : name => NameFilter.Matches(Name, name);
        var jobs = WaitFor("Reading jobs", $"{session.Topology}", stop => session.Engine.Jobs.Export(session.Topology, isWanted, stop));
        var all = jobs.Instances.SelectMany(instance => instance.Jobs).ToList();
        WriteMissing("Job", Name, all.Select(job => job.Name), "Get-BtsJob -Kind Other lists all jobs.");
        foreach (var instance in jobs.Instances)
            Runtime.WriteVerbose($"{instance}: {(instance.Jobs.Count == 0 ? "no job" : string.Join(", ", instance.Jobs))}.");
        if (!Runtime.ShouldProcess(string.Join(" and ", files), $"Write {all.Count} jobs"))
            return;
        JobFile.Save(jobs, file);
        if (PassThru.IsPresent)
            WriteAll(files.Select(each => new FileInfo(each)));
    }
}
