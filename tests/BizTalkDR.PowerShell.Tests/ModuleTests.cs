using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Tests.Help;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests;

/// <summary>The manifest, the views and the cmdlets' declarations belong together.</summary>
public sealed partial class ModuleTests
{
    private static readonly string Root = Repository.Root;

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else() =>
        Assert.Equal(
            CmdletMetadata.All.Select(cmdlet => cmdlet.Name),
            CmdletName()
                .Matches(File.ReadAllText(Path.Combine(Root, "module", "BizTalkDR.psd1")))
                .Select(match => match.Groups[1].Value)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_type_a_cmdlet_returns_has_a_view()
    {
        var shown = XDocument
            .Load(Path.Combine(Root, "module", "BizTalkDR.Format.ps1xml"))
            .Descendants("TypeName")
            .Select(name => name.Value)
            .ToHashSet();
        var returned = CmdletMetadata
            .All.SelectMany(cmdlet =>
                cmdlet.Type.CustomAttributes.Where(attribute => attribute.AttributeType == typeof(OutputTypeAttribute))
            )
            .SelectMany(attribute => (IReadOnlyCollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)
            .Select(argument => (Type)argument.Value!)
            .Where(type => type.Namespace!.StartsWith("BizTalkDR", StringComparison.Ordinal));
        Assert.All(returned, type => Assert.Contains(type.FullName!, shown));
    }

    [Fact]
    public void Every_cmdlet_says_what_it_returns() =>
        Assert.All(
            CmdletMetadata.All,
            cmdlet => Assert.Contains(cmdlet.Type.CustomAttributes, attribute => attribute.AttributeType == typeof(OutputTypeAttribute))
        );

    [Theory]
    [InlineData(
        ConfirmImpact.High,
        "Remove-BtsDatabaseSet",
        "Restore-BtsDatabaseSet",
        "Repair-BtsUser",
        "Invoke-BtsFailback",
        "Stop-BtsService",
        "Undo-BtsRun"
    )]
    [InlineData(
        ConfirmImpact.Medium,
        "Backup-BtsDatabaseSet",
        "Disable-BtsBackupJob",
        "Disable-BtsRestoreJob",
        "Enable-BtsBackupJob",
        "Enable-BtsRestoreJob",
        "Start-BtsService",
        "Export-BtsFailbackPlan",
        "Export-BtsJob",
        "Export-BtsLogin",
        "Export-BtsRestorePlan",
        "Export-BtsTopology",
        "Import-BtsJob",
        "Import-BtsLogin",
        "New-BtsFailbackPlan",
        "New-BtsRestorePlan",
        "Show-BtsLogMark"
    )]
    public void What_changes_something_asks_according_to_its_danger(ConfirmImpact impact, params string[] names) =>
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            CmdletMetadata.All.Where(cmdlet => cmdlet.SupportsShouldProcess && cmdlet.ConfirmImpact == impact).Select(cmdlet => cmdlet.Name)
        );

    [Fact]
    public void What_only_reads_does_not_ask() =>
        Assert.All(
            CmdletMetadata.All.Where(cmdlet => !cmdlet.SupportsShouldProcess),
            cmdlet => Assert.Matches("^(Get|Import|Test|Wait)-", cmdlet.Name)
        );

    [Fact]
    public void No_field_or_parameter_of_a_cmdlet_has_a_type_of_SqlClient_or_Smo() =>
        Assert.DoesNotContain(
            typeof(BtsCmdlet)
                .Assembly.GetTypes()
                .SelectMany(type =>
                    type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                ),
            field =>
                field.FieldType.Assembly.GetName().Name!.StartsWith("Microsoft.", StringComparison.Ordinal)
                && field.FieldType.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal)
        );

    [GeneratedRegex(@"^\s+'(\w+-Bts\w+)'$", RegexOptions.Multiline)]
    private static partial Regex CmdletName();
}
