BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
}

Describe 'Steps by hand' {
    BeforeAll {
        $own = Start-Sandbox
        $hand = @{ Credential = $own.Credential }
        $group = Import-BtsTopology $own.Topology
        $control = @{ ServiceScript = $own.ServiceScript }
    }

    AfterAll {
        Stop-Sandbox $own
    }

    It 'bring the destination to the recommended mark' {
        Disable-BtsBackupJob $group @hand
        $null = Wait-BtsRestoreJob $group -Timeout 900 @hand
        Disable-BtsRestoreJob $group @hand
        Stop-BtsService $group -Force @control
        $mark = Get-BtsLogMark $group -Recommended @hand
        $results = Restore-BtsDatabaseSet $group -Mark $mark -Force -WarningAction SilentlyContinue @hand
        $results.Count | Should -Be 9
        $results.Status | Sort-Object -Unique | Should -Be 'Recovered'
        $verdict = Test-BtsDatabaseSet $group -Side Destination -Mark $mark @hand
        $verdict.IsConsistent | Should -BeTrue
        $verdict.Databases.LastMark | Sort-Object -Unique | Should -Be $mark.Name
    }

    It 'back the destination up' {
        $backups = Backup-BtsDatabaseSet $group @hand
        $backups.Count | Should -Be 9
        $backups.IsVerified | Should -Not -Contain $false
    }

    It 'drop the copies, from the pipeline' {
        Get-BtsDatabase $group -Side Destination @hand | Remove-BtsDatabaseSet -Topology $group -KillSession -Force @hand
        { Test-BtsDatabaseSet $group -Side Destination @hand } | Should -Throw
    }
}
