BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox jobs
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Enable-BtsRestoreJob' {
    It 'enables the jobs on every destination instance' {
        Disable-BtsRestoreJob $topology @login
        (Enable-BtsRestoreJob $topology -PassThru @login).IsEnabled | Should -Not -Contain $false
    }
}
