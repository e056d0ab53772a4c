BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Get-BtsLogShippingStatus' {
    It 'is one object per destination instance, with nothing behind' {
        $status = Wait-Until { $found = Get-BtsLogShippingStatus $topology @login; if (-not ($found.SetsBehind -ne 0)) { $found } } -What 'log shipping to catch up'
        $status.Instance | Should -Be $topology.Destination.Name
        $status.JobState | Sort-Object -Unique | Should -Be 'OK'
        $status[0].NewestSourceSet | Should -BeGreaterThan $status[0].LastRestoredSet
        $shown = $status | Out-String -Width 120
        $shown | Should -Match '4 Restoring'
        ($shown -split '\r?\n' | ForEach-Object { $_.TrimEnd().Length } | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'is one object per database with -Detailed' {
        $databases = Get-BtsLogShippingStatus $topology -Detailed @login
        $databases.Count | Should -Be 9
        $databases.State | Sort-Object -Unique | Should -Be 'Restoring'
        $databases | Out-String -Width 120 | Should -Match 'Restoring\s+\d+\S* \S+\s+BTS_\d{4}\w+ BizTalkMgmtDb'
    }

    It 'looks at the instances asked for' {
        (Get-BtsLogShippingStatus $topology -Instance *2 @login).Instance | Should -Be $topology.Destination[1].Name
    }
}
