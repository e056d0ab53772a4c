# PowerShell 7 gets the cmdlets through the loader, in a load context of their own; Windows PowerShell has no such thing.
if ($PSVersionTable.PSEdition -eq 'Core') {
    $loader = [IO.Path]::Combine($PSScriptRoot, 'bin', 'net8.0', 'BizTalkDR.PowerShell.Loader.dll')
    # Add-Type would do the same, and bring a whole module of PowerShell's with it.
    $load = [Reflection.Assembly]::LoadFrom($loader).GetType('BizTalkDR.PowerShell.Loader.ModuleLoader').GetMethod('Load')
    $cmdlets = Microsoft.PowerShell.Core\Import-Module -Assembly $load.Invoke($null, $null) -PassThru
}
else {
    $cmdlets = Microsoft.PowerShell.Core\Import-Module -Name ([IO.Path]::Combine($PSScriptRoot, 'bin', 'net472', 'BizTalkDR.PowerShell.dll')) -PassThru
}

# A second `Import-Module -Force` finds the assembly's module in PowerShell's cache and forgets to export its cmdlets again
# (https://github.com/PowerShell/PowerShell/issues/20710).
$module = $ExecutionContext.SessionState.Module
if ($module.ExportedCmdlets.Count -lt $cmdlets.ExportedCmdlets.Count) {
    $exported = $module.ExportedCmdlets
    $addExportedCmdlet = [psmoduleinfo].GetMethod('AddExportedCmdlet', [Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $cmdlets.ExportedCmdlets.Values) {
        if (-not $exported.ContainsKey($cmdlet.Name)) {
            $null = $addExportedCmdlet.Invoke($module, @(, $cmdlet))
        }
    }
}
