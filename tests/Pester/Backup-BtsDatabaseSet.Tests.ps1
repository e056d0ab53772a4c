BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Backup-BtsDatabaseSet' {
    It 'writes nothing with -WhatIf' {
        $before = @(Get-ChildItem $sandbox.Served.backupFolder -Filter '*Failback*').Count
        Backup-BtsDatabaseSet $topology -WhatIf @login | Should -BeNullOrEmpty
        @(Get-ChildItem $sandbox.Served.backupFolder -Filter '*Failback*').Count | Should -Be $before
    }
}
