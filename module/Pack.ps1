<#
.SYNOPSIS
Packs the built module for PowerShell repositories: a .nupkg, and SHA256SUMS, the hash of every package in the folder.
.DESCRIPTION
Needs PowerShell 7.4 or later, which brings Microsoft.PowerShell.PSResourceGet; dotnet build module -t:Package runs it in the PowerShell that
.config/dotnet-tools.json names.
.PARAMETER Path
The folder of the module.
.PARAMETER Destination
The folder that gets the package.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)][string] $Path,
    [Parameter(Mandatory)][string] $Destination
)

$ErrorActionPreference = 'Stop'
# PSResourceGet keeps its list of repositories here, and where the folder is missing in the current one.
$null = New-Item -ItemType Directory -Path ([Environment]::GetFolderPath('LocalApplicationData', 'DoNotVerify')) -Force
$null = New-Item -ItemType Directory -Path $Destination -Force
Compress-PSResource -Path $Path -DestinationPath $Destination
# Not one file for each: a folder of packages takes every name that begins with the package's for one of its versions.
$hashes = foreach ($package in Get-ChildItem -LiteralPath $Destination -File | Where-Object Extension -In '.nupkg', '.zip') {
    '{0}  {1}' -f (Get-FileHash -LiteralPath $package.FullName -Algorithm SHA256).Hash.ToLowerInvariant(), $package.Name
}
Set-Content -LiteralPath (Join-Path $Destination 'SHA256SUMS') -Value $hashes
