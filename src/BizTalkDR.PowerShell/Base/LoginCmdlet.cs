using System.Collections;
using System.Management.Automation;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Logins.Saved;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Base;

/// <summary>The base of the cmdlets that hold the logins of a source against the instances of a side.</summary>
public abstract class LoginCmdlet : BtsConnectionCmdlet
{
    /// <summary>Names of logins; wildcards are understood.</summary>
    [Parameter]
    [Alias("Login", "LoginName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LoginCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The source instances whose logins are meant.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string[]? SourceInstance { get; set; }

    /// <summary>On which instances which source's logins belong: a hashtable of source instance and one instance or several.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? MapInstance { get; set; }

    /// <summary>The side that the logins belong on.</summary>
    [Parameter]
    public InstanceSide Side { get; set; } = InstanceSide.Destination;

    /// <summary>The management database of the instances given with -SqlInstance.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    private protected sealed override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected sealed override InstanceSide SideOfInstances => Side;

    /// <summary>What the parameters say.</summary>
    private protected LoginImportOptions Options(bool isExact) =>
        new()
        {
            Side = Side,
            Sources = SourceInstance ?? [],
            IsWanted = name => NameFilter.Matches(Name, name),
            MapInstance = NameMap.Several(nameof(MapInstance), MapInstance),
            IsExact = isExact,
        };

    /// <summary>The logins of a file; who else can read it is warned of, and names that nothing bears are errors.</summary>
    private protected LoginExport Load(string path)
    {
        var logins = LoginFile.Load(Runtime.ResolvePath(path), Runtime.WriteWarning);
        RequireNames(logins);
        return logins;
    }

    /// <summary>Reports exact names that no login has.</summary>
    private protected void RequireNames(LoginExport logins) =>
        WriteMissing(
            "Login",
            Name,
            logins.Instances.SelectMany(instance => instance.Logins).Select(login => login.Name),
            "See (Get-Content <file> | ConvertFrom-Json).logins.instances.logins.name for the names."
        );
}
