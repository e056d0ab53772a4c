BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Repair-BtsUser' {
    It 'finds no orphan in a healthy production' {
        Repair-BtsUser $topology -Side Source @login -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'names the databases that can not be written to' {
        $found = Repair-BtsUser $topology @login -Confirm:$false -WarningAction SilentlyContinue
        $found.State | Sort-Object -Unique | Should -Be 'NotWritable'
    }
}
