BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Start-Sandbox
    $login = @{ Credential = $sandbox.Credential }
    $quiet = @{ WarningAction = 'SilentlyContinue' }
    $topology = Import-BtsTopology $sandbox.Topology
    $services = @{ ServiceScript = $sandbox.ServiceScript }
    $saved = Join-Path $sandbox.Folder 'plan.json'
    $signed = Join-Path $sandbox.Folder 'signed.json'
    $journal = Join-Path $sandbox.Folder 'failback.jsonl'
    $null = Disable-BtsBackupJob $topology -Confirm:$false @login @quiet
    $null = Disable-BtsRestoreJob $topology -Confirm:$false @login @quiet
    $null = Wait-BtsRestoreJob $topology @login @quiet
}

AfterAll {
    Stop-Sandbox $sandbox
}

Describe 'New-BtsFailbackPlan' {
    It 'says all that a failback would do and cost, and does nothing' {
        $plan = New-BtsFailbackPlan $topology -Path $saved -KillSession @login @services @quiet
        $plan.Mark | Should -Match '^BTS_'
        $plan.LostSeconds | Should -BeGreaterThan 0
        $plan.IsProductionLiving | Should -BeTrue
        $plan.GivenUp.Count | Should -Be 9
        ($plan.Acts | Where-Object { $_.Act -eq 'Drop' -and $_.IsDestructive }).Count | Should -Be 18
        $plan.PointOfNoReturn | Should -BeLike 'step 6*'
        @(Get-BtsDatabase $topology @login @quiet | Where-Object State -EQ Online).Count | Should -BeGreaterOrEqual 9
    }

    It 'is shown in 80 columns, with what is lost and who has signed it off' {
        $shown = Import-BtsFailbackPlan $saved | Out-String -Width 80
        $shown | Should -Match 'Lost +: at least'
        $shown | Should -Match 'SignOffs +: nobody has signed it off'
        $shown -split '\r?\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }

    It 'is not run before somebody has signed it off, but shown' {
        { Invoke-BtsFailback $topology -Plan $saved -JournalPath $journal -Force @login @services @quiet } | Should -Throw -ErrorId 'PlanNotSignedOff*'
        $steps = Invoke-BtsFailback $topology -Plan $saved -WhatIf @login @services @quiet
        $steps.Status | Sort-Object -Unique | Should -Be 'WhatIf'
        $steps.Changed | Should -Not -Contain $true
        $journal | Should -Not -Exist
    }

    It 'is refused while the world is another one, with what is different' {
        Import-BtsFailbackPlan $saved | Export-BtsFailbackPlan $signed -SignedOffBy 'Ada Meier'
        $null = Enable-BtsBackupJob $topology -Confirm:$false @login @quiet
        $refused = { Invoke-BtsFailback $topology -Plan $signed -JournalPath $journal -Force @login @services @quiet } | Should -Throw -ErrorId 'PlanOutdated*' -PassThru
        $refused.Exception.Message | Should -BeLike "*Job 'Backup BizTalk Server*was disabled and is enabled now*"
        $null = Disable-BtsBackupJob $topology -Confirm:$false @login @quiet
    }

    It 'is carried out as it was signed off, and switches on again at the end what was off for it' {
        $steps = Invoke-BtsFailback $topology -Plan $signed -JournalPath $journal -Force @login @services @quiet
        $steps.Count | Should -Be 12
        $steps.Status | Sort-Object -Unique | Should -BeIn @('AlreadyDone', 'Succeeded')
        ($steps | Where-Object Number -EQ 6).Changed | Should -BeTrue
        ($steps | Where-Object Number -EQ 1).Changed | Should -BeFalse
        (Get-BtsJob $topology -Kind Backup @login @quiet).IsEnabled | Should -BeTrue
        (Get-BtsRun $journal).Plan | Should -Be (Import-BtsFailbackPlan $signed).Id
        Get-Content -Raw (Join-Path $sandbox.Folder 'failback.html') | Should -BeLike '*signed off by Ada Meier*'
    }

    It 'is run once' {
        { Invoke-BtsFailback $topology -Plan $signed -JournalPath (Join-Path $sandbox.Folder 'again.jsonl') -Force @login @services @quiet } | Should -Throw -ErrorId 'PlanRanAlready*'
    }
}
