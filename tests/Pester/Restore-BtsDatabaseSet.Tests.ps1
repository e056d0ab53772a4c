BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox plans
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $quiet = @{ WarningAction = 'SilentlyContinue' }
    # A database that log shipping moves is not where its plan found it.
    Disable-BtsRestoreJob $topology -Confirm:$false @login
    $null = Wait-BtsRestoreJob $topology @login
    $saved = Join-Path $sandbox.Folder 'plan.json'
    $null = New-BtsRestorePlan $topology -Path $saved @login @quiet

    # The error that a command ends with.
    function Get-Failure([scriptblock] $Command) {
        try {
            $null = & $Command
        }
        catch {
            return $_
        }
        throw 'It did not fail.'
    }
}

Describe 'Restore-BtsDatabaseSet' {
    It 'changes nothing with -WhatIf' {
        Restore-BtsDatabaseSet $topology -WhatIf -WarningAction SilentlyContinue @login
        (Get-BtsDatabase $topology -Side Destination @login).State | Sort-Object -Unique | Should -Be 'Restoring'
        @(Get-BtsDatabase $topology @login | Where-Object State -eq 'Online').Count | Should -BeGreaterOrEqual 9
    }

    It 'returns scripts that name every database' {
        $scripts = (Restore-BtsDatabaseSet $topology -OutputScriptOnly -WarningAction SilentlyContinue @login) -join "`n"
        foreach ($database in Get-BtsDatabase $topology -Side Destination @login) {
            $scripts | Should -BeLike "*RESTORE LOG ?$($database.Name)?*"
        }
    }

    It 'refuses an unknown mark' {
        $problem = $null
        try {
            Restore-BtsDatabaseSet $topology -Mark BTS_2001_01_01_00_00_00_000 -Force @login
        }
        catch {
            $problem = $_
        }
        $problem.Exception.Message | Should -BeLike '*BTS_2001_01_01_00_00_00_000*'
        $problem.CategoryInfo.Category | Should -Be 'InvalidOperation'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}

Describe 'A saved plan' {
    It 'a missing file, a folder, no JSON, a topology: each is said' {
        $text = Join-Path $sandbox.Folder 'text.json'
        Set-Content $text 'RESTORE DATABASE x'
        { Restore-BtsDatabaseSet $topology -Plan (Join-Path $sandbox.Folder 'none.json') -Force @login } | Should -Throw -ErrorId 'PlanNotFound*'
        { Restore-BtsDatabaseSet $topology -Plan $sandbox.Folder -Force @login } | Should -Throw -ErrorId 'PlanIsFolder*'
        { Restore-BtsDatabaseSet $topology -Plan $text -Force @login } | Should -Throw -ErrorId 'PlanNotJson*'
        { Restore-BtsDatabaseSet $topology -Plan $sandbox.Topology -Force @login } | Should -Throw -ErrorId 'PlanNotAPlan*'
    }

    It 'is refused when it was edited' {
        $edited = Join-Path $sandbox.Folder 'edited.json'
        (Get-Content -Raw $saved).Replace('"holdsMark": true', '"holdsMark": false') | Set-Content $edited
        $failure = Get-Failure { Restore-BtsDatabaseSet $topology -Plan $edited -Force @login }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PlanEdited*'
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*make it again*'
    }

    It 'that does not come through the pipeline is not replaced by another' {
        $edited = Join-Path $sandbox.Folder 'edited too.json'
        (Get-Content -Raw $saved).Replace('"holdsMark": true', '"holdsMark": false') | Set-Content $edited
        $import = { Import-BtsRestorePlan $edited -ErrorAction SilentlyContinue | Restore-BtsDatabaseSet $topology -Force @login @quiet }
        (Get-Failure $import).FullyQualifiedErrorId | Should -BeLike 'NothingPiped*'
        (Get-Failure { $undefined | Restore-BtsDatabaseSet $topology -Force @login @quiet }).FullyQualifiedErrorId | Should -BeLike 'NothingPiped*'
        (Get-BtsDatabase $topology -Side Destination @login).State | Sort-Object -Unique | Should -Be 'Restoring'
    }

    It 'is no plan any more once it went through Export-Clixml' {
        $copy = Join-Path $sandbox.Folder 'plan.xml'
        Import-BtsRestorePlan $saved | Export-Clixml $copy -Depth 3
        (Get-Failure { Import-Clixml $copy | Restore-BtsDatabaseSet $topology -Force @login }).FullyQualifiedErrorId | Should -BeLike 'CopyPiped*'
    }

    It 'is refused for another topology' {
        $other = Get-Content -Raw $sandbox.Topology | ConvertFrom-Json
        foreach ($instance in $other.destination) { $instance.name = "X$($instance.name)" }
        $file = Join-Path $sandbox.Folder 'other.json'
        $other | ConvertTo-Json -Depth 9 | Set-Content $file
        (Get-Failure { Restore-BtsDatabaseSet $file -Plan $saved -Force @login }).FullyQualifiedErrorId | Should -BeLike 'PlanOfAnotherTopology*'
    }

    It 'does not take what it has decided' {
        (Get-Failure { Restore-BtsDatabaseSet $topology -Plan $saved -Mark x -Force @login }).FullyQualifiedErrorId | Should -BeLike 'PlanDecides*'
        (Get-Failure { Restore-BtsDatabaseSet -Plan $saved -Force }).FullyQualifiedErrorId | Should -BeLike 'NoInstances*'
    }

    It '-WhatIf shows every statement and changes nothing' {
        $data = Join-Path $sandbox.Folder 'login.clixml'
        $sandbox.Credential | Export-Clixml $data
        $shown = Invoke-InNewProcess "Restore-BtsDatabaseSet '$($sandbox.Topology)' -Plan '$saved' -Credential (Import-Clixml '$data') -WhatIf"
        $expected = (Import-BtsRestorePlan $saved).Databases | ForEach-Object { $_.Actions.Count } | Measure-Object -Sum
        @($shown | Where-Object { $_ -like 'What if:*' }).Count | Should -Be $expected.Sum
        (Get-BtsDatabase $topology -Side Destination @login).State | Sort-Object -Unique | Should -Be 'Restoring'
    }

    It 'is run, and every database is at its mark' {
        $plan = Import-BtsRestorePlan $saved
        $results = $plan | Restore-BtsDatabaseSet $topology -Force @login @quiet
        $results.Status | Sort-Object -Unique | Should -Be 'Recovered'
        $verification = Test-BtsDatabaseSet $topology -Side Destination -Mark $plan.Mark.Name @login
        $verification.IsConsistent | Should -BeTrue
    }

    It 'is not run twice' {
        $failure = Get-Failure { Restore-BtsDatabaseSet $topology -Plan $saved -Force @login }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PlanOutdated*'
        $failure.Exception.Changes.Count | Should -Be 9
        $failure.Exception.Changes.Kind | Sort-Object -Unique | Should -Be 'RanAlready'
        (New-BtsRestorePlan $topology -Mark (Import-BtsRestorePlan $saved).Mark.Name @login @quiet).Databases.Start | Sort-Object -Unique | Should -Be 'Recovered'
    }
}
