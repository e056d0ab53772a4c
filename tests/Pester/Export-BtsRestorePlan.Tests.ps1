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
}

Describe 'Export-BtsRestorePlan' {
    It 'writes what can be read by people and by ConvertFrom-Json' {
        $json = Get-Content -Raw $saved | ConvertFrom-Json
        $json.format | Should -Be 'BizTalkDR restore plan'
        $json.plan.databases.Count | Should -Be 9
        $json.plan.databases[0].actions[0].backup.header.lastLSN | Should -BeOfType [string]
        Get-Content -Raw $saved | Should -Not -BeLike "*$($sandbox.Served.instances[0].password)*"
    }

    It 'writes the same file again, and replaces none with -NoClobber' {
        $plan = Import-BtsRestorePlan $saved
        $copy = Join-Path $sandbox.Folder 'copy.json'
        $plan | Export-BtsRestorePlan $copy -PassThru | Should -Exist
        (Get-FileHash $copy).Hash | Should -Be (Get-FileHash $saved).Hash
        { $plan | Export-BtsRestorePlan $copy -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists*'
    }
}
