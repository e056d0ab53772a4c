BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $sources = @($sandbox.Served.instances | Where-Object role -eq 'source')
    $destinations = @($sandbox.Served.instances | Where-Object role -eq 'destination')
}

Describe 'Get-BtsDatabase' {
    It 'lists the databases of production' {
        $databases = Get-BtsDatabase $topology @login
        $databases.Name | Should -Contain 'BizTalkMgmtDb'
        ($databases | Where-Object Role -eq 'Management').Name | Should -Be $sandbox.Served.managementDatabase
        @($databases | Where-Object InBackupJob).Count | Should -Be 9
        $databases | Where-Object InBackupJob | ForEach-Object { $_.State | Should -Be 'Online' }
        ($databases.Instance | Sort-Object -Unique) | Should -Be ($sources.name | Sort-Object)
    }

    It 'lists the copies on the destination, restoring' {
        $copies = Get-BtsDatabase $topology -Side Destination @login
        $copies.Count | Should -Be 9
        $copies.State | Sort-Object -Unique | Should -Be 'Restoring'
    }

    It 'filters by name and role, and takes the topology from the pipeline' {
        @($topology | Get-BtsDatabase -Database 'BizTalkM*' @login).Count | Should -Be 2
        ($sandbox.Topology | Get-BtsDatabase -Role Sso @login).Name | Should -Be 'SSODB'
    }

    It 'works from plain instances' {
        $managing = $sources | Where-Object name -eq $topology.ManagementDatabase.Instance
        $databases = Get-BtsDatabase -SqlInstance $managing.address -SqlCredential (New-Credential $managing.user $managing.password) -TrustServerCertificate -WarningAction SilentlyContinue
        $databases.Name | Should -Contain 'BizTalkMgmtDb'
    }

    It 'shows a table' {
        Get-BtsDatabase $topology @login | Out-String -Width 200 | Should -Match 'BizTalkMgmtDb\s+\S+\s+Management\s+Online\s+Full'
    }
}

Describe 'Get-BtsBackupSet' {
    It 'lists full and log sets' {
        $sets = Get-BtsBackupSet $topology @login
        ($sets | Where-Object Type -eq 'Full') | Should -Not -BeNullOrEmpty
        ($sets | Where-Object Type -eq 'Log').MarkName | Should -Match '^BTS_\d{4}_'
        ($sets | Where-Object Type -eq 'Full').MarkName | Should -BeNullOrEmpty
    }

    It 'returns the newest ones with their files' {
        $set = Get-BtsBackupSet $topology -Type Log -Last 1 @login
        $set.Files.Count | Should -Be 9
        $set.Files[0].Path | Should -BeLike '*_Log_*.bak'
    }
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

Describe 'Get-BtsJob' {
    It 'finds the jobs of both sides by what they are' {
        $jobs = Get-BtsJob $topology @login
        ($jobs | Where-Object Kind -eq 'Backup').Instance | Should -Be $topology.ManagementDatabase.Instance
        @($jobs | Where-Object Kind -eq 'RestoreDatabases').Count | Should -Be $destinations.Count
        @($jobs | Where-Object Kind -eq 'GetBackupHistory').Count | Should -Be $destinations.Count
    }

    It 'filters by instance' {
        (Get-BtsJob $topology -Instance $destinations[0].name @login).Instance | Sort-Object -Unique | Should -Be $destinations[0].name
    }
}

Describe 'Get-BtsService' {
    It 'lists the services of the computers' {
        $services = Get-BtsService $topology -ServiceScript $sandbox.ServiceScript
        $services.Kind | Should -Contain 'HostInstance'
        $services.Kind | Should -Contain 'SingleSignOn'
        @($services | Where-Object IsOnMasterSecretServer).Count | Should -BeGreaterThan 0
    }
}

Describe 'Restore-BtsDatabaseSet and Remove-BtsDatabaseSet with -WhatIf' {
    It 'changes nothing' {
        Restore-BtsDatabaseSet $topology -WhatIf -WarningAction SilentlyContinue @login
        Remove-BtsDatabaseSet $topology -Side Source -WhatIf @login
        (Get-BtsDatabase $topology -Side Destination @login).State | Sort-Object -Unique | Should -Be 'Restoring'
        @(Get-BtsDatabase $topology @login | Where-Object State -eq 'Online').Count | Should -BeGreaterOrEqual 9
    }

    It 'returns scripts that name every database' {
        $scripts = (Restore-BtsDatabaseSet $topology -OutputScriptOnly -WarningAction SilentlyContinue @login) -join "`n"
        foreach ($database in Get-BtsDatabase $topology -Side Destination @login) {
            $scripts | Should -BeLike "*RESTORE LOG ?$($database.Name)?*"
        }
    }
}

Describe 'Mistakes at the prompt' {
    It 'a wrong password' {
        $managing = $sources | Where-Object name -eq $topology.ManagementDatabase.Instance
        { Get-BtsDatabase -SqlInstance $managing.address -SqlCredential (New-Credential $managing.user 'wrong') -TrustServerCertificate -ErrorAction Stop } |
            Should -Throw -ErrorId 'LoginFailed*'
    }

    It 'no credential at all' {
        { Get-BtsDatabase $topology -ErrorAction Stop } | Should -Throw -ErrorId 'CredentialNotFound*'
    }

    It 'a certificate that nobody trusts' {
        { Get-BtsDatabase $topology -TrustServerCertificate:$false -ErrorAction Stop @login } | Should -Throw -ErrorId 'CertificateNotTrusted*'
    }

    It 'an instance that has no management database' {
        $other = $destinations[0]
        { Get-BtsDatabase -SqlInstance $other.address -SqlCredential (New-Credential $other.user $other.password) -TrustServerCertificate -ErrorAction Stop } |
            Should -Throw
    }

    It 'an unknown mark' {
        $problem = $null
        try {
            Restore-BtsDatabaseSet $topology -Mark BTS_2001_01_01_00_00_00_000 -Force @login
        }
        catch {
            $problem = $_
        }
        $problem.Exception.Message | Should -BeLike '*BTS_2001_01_01_00_00_00_000*'
        $problem.CategoryInfo.Category | Should -Be 'InvalidOperation'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'a database that is not in the group' {
        { Test-BtsDatabaseSet $topology -Database nothing @login } | Should -Throw -ErrorId 'DatabaseNotFound*'
    }
}

Describe 'With credentials from the environment' {
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

    It 'the examples of the help run' {
        $ran = 0
        Push-Location $sandbox.Folder
        try {
            foreach ($name in (Get-Command -Module BizTalkDR).Name) {
                foreach ($example in (Get-Help $name -Examples).Examples.Example) {
                    # Services need WMI; what changes something is run only where it says -WhatIf.
                    $isSafe = $example.Code -like '*-WhatIf*' -or $example.Code -match '^\(?(Get|Test|Wait|Import)-' -and $example.Code -notmatch '(Disable|Enable|Remove|Stop|Start)-'
                    if ($example.Code -notlike '*./topology.json*' -or -not $isSafe -or $example.Code -match 'BtsService|BtsFailback') {
                        continue
                    }
                    # The folders of the examples are those of the sandbox here.
                    $code = $example.Code.Replace('D:\Found', $sandbox.Served.backupFolder).Replace('\\DR\Found', $sandbox.Served.backupShare)
                    { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; $code")) 3> $null 6> $null } | Should -Not -Throw -Because $code
                    $ran++
                }
            }
        }
        finally {
            Pop-Location
        }
        $ran | Should -BeGreaterOrEqual 20
    }

    It 'completion offers databases, jobs and marks' {
        $line = "Get-BtsDatabase -Topology '$($sandbox.Topology)' -Database SS"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'SSODB'
        $line = "Get-BtsJob -Topology '$($sandbox.Topology)' -Name Backup"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain "'Backup BizTalk Server (BizTalkMgmtDb)'"
        $line = "Restore-BtsDatabaseSet -Topology '$($sandbox.Topology)' -Mark BTS"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Match '^BTS_\d{4}_'
    }
}
