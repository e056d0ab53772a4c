# Where the built module is, and its import. Every test file begins with this.
$ModuleFolder = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..', 'out', 'module', 'BizTalkDR'))
$ManifestPath = Join-Path $ModuleFolder 'BizTalkDR.psd1'
Import-Module $ManifestPath -Force

# Runs a script in a PowerShell of its own and returns what it writes as JSON.
function Invoke-InNewProcess([string] $Script) {
    $executable = (Get-Process -Id $PID).Path
    # As a .NET tool, PowerShell is run by dotnet.
    $assembly = @(if ([IO.Path]::GetFileNameWithoutExtension($executable) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
    $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("`$ProgressPreference = 'SilentlyContinue'; Import-Module '$ManifestPath'; $Script"))
    & $executable @assembly -NoProfile -NonInteractive -EncodedCommand $encoded
}
