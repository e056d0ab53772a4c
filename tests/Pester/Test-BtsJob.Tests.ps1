BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Test-BtsJob' {
    It 'knows the backup job of production, and that the destination waits or lacks it' {
        (Test-BtsJob $topology @login | Where-Object Job -EQ 'Backup').State | Should -Be 'Good'
        (Test-BtsJob $topology -Side Destination @login | Where-Object Job -EQ 'Backup').State | Should -BeIn 'Missing', 'Waiting'
    }
}
