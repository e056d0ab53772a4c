BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Remove-BtsDatabaseSet' {
    It 'changes nothing with -WhatIf' {
        Remove-BtsDatabaseSet $topology -Side Source -WhatIf @login
        (Get-BtsDatabase $topology -Side Destination @login).State | Sort-Object -Unique | Should -Be 'Restoring'
        @(Get-BtsDatabase $topology @login | Where-Object State -eq 'Online').Count | Should -BeGreaterOrEqual 9
    }
}
