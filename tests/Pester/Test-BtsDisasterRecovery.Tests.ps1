BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Start-Sandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology

    # The sandbox's clock runs two minutes in a second: what takes a while must not count as lost data.
    $patient = @{ MaximumDataLoss = '12:00'; MaximumLag = '12:00' }

    # A user copies the runbook and has nothing else of the repository.
    $runbook = Copy-Item "$PSScriptRoot/../../docs/runbooks/DisasterRecovery.Tests.ps1" $sandbox.Folder -PassThru

    # Pester within Pester: in a process of its own, with what it found as JSON.
    function Invoke-Runbook([string[]] $Tag = @()) {
        $data = Join-Path $sandbox.Folder 'data.clixml'
        @{ Topology = $sandbox.Topology; Credential = $sandbox.Credential } + $patient | Export-Clixml $data
        $script = @"
            Import-Module '$(Join-Path (Get-Module Pester).ModuleBase Pester.psd1)'
            `$options = New-PesterConfiguration
            `$options.Run.Container = New-PesterContainer -Path '$($runbook.FullName)' -Data (Import-Clixml '$data')
            `$options.Run.PassThru = `$true
            `$options.Output.Verbosity = 'None'
            `$options.Filter.Tag = @($(($Tag | ForEach-Object { "'$_'" }) -join ','))
            `$run = Invoke-Pester -Configuration `$options
            [pscustomobject]@{
                FailedContainers = `$run.FailedContainersCount
                Tests            = @(`$run.Tests | Where-Object Result -ne 'NotRun' | ForEach-Object {
                        [pscustomobject]@{ Area = "`$(`$_.Block.Tag)"; Name = `$_.ExpandedName; Result = "`$(`$_.Result)"; Error = "`$(`$_.ErrorRecord)" }
                    })
            } | ConvertTo-Json -Depth 4 -Compress
"@
        Invoke-InNewProcess $script | Select-Object -Last 1 | ConvertFrom-Json
    }
}

AfterAll {
    Stop-Sandbox $sandbox
}

Describe 'Test-BtsDisasterRecovery' {
    It 'finds nothing that has failed in a healthy group' {
        $results = Test-BtsDisasterRecovery $topology @patient @login
        $results | Where-Object Status -eq Failed | ForEach-Object { "$_" } | Should -BeNullOrEmpty
        # A sandbox just started has one full set yet; nobody can ask the computers for MSDTC.
        ($results | Where-Object Status -ne Passed).Name | Sort-Object -Unique | Should -BeIn 'FullSets', 'Msdtc', 'SameSet'
        @($results).Count | Should -BeGreaterThan 100
    }

    It 'tests only the areas asked for, which can be completed' {
        (Test-BtsDisasterRecovery $topology -Area Instance, Security @login).Area | Sort-Object -Unique | Should -Be 'Instance', 'Security'
        $line = "Test-BtsDisasterRecovery x -Area Log"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'LogShipping'
    }

    It 'tells a disabled backup job, its remedy and the page with the rule' {
        Disable-BtsBackupJob $topology @login
        try {
            $failed = Test-BtsDisasterRecovery $topology -Area BackupJob @login | Where-Object Status -eq Failed
        }
        finally {
            Enable-BtsBackupJob $topology @login
        }
        $failed.Name | Should -Be 'JobEnabled'
        $failed.Server | Should -Be $topology.ManagementDatabase.Instance
        $failed.Remedy | Should -BeLike 'Enable-BtsBackupJob*'
        $failed.DocumentationUri | Should -BeLike 'https://learn.microsoft.com/biztalk/*'
    }

    It 'never throws because servers are down' {
        $down = Copy-Item $sandbox.Topology (Join-Path $sandbox.Folder 'down.json') -PassThru
        $file = Get-Content -Raw $down | ConvertFrom-Json
        $file.destination[0].address = '127.0.0.1,1'
        $file | ConvertTo-Json -Depth 6 | Set-Content $down
        $results = Test-BtsDisasterRecovery $down.FullName @patient @login -ErrorAction Stop
        ($results | Where-Object { $_.Name -eq 'Reachable' -and $_.Status -eq 'Failed' }).Server | Should -Be $file.destination[0].name
        ($results | Where-Object { $_.Server -eq $file.destination[0].name -and $_.Name -ne 'Reachable' }).Status | Sort-Object -Unique | Should -Be 'Unknown'
        @($results | Where-Object Status -eq Passed).Count | Should -BeGreaterThan 50
    }

    It 'says verbosely what it does' {
        $told = Test-BtsDisasterRecovery $topology -Area Instance @login -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$told" | Should -BeLike '*Asking*'
    }

    It 'is shown by area, with no word cut and the remedy under what was found' {
        Disable-BtsBackupJob $topology @login
        try {
            $shown = Test-BtsDisasterRecovery $topology -Area Instance, BackupJob @login | Out-String -Width 120
        }
        finally {
            Enable-BtsBackupJob $topology @login
        }
        $shown | Should -BeLike '*Area: Instance*Area: BackupJob*'
        ($shown -split '\r?\n' | ForEach-Object { $_.TrimEnd().Length } | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 120
        $shown | Should -Match 'Failed\s+JobEnabled\s+PROD-SQL1\s+''Backup\s+BizTalk\s+Server\s+\(BizTalkMgmtDb\)''\s+is\s+disabled:\s+no\s+backup\s+is\s+taken\.\s+->\s+Enable-BtsBackupJob'
    }

    It 'becomes a page for those without a PowerShell' {
        Test-BtsDisasterRecovery $topology -Area Instance @login | Select-Object Status, Name, Server, Detail | ConvertTo-Html | Out-String | Should -BeLike '*<td>Passed</td>*'
    }
}

Describe 'The runbook that users copy' {
    It 'passes on a healthy group, one test per check, by area' {
        $run = Invoke-Runbook
        $run.FailedContainers | Should -Be 0
        $run.Tests | Where-Object Result -eq Failed | ForEach-Object { "$($_.Name): $($_.Error)" } | Should -BeNullOrEmpty
        @($run.Tests).Count | Should -BeGreaterThan 100
        $run.Tests.Area | Sort-Object -Unique | Should -Be ('BackupFile', 'BackupJob', 'BackupSet', 'Destination', 'Instance', 'LogShipping', 'Network', 'RecoveryModel', 'Security', 'Storage')
        ($run.Tests | Where-Object Name -eq 'JobEnabled: PROD-SQL1').Result | Should -Be 'Passed'
        ($run.Tests | Where-Object Name -eq 'RecoveryModel: PROD-SQL2, ContosoOrders').Result | Should -Be 'Passed'
        # What nobody could find out is not called good.
        ($run.Tests | Where-Object Name -eq 'Msdtc: BTS01').Result | Should -Not -Be 'Passed'
    }

    It 'fails exactly the tests of what is broken, and says what to do' {
        Disable-BtsBackupJob $topology @login
        $restore = Get-BtsJob $topology -Kind RestoreDatabases -Instance DR-SQL2 @login
        $restore | Disable-BtsRestoreJob -Topology $topology @login
        try {
            $run = Invoke-Runbook
        }
        finally {
            Enable-BtsBackupJob $topology @login
            $restore | Enable-BtsRestoreJob -Topology $topology @login
        }
        $failed = @($run.Tests | Where-Object Result -eq Failed)
        $failed.Name | Sort-Object | Should -Be 'JobEnabled: PROD-SQL1', 'RestoreDatabasesJob: DR-SQL2'
        ($failed | Where-Object Area -eq BackupJob).Error | Should -BeLike '*no backup is taken*Enable-BtsBackupJob*learn.microsoft.com*'
    }

    It 'runs the areas asked for by tag' {
        $run = Invoke-Runbook -Tag BackupJob, Network
        $run.Tests.Area | Sort-Object -Unique | Should -Be 'BackupJob', 'Network'
    }

    It 'does not call it a success when the topology can not be read' {
        $whole = $sandbox.Topology
        $sandbox.Topology = Join-Path $sandbox.Folder 'nothing.json'
        try {
            (Invoke-Runbook).FailedContainers | Should -Be 1
        }
        finally {
            $sandbox.Topology = $whole
        }
    }
}
