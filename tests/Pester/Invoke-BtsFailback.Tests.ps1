BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Start-Sandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $services = @{ ServiceScript = $sandbox.ServiceScript }
    $journal = Join-Path $sandbox.Folder 'failback.jsonl'
    $report = Join-Path $sandbox.Folder 'failback.html'
}

AfterAll {
    Stop-Sandbox $sandbox
}

Describe 'Invoke-BtsFailback' {
    It 'shows all that would be done, and does nothing' {
        $before = Get-BtsJob $topology @login
        $steps = Invoke-BtsFailback $topology -WhatIf -ReportPath $report @login @services
        $steps.Number | Should -Be @(1, 2, 3, 4, 5, 7, 6, 8, 9, 10, 11, 12)
        $steps.Status | Sort-Object -Unique | Should -Be 'WhatIf'
        ($steps | Where-Object Number -eq 6).Actions.Count | Should -BeGreaterOrEqual 9
        ($steps | Where-Object Number -eq 6).Actions.IsDestructive | Should -Contain $true
        @(Get-BtsJob $topology @login | Where-Object IsEnabled).Count | Should -Be @($before | Where-Object IsEnabled).Count
        $journal | Should -Not -Exist
        $report | Should -Not -Exist
    }

    It 'refuses an unknown mark before anything is changed' {
        $other = Join-Path $sandbox.Folder 'other.jsonl'
        { Invoke-BtsFailback $topology -Mark BTS_2001_01_01_00_00_00_000 -JournalPath $other -Force @login @services } | Should -Throw '*BTS_2001_01_01_00_00_00_000*'
        (Get-BtsJob $topology -Kind Backup @login).IsEnabled | Should -BeTrue
    }

    It 'finds out that a report can not be written before anything is changed' {
        { Invoke-BtsFailback $topology -ReportPath $sandbox.Folder -JournalPath $journal -Force @login @services } | Should -Throw -ErrorId 'ReportNotWritable*'
        $journal | Should -Not -Exist
        (Get-BtsJob $topology -Kind Backup @login).IsEnabled | Should -BeTrue
    }

    It 'carries out some steps only' {
        $steps = Invoke-BtsFailback $topology -Step 1 -JournalPath $journal -Force @login @services
        ($steps | Where-Object Status -ne 'Skipped').Number | Should -Be 1
        (Get-BtsJob $topology -Kind Backup @login).IsEnabled | Should -BeFalse
    }

    It 'does not go on with a journal unless told so' {
        { Invoke-BtsFailback $topology -JournalPath $journal -Force @login @services } | Should -Throw -ErrorId 'JournalExists*'
    }

    It 'carries out the twelve steps and proves each' {
        $steps = Invoke-BtsFailback $topology -JournalPath $journal -ReportPath $report -Resume -KillSession -Force @login @services
        $steps.Count | Should -Be 12
        $steps.Status | Sort-Object -Unique | Should -BeIn @('AlreadyDone', 'Succeeded')
        ($steps | Where-Object Number -in 4, 6, 7, 8, 9, 10, 12).Status | Sort-Object -Unique | Should -Be 'Succeeded'
    }

    It 'leaves production online at one mark, with its jobs and services at work' {
        @(Get-BtsDatabase $topology @login | Where-Object { $_.InBackupJob -and $_.State -eq 'Online' }).Count | Should -Be 9
        (Get-BtsJob $topology -Kind Backup @login).IsEnabled | Should -BeTrue
        (Get-BtsJob $topology -Kind GetBackupHistory, RestoreDatabases @login).IsEnabled | Should -Not -Contain $false
        (Get-BtsService $topology @services | Where-Object StartMode -ne Disabled).State | Sort-Object -Unique | Should -Be 'Running'
    }

    It 'leaves a journal without secrets' {
        $text = Get-Content -Raw $journal
        foreach ($instance in $sandbox.Served.instances) {
            $text | Should -Not -BeLike ('*' + [wildcardpattern]::Escape($instance.password) + '*')
        }
        $text | Should -BeLike '*"Step":12*'
    }

    It 'leaves a report of both runs without secrets' {
        $page = Get-Content -Raw $report
        $page | Should -BeLike '<!DOCTYPE html>*Failback of Sandbox*Done: all 12 steps are proven.*Steps of run 1 of 2*Steps of run 2 of 2*'
        foreach ($instance in $sandbox.Served.instances) {
            $page | Should -Not -BeLike ('*' + [wildcardpattern]::Escape($instance.password) + '*')
        }
        { Invoke-BtsFailback $topology -JournalPath $journal -Resume -ReportPath $report -NoClobber -Force @login @services } | Should -Throw -ErrorId 'FileExists*'
    }
}

Describe 'A failback that is stopped' {
    BeforeAll {
        $stopped = Start-Sandbox
        $record = Join-Path $stopped.Folder 'stopped.jsonl'
        $arguments = @{
            Topology    = $stopped.Topology
            Credential  = $stopped.Credential
            JournalPath = $record
            KillSession = $true
            Force       = $true
        }
        # A script block belongs to the session it was made in, so the other session makes its own.
        $session = [powershell]::Create().AddScript({
                param($Manifest, $Arguments, $Services)
                Import-Module $Manifest
                Invoke-BtsFailback @Arguments -ServiceScript ([scriptblock]::Create($Services))
            }.ToString())
        $null = $session.AddArgument($ManifestPath).AddArgument($arguments).AddArgument("$($stopped.ServiceScript)")
    }

    AfterAll {
        $session.Dispose()
        Stop-Sandbox $stopped
    }

    It 'ends at a safe point, and its journal says where' {
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $running = $session.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
        $null = Wait-Until { $running.IsCompleted -or (Test-Path $record) -and (Get-Content -Raw $record) -like '*"StepStarted","Step":7*' } -What 'step 7'
        $session.Stop()
        { $session.EndInvoke($running) } | Should -Throw
        Get-Content $record | Select-Object -Last 1 | Should -BeLike '*RunEnded*'
    }

    It 'is gone on with' {
        $steps = Invoke-BtsFailback @arguments -ServiceScript $stopped.ServiceScript -Resume
        $steps[-1].Number | Should -Be 12
        $steps.Status | Sort-Object -Unique | Should -BeIn @('AlreadyDone', 'Succeeded')
        (Test-BtsDatabaseSet $stopped.Topology -Credential $stopped.Credential).Databases.Count | Should -Be 9
    }
}
