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

Describe 'While a run goes on' {
    BeforeAll {
        $busy = Start-Sandbox
        $busyLogin = @{ Credential = $busy.Credential }
        $gate = Join-Path $busy.Folder 'gate'
        # Step 5 asks for the services, and waits there.
        $waiting = "if (-not (Test-Path '$gate')) { Set-Content '$gate.waits' x; while (-not (Test-Path '$gate')) { Start-Sleep -Milliseconds 100 } }; & { $($busy.ServiceScript) } @args"
        $session = [powershell]::Create().AddScript({
                param($Manifest, $Arguments, $Services)
                Import-Module $Manifest
                Invoke-BtsFailback @Arguments -ServiceScript ([scriptblock]::Create($Services))
            }.ToString())
        $record = Join-Path $busy.Folder 'busy.jsonl'
        $null = $session.AddArgument($ManifestPath).AddArgument(@{ Topology = $busy.Topology; Credential = $busy.Credential; JournalPath = $record; Step = (1, 5); Force = $true }).AddArgument($waiting)
        $running = $session.BeginInvoke()
        $null = Wait-Until { $running.IsCompleted -or (Test-Path "$gate.waits") } -What 'the run to ask for services'
    }

    AfterAll {
        Set-Content $gate x
        $null = $running.AsyncWaitHandle.WaitOne(120000)
        $session.Dispose()
        Stop-Sandbox $busy
    }

    It 'refuses <_> from another session, with who is at work' -ForEach 'Disable-BtsBackupJob', 'Enable-BtsBackupJob', 'Disable-BtsRestoreJob', 'Enable-BtsRestoreJob' {
        & $_ $busy.Topology @busyLogin -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'OperatorLockHeld*'
        "$($problem[0])" | Should -BeLike "* on $([Environment]::MachineName) (*, process $PID, session *, since *"
    }

    It 'refuses services and databases too, -Force or not' {
        { Start-BtsService $busy.Topology -ServiceScript $busy.ServiceScript -Name 'BTSSvc*' -Force @busyLogin } | Should -Not -Throw -Because 'all of them run, and nothing is to be done'
        { Stop-BtsService $busy.Topology -ServiceScript $busy.ServiceScript -Force @busyLogin } | Should -Throw -ErrorId 'OperatorLockHeld*'
        { Remove-BtsDatabaseSet $busy.Topology -Side Destination -Force @busyLogin } | Should -Throw -ErrorId 'OperatorLockHeld*'
        { Undo-BtsRun $busy.Topology $record -Force @busyLogin -ServiceScript $busy.ServiceScript } | Should -Throw -ErrorId 'JournalInUse*'
    }
}
