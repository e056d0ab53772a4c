BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox jobs
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Enable-BtsBackupJob' {
    It 'enables the job and returns it' {
        Disable-BtsBackupJob $topology @login
        (Enable-BtsBackupJob $topology -PassThru @login).IsEnabled | Should -BeTrue
    }

    It 'takes jobs from the pipeline' {
        Get-BtsJob $topology -Kind Backup @login | Enable-BtsBackupJob -Topology $topology @login
        (Get-BtsJob $topology -Kind Backup @login).IsEnabled | Should -BeTrue
    }
}
