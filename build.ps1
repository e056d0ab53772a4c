<#
.SYNOPSIS
Builds, tests and packs the module. Every task only calls dotnet's own targets.
.PARAMETER Task
Build: the solution; the module is then in out/module/BizTalkDR.
Test: dotnet test, which runs Pester too.
Package: the module as out/package/BizTalkDR-<version>.zip and BizTalkDR.<version>.nupkg, with their hashes.
.PARAMETER Configuration
Debug or Release.
.EXAMPLE
./build.ps1
.EXAMPLE
./build.ps1 Build, Test, Package
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$common = @('--configuration', $Configuration)

function Invoke-Dotnet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args[0]) failed."
    }
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        Build {
            Invoke-Dotnet build BizTalkDR.sln @common
        }
        Test {
            Invoke-Dotnet test BizTalkDR.sln @common
        }
        Package {
            Invoke-Dotnet build module/BizTalkDR.Module.csproj '-t:Package' @common
        }
    }
}
finally {
    Pop-Location
}
