BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Test-BtsDatabaseSet' {
    It 'refuses a database that is not in the group' {
        { Test-BtsDatabaseSet $topology -Database nothing @login } | Should -Throw -ErrorId 'DatabaseNotFound*'
    }
}
