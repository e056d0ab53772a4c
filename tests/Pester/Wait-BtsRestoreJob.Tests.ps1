BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox jobs
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Wait-BtsRestoreJob' {
    It 'returns the jobs when none runs' {
        Disable-BtsRestoreJob $topology @login
        $waited = Wait-BtsRestoreJob $topology -Timeout 900 @login
        $waited.IsRunning | Should -Not -Contain $true
        Enable-BtsRestoreJob $topology @login
    }
}
