BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $file = "$PSScriptRoot/topology.json"
}

Describe 'Get-BtsService' {
    It 'lists the services of the computers' {
        $services = Get-BtsService $topology -ServiceScript $sandbox.ServiceScript
        $services.Kind | Should -Contain 'HostInstance'
        $services.Kind | Should -Contain 'SingleSignOn'
        @($services | Where-Object IsOnMasterSecretServer).Count | Should -BeGreaterThan 0
    }
}

Describe 'Get-BtsService through a script block' {
    BeforeEach {
        $global:BtsTestServices = @{ 'BTS01/ENTSSO' = 'Running'; 'BTS01/BTSSvc$Receive' = 'Running'; 'BTS02/ENTSSO' = 'Running' }
        $global:BtsTestCalls = [Collections.Generic.List[string]]::new()
        $script = {
            param($Action, $Computer, $Service)
            $global:BtsTestCalls.Add("$Action $Computer $Service".Trim())
            switch ($Action) {
                Get {
                    foreach ($key in $global:BtsTestServices.Keys -like "$Computer/*") {
                        [pscustomobject]@{ Name = $key.Split('/')[1]; Status = $global:BtsTestServices[$key] }
                    }
                }
                Start { $global:BtsTestServices["$Computer/$Service"] = 'Running' }
                Stop { $global:BtsTestServices["$Computer/$Service"] = 'Stopped' }
            }
        }
    }

    AfterAll {
        Remove-Variable BtsTestServices, BtsTestCalls -Scope Global
    }

    It 'lists the services' {
        $services = Get-BtsService $file -ServiceScript $script
        $services.Count | Should -Be 3
        ($services | Where-Object IsOnMasterSecretServer).Computer | Should -Be 'BTS02'
        $services | Out-String -Width 200 | Should -BeLike '*Running*HostInstance*BTSSvc$Receive*'
    }

    It 'reports a script that fails' {
        { Get-BtsService $file -ServiceScript { throw 'no way' } -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceScriptFailed*'
    }
}

Describe 'Get-BtsService through WMI' {
    It 'says what to do where there is no WMI' -Skip:($IsWindows -or $PSEdition -eq 'Desktop') {
        $problem = $null
        Get-BtsService $file -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ServicesNeedWindows*'
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike '*script block*'
    }
}
