BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Start-Sandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $services = @{ ServiceScript = $sandbox.ServiceScript }
    $journal = Join-Path $sandbox.Folder 'failback.jsonl'

    function Get-Switch {
        Get-BtsJob $topology @login | Sort-Object Instance, Name | ForEach-Object { "$($_.Name) on $($_.Instance): $($_.IsEnabled)" }
        Get-BtsService $topology @services | Sort-Object Computer, Name | ForEach-Object { "$($_.Name) on $($_.Computer): $($_.State)" }
    }
    $before = Get-Switch
    # All that leads up to the drop of production: jobs are disabled, services stopped, the copies at the mark and closed, backups taken.
    $null = Invoke-BtsFailback $topology -SkipStep 6, 8, 9, 10, 11, 12 -JournalPath $journal -KillSession -Force @login @services
}

AfterAll {
    Stop-Sandbox $sandbox
}

Describe 'Undo-BtsRun' {
    It 'is told what is off by Get-BtsRun' {
        $run = Get-BtsRun $journal
        $run.SwitchedOff.Server | Should -Contain $topology.Source[0].Name
        $run.SwitchedOff.Database | Should -Contain 'SSODB'
        $run.Destroyed | Where-Object Step -eq 6 | Should -BeNullOrEmpty
        Get-Switch | Should -Not -Be $before
    }

    It 'shows what would be switched on again, and does nothing' {
        $off = Get-Switch
        $results = Undo-BtsRun $topology $journal -WhatIf @login @services -WarningAction SilentlyContinue
        $results.State | Sort-Object -Unique | Should -Be 'WhatIf'
        Get-Switch | Should -Be $off
    }

    It 'switches everything on again and proves each' {
        $results = Get-BtsRun $sandbox.Folder | Undo-BtsRun $topology -KillSession -Force @login @services -WarningVariable told -WarningAction SilentlyContinue
        $results.State | Sort-Object -Unique | Should -Be 'SwitchedOn'
        $results.Evidence | Should -Contain 'running'
        $results.Evidence | Should -Contain 'enabled'
        $results.Evidence | Should -Contain 'READ_WRITE, MULTI_USER'
        Get-Switch | Should -Be $before
        "$told" | Should -BeLike '*databases are there and online*'
    }

    It 'leaves a run that can not be gone on with' {
        $run = Get-BtsRun $journal
        $run.State | Should -Be 'Undone'
        $run.SwitchedOff | Should -BeNullOrEmpty
        { Invoke-BtsFailback $topology -JournalPath $journal -Resume -Force @login @services } | Should -Throw -ErrorId 'RunUndone*'
    }

    It 'refuses past the point of no return, with the way on' {
        $past = Join-Path $sandbox.Folder 'past.jsonl'
        $null = Invoke-BtsFailback $topology -SkipStep 8, 9, 10, 11, 12 -JournalPath $past -KillSession -Force @login @services
        { Undo-BtsRun $topology $past -Force @login @services } | Should -Throw -ErrorId 'UndoRefused*'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*Invoke-BtsFailback -Resume*'
        (Get-BtsRun $past).Destroyed.Count | Should -Be 9
    }
}
