BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox jobs
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $file = "$PSScriptRoot/topology.json"
}

Describe 'Start-BtsService through a script block' {
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

    It 'starts with the master secret server first' {
        Stop-BtsService $file -ServiceScript $script -Force
        $started = Start-BtsService $file -ServiceScript $script -PassThru
        $started[0].Computer | Should -Be 'BTS02'
        $started.State | Should -Be @('Running', 'Running', 'Running')
    }
}

Describe 'Start-BtsService' {
    It 'starts what Stop-BtsService has stopped' {
        $control = @{ ServiceScript = $sandbox.ServiceScript }
        $stopped = Stop-BtsService $topology -Force -PassThru @control
        $stopped[-1].Kind | Should -Be 'SingleSignOn'
        (Get-BtsService $topology @control | Where-Object StartMode -ne Disabled).State | Sort-Object -Unique | Should -Be 'Stopped'
        $null = Start-BtsService $topology @control
        (Get-BtsService $topology @control | Where-Object StartMode -ne Disabled).State | Sort-Object -Unique | Should -Be 'Running'
    }
}
