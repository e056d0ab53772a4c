BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Get-BtsLogMark' {
    It 'recommends exactly one mark, and says by which rule' {
        $marks = Get-BtsLogMark $topology @login
        $recommended = @($marks | Where-Object IsRecommended)
        $recommended.Count | Should -Be 1
        $recommended[0].IsUsable | Should -BeTrue
        $recommended[0].RuleText | Should -Not -BeNullOrEmpty
        (Get-BtsLogMark $topology -Recommended @login).IsRecommended | Should -BeTrue
    }

    It 'shows a table' {
        Get-BtsLogMark $topology @login | Out-String -Width 200 | Should -Match 'BTS_\d{4}_'
    }
}
