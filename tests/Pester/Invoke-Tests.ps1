<#
.SYNOPSIS
Runs the Pester tests over the built module.
.PARAMETER Path
Test files; all without it.
.PARAMETER CountsPath
A file that gets one line: how many tests passed, failed and were skipped.
.PARAMETER NoBuild
The module and the drill are built already.
.PARAMETER Configuration
Debug or Release.
#>
[CmdletBinding()]
param(
    [string[]] $Path = $PSScriptRoot,
    [string] $CountsPath,
    [switch] $NoBuild,
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$root = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..'))

if (-not $NoBuild) {
    foreach ($project in 'module/BizTalkDR.Module.csproj', 'src/Sandbox/BizTalkDR.Drill/BizTalkDR.Drill.csproj') {
        dotnet build (Join-Path $root $project) --configuration $Configuration --verbosity quiet | Out-Host
        if ($LASTEXITCODE -ne 0) {
            throw "$project does not build."
        }
    }
}

Import-Module Pester -MinimumVersion 5.0
. (Join-Path $PSScriptRoot 'Sandbox.ps1')
$env:BTSDR_CONFIGURATION = $Configuration

$options = New-PesterConfiguration
$options.Run.Path = $Path
$options.Run.PassThru = $true
$options.Output.Verbosity = 'Normal'
try {
    $result = Invoke-Pester -Configuration $options
}
finally {
    Stop-AllSandboxes
}

if ($CountsPath) {
    Set-Content -Path $CountsPath -Value "$($result.PassedCount) $($result.FailedCount + $result.FailedContainersCount) $($result.SkippedCount)"
}
exit [int]($result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount -gt 0)
