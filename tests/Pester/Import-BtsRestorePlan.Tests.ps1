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

Describe 'Import-BtsRestorePlan' {
    It 'reads what was saved' {
        $plan = Import-BtsRestorePlan $saved
        $plan.Databases.Count | Should -Be 9
        (Get-Item $saved | Import-BtsRestorePlan).Mark.Name | Should -Be $plan.Mark.Name
    }
}
