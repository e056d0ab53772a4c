BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    $file = "$PSScriptRoot/topology.json"
}

Describe 'Stop-BtsService' {
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

    It 'leaves them alone with -WhatIf' {
        Stop-BtsService $file -ServiceScript $script -WhatIf
        $global:BtsTestCalls -like 'Stop *' | Should -BeNullOrEmpty
    }

    It 'leaves them alone where the session or a calling script says WhatIf, even with -Force' {
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

    It 'stops with the master secret server last' {
        Stop-BtsService $file -ServiceScript $script -Confirm:$false
        ($global:BtsTestCalls -like 'Stop *')[-1] | Should -Be 'Stop BTS02 ENTSSO'
    }

    It 'takes services from the pipeline' {
        Get-BtsService $file -ServiceScript $script -Name 'BTSSvc*' | Stop-BtsService -ServiceScript $script -Force
        $global:BtsTestServices['BTS01/BTSSvc$Receive'] | Should -Be 'Stopped'
        $global:BtsTestServices['BTS01/ENTSSO'] | Should -Be 'Running'
    }
}
