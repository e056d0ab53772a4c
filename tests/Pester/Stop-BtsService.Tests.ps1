BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    $file = "$PSScriptRoot/topology.json"
}

Describe 'Services through a script block' {
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

    It 'are listed' {
        $services = Get-BtsService $file -ServiceScript $script
        $services.Count | Should -Be 3
        ($services | Where-Object IsOnMasterSecretServer).Computer | Should -Be 'BTS02'
        $services | Out-String -Width 200 | Should -BeLike '*BTSSvc$Receive*HostInstance*Running*'
    }

    It 'are shown in order by -WhatIf, and left alone' {
        Stop-BtsService $file -ServiceScript $script -WhatIf
        $global:BtsTestCalls -like 'Stop *' | Should -BeNullOrEmpty
    }

    It 'are left alone where the session or a calling script says WhatIf, even with -Force' {
        function Invoke-Caller {
            [CmdletBinding(SupportsShouldProcess)]
            param()
            Stop-BtsService $file -ServiceScript $script -Force
        }
        Invoke-Caller -WhatIf
        $global:WhatIfPreference = $true
        try {
            Stop-BtsService $file -ServiceScript $script -Force
        }
        finally {
            $global:WhatIfPreference = $false
        }
        $global:BtsTestCalls -like 'Stop *' | Should -BeNullOrEmpty
    }

    It 'stop with the master secret server last and start with it first' {
        Stop-BtsService $file -ServiceScript $script -Confirm:$false
        ($global:BtsTestCalls -like 'Stop *')[-1] | Should -Be 'Stop BTS02 ENTSSO'
        $started = Start-BtsService $file -ServiceScript $script -PassThru
        $started[0].Computer | Should -Be 'BTS02'
        $started.State | Should -Be @('Running', 'Running', 'Running')
    }

    It 'can be piped' {
        Get-BtsService $file -ServiceScript $script -Name 'BTSSvc*' | Stop-BtsService -ServiceScript $script -Force
        $global:BtsTestServices['BTS01/BTSSvc$Receive'] | Should -Be 'Stopped'
        $global:BtsTestServices['BTS01/ENTSSO'] | Should -Be 'Running'
    }

    It 'report a script that fails' {
        { Get-BtsService $file -ServiceScript { throw 'no way' } -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceScriptFailed*'
    }
}

Describe 'Services through WMI' {
    It 'say what to do where there is no WMI' -Skip:($IsWindows -or $PSEdition -eq 'Desktop') {
        $problem = $null
        Get-BtsService $file -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ServicesNeedWindows*'
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike '*script block*'
    }
}
