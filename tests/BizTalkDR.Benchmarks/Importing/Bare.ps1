# Writes an empty binary module with all that a module has: manifest, script, format file, one cmdlet.
param([Parameter(Mandatory)][string] $Folder)
$ErrorActionPreference = 'Stop'
$source = @'
using System.Management.Automation;

[Cmdlet(VerbsCommon.Get, "Bare")]
public sealed class GetBareCommand : PSCmdlet
{
    protected override void EndProcessing() => WriteObject(null);
}
'@
$formats = @'
<?xml version="1.0" encoding="utf-8"?>
<Configuration>
  <ViewDefinitions>
    <View>
      <Name>Bare</Name>
      <ViewSelectedBy><TypeName>Bare</TypeName></ViewSelectedBy>
      <TableControl>
        <TableHeaders><TableColumnHeader /></TableHeaders>
        <TableRowEntries>
          <TableRowEntry><TableColumnItems><TableColumnItem><PropertyName>Name</PropertyName></TableColumnItem></TableColumnItems></TableRowEntry>
        </TableRowEntries>
      </TableControl>
    </View>
  </ViewDefinitions>
</Configuration>
'@
Add-Type -OutputAssembly (Join-Path $Folder 'Bare.Cmdlets.dll') -TypeDefinition $source
Set-Content -LiteralPath (Join-Path $Folder 'Bare.psm1') -Value "Import-Module -Name (Join-Path `$PSScriptRoot 'Bare.Cmdlets.dll')"
Set-Content -LiteralPath (Join-Path $Folder 'Bare.Format.ps1xml') -Value $formats
$manifest = @{
    Path              = Join-Path $Folder 'Bare.psd1'
    RootModule        = 'Bare.psm1'
    FormatsToProcess  = 'Bare.Format.ps1xml'
    CmdletsToExport   = 'Get-Bare'
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
New-ModuleManifest @manifest
