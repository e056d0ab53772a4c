BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $file = "$PSScriptRoot/topology.json"
}

Describe 'Completion' {
    It 'offers the instances of a topology' {
        $line = "Get-BtsJob -Topology '$file' -Instance "
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be @('PROD1', 'DR1')
    }

    It 'offers nothing and does not fail where servers do not answer' {
        $line = "Get-BtsLogMark -Topology '$file' -Name B"
        { TabExpansion2 $line $line.Length } | Should -Not -Throw
    }
}

Describe 'Completion with credentials from the environment' {
    BeforeAll {
        foreach ($reference in $sandbox.Credential.Keys) {
            $name = $reference.ToUpperInvariant() -replace '[^A-Z0-9]', '_'
            Set-Item "Env:BTSDR_CREDENTIAL_${name}_USER" $sandbox.Credential[$reference].UserName
            Set-Item "Env:BTSDR_CREDENTIAL_${name}_PASSWORD" $sandbox.Credential[$reference].GetNetworkCredential().Password
        }
    }

    AfterAll {
        Get-ChildItem Env:BTSDR_CREDENTIAL_* | Remove-Item
    }

    It 'offers databases, jobs and marks' {
        # Who completes does not wait for long: on a busy machine nothing is offered, and the key is pressed once more.
        function Complete([string] $Line) {
            Wait-Until { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText } -What $Line
        }
        Complete "Get-BtsDatabase -Topology '$($sandbox.Topology)' -Database SS" | Should -Contain 'SSODB'
        Complete "Get-BtsJob -Topology '$($sandbox.Topology)' -Name Backup" | Should -Contain "'Backup BizTalk Server (BizTalkMgmtDb)'"
        Complete "Restore-BtsDatabaseSet -Topology '$($sandbox.Topology)' -Mark BTS" | Should -Match '^BTS_\d{4}_'
    }
}
