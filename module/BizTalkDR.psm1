# PowerShell 7 gets the cmdlets through the loader, in a load context of their own; Windows PowerShell has no such thing.
$importModule = Get-Command -Name Import-Module -Module Microsoft.PowerShell.Core

if ($PSVersionTable.PSEdition -eq 'Core') {
    if (-not ('BizTalkDR.PowerShell.Loader.ModuleLoader' -as [type])) {
        Add-Type -Path ([IO.Path]::Combine($PSScriptRoot, 'bin', 'net8.0', 'BizTalkDR.PowerShell.Loader.dll'))
    }
    $cmdlets = & $importModule -Assembly ([BizTalkDR.PowerShell.Loader.ModuleLoader]::Load()) -PassThru
}
else {
    $cmdlets = & $importModule -Name ([IO.Path]::Combine($PSScriptRoot, 'bin', 'net472', 'BizTalkDR.PowerShell.dll')) -PassThru
}

# A second `Import-Module -Force` finds the assembly's module in PowerShell's cache and forgets to export its cmdlets again
# (https://github.com/PowerShell/PowerShell/issues/20710).
$addExportedCmdlet = [psmoduleinfo].GetMethod('AddExportedCmdlet', [Reflection.BindingFlags]'Instance, NonPublic')
foreach ($cmdlet in $cmdlets.ExportedCmdlets.Values) {
    if (-not $ExecutionContext.SessionState.Module.ExportedCmdlets.ContainsKey($cmdlet.Name)) {
        $null = $addExportedCmdlet.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
    }
}
