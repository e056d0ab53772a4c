BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential; ServiceScript = $sandbox.ServiceScript }
    $topology = Import-BtsTopology $sandbox.Topology
    $folder = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
    $journal = Join-Path $folder 'mine.jsonl'
    # Step 2 waits for restore jobs and changes nothing.
    $null = Invoke-BtsFailback $topology -Step 2 -JournalPath $journal -Force @login
}

AfterAll {
    Remove-Item -Recurse -Force $folder
}

Describe 'Get-BtsRun' {
    It 'tells of a run by its journal' {
        $run = Get-BtsRun $folder
        $run.JournalPath | Should -Be $journal
        $run.Runbook | Should -Be 'Failback'
        $run.State | Should -Be 'Stopped'
        $run.NextStep | Should -Be 1
        $run.CanResume | Should -BeTrue
        $run.Group | Should -Be $topology.Name
        $run.GroupFamily | Should -Not -BeNullOrEmpty
        $run.Source | Should -BeLike "*$($topology.Source[0].Name)*"
    }

    It 'is given to Invoke-BtsFailback by the pipeline and by argument' {
        $steps = Get-BtsRun $folder | Invoke-BtsFailback $topology -Resume -WhatIf @login
        $steps.Count | Should -Be 12
        $run = Get-BtsRun $journal
        (Invoke-BtsFailback $topology -Resume -JournalPath $run -WhatIf @login).Count | Should -Be 12
    }

    It 'tells from which line on a damaged journal can not be trusted, and the servers tell the rest' {
        $damaged = Join-Path $folder 'damaged.jsonl'
        Copy-Item $journal $damaged
        $lines = [IO.File]::ReadAllText($damaged).Replace('Step 2', 'Step 3').Replace('"Step":2', '"Step":3')
        [IO.File]::WriteAllText($damaged, $lines)
        $before = Get-FileHash $damaged
        (Get-BtsRun $damaged).State | Should -Be 'Damaged'
        { Invoke-BtsFailback $topology -Resume -JournalPath $damaged -Force @login -WarningVariable script:told -WarningAction SilentlyContinue } |
            Should -Throw -ErrorId 'JournalDamaged*'
        "$script:told" | Should -BeLike '*What the servers say now*The way on*job*'
        (Get-FileHash $damaged).Hash | Should -Be $before.Hash
    }

    It 'fits into 80 columns' {
        $text = Get-BtsRun $folder | Out-String -Width 80
        $text | Should -BeLike '*State*NextStep*SwitchedOff*Group*JournalPath*'
        $text -split '\r?\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }
}
