<#
.SYNOPSIS
Runs the Pester tests over the built module. dotnet test does so too (tests/BizTalkDR.Pester).
.DESCRIPTION
In the PowerShell and with the Pester that dotnet test uses:

    dotnet tool restore
    dotnet tool run pwsh tests/Pester/Invoke-Tests.ps1 -Path tests/Pester/Jobs.Tests.ps1
.PARAMETER Path
Test files; all without it.
.PARAMETER Pester
The manifest of Pester; that of the package without it.
.PARAMETER ResultPath
A file that gets a JSON array of what came of each test.
.PARAMETER NoBuild
The module and the drill are built already.
.PARAMETER Configuration
Debug or Release.
#>
[CmdletBinding()]
param(
    [string[]] $Path = $PSScriptRoot,
    [string] $Pester,
    [string] $ResultPath,
    [switch] $NoBuild,
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$project = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', 'BizTalkDR.Pester', 'BizTalkDR.Pester.csproj'))

if (-not $NoBuild) {
    dotnet build $project --configuration $Configuration --verbosity quiet | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw 'The module or the drill does not build.'
    }
}
if (-not $Pester) {
    $Pester = dotnet msbuild $project -getProperty:PesterManifest
}

Import-Module $Pester
. (Join-Path $PSScriptRoot 'Sandbox.ps1')
$env:BTSDR_CONFIGURATION = $Configuration

$options = New-PesterConfiguration
$options.Run.Path = $Path
$options.Run.PassThru = $true
$options.Output.Verbosity = 'Normal'
$options.Output.RenderMode = 'Plaintext'
try {
    $result = Invoke-Pester -Configuration $options
}
finally {
    Stop-AllSandboxes
}

# Pester found no file, or broke.
if (-not $result) {
    exit 1
}

# A test, a block or a file as one line of the results.
function ConvertTo-Result($Of, [string] $Name, [string] $Outcome) {
    $file = if ($Of.ScriptBlock.File) { $Of.ScriptBlock.File } else { "$($Of.Item)" }
    $errors = foreach ($record in $Of.ErrorRecord) {
        "$record"
        $record.ScriptStackTrace -split "`n" -notmatch 'Pester\.psm1|Pester\.ScriptScope|Invoke-Tests'
    }
    [ordered]@{ File = [IO.Path]::GetFileName($file); Name = $Name; Outcome = $Outcome; Error = $errors -join "`n" }
}

if ($ResultPath) {
    $lines = @(
        $result.Tests | Where-Object { $_.Result -ne 'NotRun' } | ForEach-Object { ConvertTo-Result $_ $_.ExpandedPath "$($_.Result)" }
        $result.FailedBlocks | ForEach-Object { ConvertTo-Result $_ $_.ExpandedPath 'Failed' }
        $result.FailedContainers | ForEach-Object { ConvertTo-Result $_ 'the file' 'Failed' }
    )
    ConvertTo-Json $lines -Depth 3 | Set-Content $ResultPath
}
exit [int]($result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount -gt 0)
