BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox jobs
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Disable-BtsBackupJob' {
    It 'leaves the job alone with -WhatIf' {
        Disable-BtsBackupJob $topology -WhatIf @login
        (Get-BtsJob $topology -Kind Backup @login).IsEnabled | Should -BeTrue
    }

    It 'disables the job' {
        Disable-BtsBackupJob $topology @login | Should -BeNullOrEmpty
        (Get-BtsJob $topology -Kind Backup @login).IsEnabled | Should -BeFalse
        Enable-BtsBackupJob $topology @login
    }

    It 'takes jobs from the pipeline, and passes them on' {
        $job = Get-BtsJob $topology -Kind Backup @login | Disable-BtsBackupJob -Topology $topology -PassThru @login
        $job.IsEnabled | Should -BeFalse
        $null = $job | Enable-BtsBackupJob -Topology $topology @login
    }

    It 'refuses restore jobs' {
        $problem = $null
        Get-BtsJob $topology -Kind RestoreDatabases @login | Disable-BtsBackupJob -Topology $topology -ErrorAction SilentlyContinue -ErrorVariable problem @login
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'WrongJobKind*'
    }
}
