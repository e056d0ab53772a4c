BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $destinations = @($sandbox.Served.instances | Where-Object role -eq 'destination')
}

Describe 'Get-BtsJob' {
    It 'finds the jobs of both sides by what they are' {
        $jobs = Get-BtsJob $topology @login
        ($jobs | Where-Object Kind -eq 'Backup').Instance | Should -Be $topology.ManagementDatabase.Instance
        @($jobs | Where-Object Kind -eq 'RestoreDatabases').Count | Should -Be $destinations.Count
        @($jobs | Where-Object Kind -eq 'GetBackupHistory').Count | Should -Be $destinations.Count
    }

    It 'filters by instance' {
        (Get-BtsJob $topology -Instance $destinations[0].name @login).Instance | Sort-Object -Unique | Should -Be $destinations[0].name
    }
}
