BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Start-Sandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

AfterAll {
    Stop-Sandbox $sandbox
}

Describe 'Backup jobs' {
    It 'are left alone with -WhatIf' {
        Disable-BtsBackupJob $topology -WhatIf @login
        (Get-BtsJob $topology -Kind Backup @login).IsEnabled | Should -BeTrue
    }

    It 'are disabled and enabled' {
        Disable-BtsBackupJob $topology @login | Should -BeNullOrEmpty
        (Get-BtsJob $topology -Kind Backup @login).IsEnabled | Should -BeFalse
        (Enable-BtsBackupJob $topology -PassThru @login).IsEnabled | Should -BeTrue
    }

    It 'can be piped' {
        $job = Get-BtsJob $topology -Kind Backup @login | Disable-BtsBackupJob -Topology $topology -PassThru @login
        $job.IsEnabled | Should -BeFalse
        $null = $job | Enable-BtsBackupJob -Topology $topology @login
    }

    It 'are not restore jobs' {
        $problem = $null
        Get-BtsJob $topology -Kind RestoreDatabases @login | Disable-BtsBackupJob -Topology $topology -ErrorAction SilentlyContinue -ErrorVariable problem @login
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'WrongJobKind*'
    }
}

Describe 'Restore jobs' {
    It 'are disabled on every destination instance, waited for, and enabled' {
        $disabled = Disable-BtsRestoreJob $topology -PassThru @login
        $disabled.IsEnabled | Should -Not -Contain $true
        ($disabled.Instance | Sort-Object -Unique) | Should -Be ($topology.Destination.Name | Sort-Object)
        $waited = Wait-BtsRestoreJob $topology -Timeout 60 @login
        $waited.IsRunning | Should -Not -Contain $true
        (Enable-BtsRestoreJob $topology -PassThru @login).IsEnabled | Should -Not -Contain $false
    }
}

Describe 'Services' {
    It 'stop and start through the script block' {
        $control = @{ ServiceScript = $sandbox.ServiceScript }
        $stopped = Stop-BtsService $topology -Force -PassThru @control
        $stopped[-1].Kind | Should -Be 'SingleSignOn'
        (Get-BtsService $topology @control | Where-Object StartMode -ne Disabled).State | Sort-Object -Unique | Should -Be 'Stopped'
        $null = Start-BtsService $topology @control
        (Get-BtsService $topology @control | Where-Object StartMode -ne Disabled).State | Sort-Object -Unique | Should -Be 'Running'
    }
}
