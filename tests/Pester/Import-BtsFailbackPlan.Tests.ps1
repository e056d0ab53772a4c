BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $file = Join-Path $TestDrive 'plan.json'
    $plan = New-BtsFailbackPlan $sandbox.Topology -Path $file -Credential $sandbox.Credential -ServiceScript $sandbox.ServiceScript -WarningAction SilentlyContinue
}

Describe 'Import-BtsFailbackPlan' {
    It 'reads a plan as it was saved' {
        $read = Get-Item $file | Import-BtsFailbackPlan
        "$read" | Should -Be "$plan"
        $read.ToJson() | Should -Be $plan.ToJson()
        Compare-Object $plan.Acts $read.Acts -Property Step, Act, Instance, Database | Should -BeNullOrEmpty
    }

    It 'refuses a plan that was edited' {
        $edited = Join-Path $TestDrive 'edited.json'
        (Get-Content -Raw $file).Replace('"act": "Drop"', '"act": "Open"') | Set-Content $edited
        { Import-BtsFailbackPlan $edited -ErrorAction Stop } | Should -Throw -ErrorId 'PlanEdited*'
    }

    It 'tells another kind of plan from its own' {
        $other = Join-Path $TestDrive 'restore.json'
        '{ "format": "BizTalkDR restore plan", "schemaVersion": 1 }' | Set-Content $other
        { Import-BtsFailbackPlan $other -ErrorAction Stop } | Should -Throw '*no failback plan: it is a restore plan*'
    }
}
