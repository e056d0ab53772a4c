using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Logins;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Saved;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Writes the logins behind a group to a file that only its owner can read.</summary>
[Cmdlet(VerbsData.Export, "BtsLogin", SupportsShouldProcess = true, DefaultParameterSetName = TopologySet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBtsLoginCommand : BtsConnectionCmdlet
{
    /// <summary>The file to write.</summary>
    [Parameter(ParameterSetName = TopologySet, Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = InstanceSet, Mandatory = true)]
    [Alias("LiteralPath", "FilePath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Names of logins, whatever stands behind them; wildcards are understood.</summary>
    [Parameter]
    [Alias("Login", "LoginName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LoginCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Whether all logins of the instances are written.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    /// <summary>Whether a file that is there already is left alone.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Whether the file is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected override void Process()
    {
        var file = Runtime.ResolvePath(Path);
        if (NoClobber.IsPresent && File.Exists(file))
            throw new BizTalkDRException("FileExists", ErrorKind.Conflict, $"The file '{file}' is there already.")
            {
                Remedy = "Name another file, or leave -NoClobber out to replace it.",
            };
        var session = Connect();
        var logins = WaitFor(
            "Reading logins",
            $"{session.Topology}",
            stop => session.Engine.Logins.Export(session.Topology, Selection(), stop)
        );
        WriteWarnings(logins.Notes);
        Tell(logins);
        if (
            !Runtime.ShouldProcess(
                file,
                $"Write {logins.Instances.Sum(instance => instance.Logins.Count)} logins with their password hashes"
            )
        )
            return;
        LoginFile.Save(logins, file);
        if (PassThru.IsPresent)
            Runtime.WriteObject(new FileInfo(file));
    }

    private LoginSelection Selection() =>
        new()
        {
            All = All.IsPresent,
            Names = Name ?? [],
            IsWanted = name => NameFilter.Matches(Name, name),
            Required = [.. (Name ?? []).Where(name => !NameFilter.IsPattern(name))],
        };

    private void Tell(LoginExport logins)
    {
        foreach (var instance in logins.Instances)
            Runtime.WriteVerbose($"{instance}: {(instance.Logins.Count == 0 ? "no login" : string.Join(", ", instance.Logins))}.");
    }
}
