BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox jobs
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Disable-BtsRestoreJob' {
    It 'disables the jobs on every destination instance' {
        $disabled = Disable-BtsRestoreJob $topology -PassThru @login
        $disabled.IsEnabled | Should -Not -Contain $true
        ($disabled.Instance | Sort-Object -Unique) | Should -Be ($topology.Destination.Name | Sort-Object)
        Enable-BtsRestoreJob $topology @login
    }
}
