<#
.SYNOPSIS
Puts a group's backup job into a state, and says as JSON what it found and whether it changed anything: for Ansible and its kin.
.DESCRIPTION
Writes one JSON object: changed, and for each backup job its title, instance and state. A failure ends it with exit code 1, the reason on
standard error.
.PARAMETER Topology
The topology file.
.PARAMETER State
Enabled or Disabled.
.PARAMETER Check
Changes nothing; changed says whether something would be.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)][string] $Topology,
    [Parameter(Mandatory)][ValidateSet('Enabled', 'Disabled')][string] $State,
    [switch] $Check
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
Import-Module BizTalkDR

$wanted = $State -eq 'Enabled'
$jobs = @(Get-BtsJob $Topology | Where-Object Kind -EQ Backup)
if (-not $jobs) {
    throw "The group of '$Topology' has no backup job. Get-BtsJob lists the jobs that there are."
}
if ($Check) {
    $changed = @($jobs | Where-Object IsEnabled -NE $wanted).Count -gt 0
} else {
    $jobs = @(if ($wanted) { Enable-BtsBackupJob $Topology -PassThru -Confirm:$false } else { Disable-BtsBackupJob $Topology -PassThru -Confirm:$false })
    $changed = $jobs.Changed -contains $true
}
[ordered]@{
    changed = $changed
    jobs    = @($jobs | ForEach-Object { [ordered]@{ name = $_.Name; instance = $_.Instance; enabled = $_.IsEnabled } })
} | ConvertTo-Json
