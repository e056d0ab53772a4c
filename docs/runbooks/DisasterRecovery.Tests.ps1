<#
.SYNOPSIS
Is the group ready for a disaster? One Pester test per check of Test-BtsDisasterRecovery, tagged by its area.
.DESCRIPTION
Copy this file where your scheduled tests live, and give it your topology and your limits as container data:

    $data = @{ Topology = './topology.json'; MaximumDataLoss = '00:30'; MaximumLag = '00:45' }
    $container = New-PesterContainer -Path ./DisasterRecovery.Tests.ps1 -Data $data
    Invoke-Pester -Container $container -Output Detailed
    Invoke-Pester -Container $container -TagFilter BackupJob, LogShipping    # some areas only

A Failed check fails its test, with what to do about it. A Warning and what could not be found out (Unknown) are inconclusive: they do not
fail the run, but they are not called good. What does not apply, and what the topology acknowledges, is skipped.
.PARAMETER Topology
The topology file, or a topology from Import-BtsTopology.
.PARAMETER Credential
The credentials that the topology names, by name. Without them, environment variables or Windows authentication; see docs/topology.md.
.PARAMETER MaximumDataLoss
How old the last usable mark may be.
.PARAMETER MaximumLag
How far a destination may be behind.
#>
param(
    [Parameter(Mandatory)]
    $Topology,
    [hashtable] $Credential = @{},
    [timespan] $MaximumDataLoss = '01:00',
    [timespan] $MaximumLag = '01:00'
)

BeforeDiscovery {
    if (-not (Get-Command Test-BtsDisasterRecovery -ErrorAction SilentlyContinue)) {
        Import-Module BizTalkDR -ErrorAction Stop
    }
    $results = Test-BtsDisasterRecovery $Topology -Credential $Credential -MaximumDataLoss $MaximumDataLoss -MaximumLag $MaximumLag -ErrorAction Stop
    $areas = $results | Group-Object { "$($_.Area)" } | ForEach-Object {
        @{
            Area   = $_.Name
            Checks = @($_.Group | ForEach-Object {
                    $place = @($_.Server, $_.Database | Where-Object { $_ }) -join ', '
                    @{ Title = if ($place) { "$($_.Name): $place" } else { $_.Name }; Result = $_ }
                })
        }
    }
}

foreach ($one in $areas) {
    Describe $one.Area -Tag $one.Area {
        It '<Title>' -ForEach $one.Checks {
            $advice = (@($Result.Detail, $Result.Remedy, $Result.DocumentationUri) | Where-Object { $_ }) -join [Environment]::NewLine
            switch ("$($Result.Status)") {
                'Passed' { }
                'Failed' { throw $advice }
                'Acknowledged' { Set-ItResult -Skipped -Because $Result.Detail }
                'Skipped' { Set-ItResult -Skipped -Because $Result.Detail }
                default { Set-ItResult -Inconclusive -Because $advice }
            }
        }
    }
}
