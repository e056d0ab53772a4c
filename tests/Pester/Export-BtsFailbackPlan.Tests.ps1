BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $quiet = @{ WarningAction = 'SilentlyContinue' }
    $plan = New-BtsFailbackPlan $sandbox.Topology -Credential $sandbox.Credential -ServiceScript $sandbox.ServiceScript @quiet
    $file = Join-Path $TestDrive 'plan.json'
}

Describe 'Export-BtsFailbackPlan' {
    It 'writes a sealed file, and leaves one alone that holds just that' {
        ($plan | Export-BtsFailbackPlan $file -PassThru).Changed | Should -BeTrue
        ($plan | Export-BtsFailbackPlan $file -PassThru).Changed | Should -BeFalse
        (Get-Content -Raw $file | ConvertFrom-Json).sha256 | Should -Match '^[0-9A-F]{64}$'
    }

    It 'writes down who has signed it off' {
        $signed = Join-Path $TestDrive 'signed.json'
        $plan | Export-BtsFailbackPlan $signed -SignedOffBy 'Ada Meier' -Comment 'change 4711'
        (Import-BtsFailbackPlan $signed).SignOffs[0].By | Should -Be 'Ada Meier'
        (Import-BtsFailbackPlan $signed).Id | Should -Be $plan.Id
        Import-BtsFailbackPlan $signed | Export-BtsFailbackPlan $signed -SignedOffBy 'Grace Weiss'
        (Import-BtsFailbackPlan $signed).SignOffs.By | Should -Be @('Ada Meier', 'Grace Weiss')
    }

    It 'holds no secret' {
        $text = Get-Content -Raw $file
        foreach ($instance in $sandbox.Served.instances) {
            $text | Should -Not -BeLike ('*' + [wildcardpattern]::Escape($instance.password) + '*')
        }
    }

    It 'writes nothing with -WhatIf' {
        $plan | Export-BtsFailbackPlan (Join-Path $TestDrive 'no.json') -WhatIf
        Join-Path $TestDrive 'no.json' | Should -Not -Exist
    }
}
