BeforeDiscovery {
    . "$PSScriptRoot/Module.ps1"
    $connecting = (Get-Command -Module BizTalkDR | Where-Object { $_.Parameters.ContainsKey('SqlInstance') }).Name
}

BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    $file = "$PSScriptRoot/topology.json"
    $secret = [securestring]::new()
    'hunter2'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
    $credential = [pscredential]::new('operator', $secret)
}

Describe 'Connection parameters of <_>' -ForEach $connecting {
    BeforeAll {
        $command = Get-Command $_
    }

    It 'are a topology or instances, never both' {
        $sets = $command.ParameterSets
        ($sets | Where-Object Name -eq 'Topology').IsDefault | Should -BeTrue
        ($sets | Where-Object Name -eq 'Topology').Parameters.Name | Should -Not -Contain 'SqlInstance'
        ($sets | Where-Object Name -eq 'SqlInstance').Parameters.Name | Should -Not -Contain 'Topology'
    }

    It 'have the names that are known from dbatools' {
        foreach ($name in 'SqlInstance', 'SqlCredential', 'Credential', 'Encrypt', 'TrustServerCertificate') {
            $command.Parameters.Keys | Should -Contain $name
        }
        $command.Parameters['SqlInstance'].Aliases | Should -Contain 'ServerInstance'
    }

    It 'take a topology by position and from the pipeline' {
        $command.Parameters['Topology'].ParameterSets['Topology'].Position | Should -Be 0
        $topologyType = $command.Parameters['Topology'].ParameterType
        # The cmdlets that take backups from the pipeline too tell a topology by what it is.
        ($command.ParameterSets | Where-Object Name -eq 'Topology').Parameters |
            Where-Object { $_.ValueFromPipeline -and $_.ParameterType -in [object], $topologyType } | Should -HaveCount 1
    }
}

Describe 'A connection that fails' {
    It 'names the instance, the category and what to do, and never the password' {
        $problem = $null
        Get-BtsJob -SqlInstance 'prod1.invalid' -SqlCredential $credential -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InstanceUnreachable*'
        $problem[0].CategoryInfo.Category | Should -Be 'ConnectionError'
        $problem[0].TargetObject | Should -Be 'prod1.invalid'
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $problem[0] | Format-List * -Force | Out-String | Should -Not -BeLike '*hunter2*'
    }

    It 'is told for a credential that nobody knows, and is terminating with -ErrorAction Stop' {
        { Get-BtsJob $file -Instance PROD1 -ErrorAction Stop } | Should -Throw -ErrorId 'CredentialNotFound*'
    }

    It 'is told for a value of -Credential that is none' {
        { Get-BtsJob $file -Credential @{ prod = 'hunter2' } -ErrorAction Stop } | Should -Throw -ErrorId 'CredentialNotUsable*'
    }

    It 'is told for a file that is not there' {
        { Get-BtsJob ./none.json -ErrorAction Stop } | Should -Throw -ErrorId 'TopologyNotReadable*'
    }
}
