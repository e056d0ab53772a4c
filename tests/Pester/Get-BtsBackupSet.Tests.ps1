BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Start-Sandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    # Its own sandbox, in which no set is added while the tests compare.
    Disable-BtsBackupJob $topology -Confirm:$false @login
    $null = Wait-Until { -not (Get-BtsJob $topology @login | Where-Object { $_.Kind -eq 'Backup' -and $_.IsRunning }) } -What 'the backup job'
    $sets = @(Get-BtsBackupSet $topology @login)
    $marks = @($sets.MarkName | Where-Object { $_ })

    # The files lie in a folder of this machine; the sandbox's servers see it as a share.
    $share = $topology.BackupLocations.Log
    $name = $sets[0].Files[0].FileName
    $folder = (Get-ChildItem ([IO.Path]::GetTempPath()) -Recurse -Filter $name -File -ErrorAction SilentlyContinue |
            Sort-Object LastWriteTime | Select-Object -Last 1).DirectoryName
    $seen = @($folder, @{ $folder = $share })
}

AfterAll {
    Stop-Sandbox $sandbox
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

Describe 'A history from a folder of files' {
    It 'tells the same sets as the tables, without a topology or an instance' {
        $found = @(Get-BtsBackupSet -BackupPath $folder)
        $found.MarkName | Should -Be $sets.MarkName
        $found.IsComplete | Should -Not -Contain $false
        $found[-1].Files.Count | Should -Be 9
        $found[-1].Files[0].Header.LastLSN | Should -BeGreaterThan 0
    }

    It 'lists the marks and recommends the second to last one' {
        $found = @(Get-BtsLogMark -BackupPath $folder -WarningAction SilentlyContinue -WarningVariable warnings)
        $found.Name | Should -Be $marks
        ($found | Where-Object IsRecommended).Rule | Should -Be 'SecondToLast'
        "$warnings" | Should -Match 'No instance was asked'
    }

    It 'has the paths that the instances see, where a table of folders says so' {
        $found = @(Get-BtsBackupSet $topology -BackupPath $seen -HistorySource Files @login)
        $found[0].Files.Path | Should -Be $sets[0].Files.Path
    }

    It 'agrees with the tables when both are read' {
        Get-BtsBackupSet $topology -BackupPath $seen @login -WarningVariable warnings | Should -HaveCount $sets.Count
        $warnings | Should -BeNullOrEmpty
    }

    It 'takes files from Get-ChildItem' {
        @(Get-ChildItem $folder -Filter '*.bak' | Get-BtsBackupSet).MarkName | Should -Be $sets.MarkName
    }

    It 'names a file that is gone, one that holds something else, and one that was moved' {
        $copy = New-Item -ItemType Directory -Path ([IO.Path]::GetTempPath()) -Name "BizTalkDR-$([guid]::NewGuid())"
        try {
            Copy-Item "$folder/*.bak" $copy
            $files = $sets[-1].Files
            Remove-Item (Join-Path $copy $files[0].FileName)
            Copy-Item (Join-Path $copy $files[2].FileName) (Join-Path $copy $files[1].FileName) -Force
            $null = New-Item -ItemType Directory (Join-Path $copy 'moved')
            Move-Item (Join-Path $copy $files[3].FileName) (Join-Path $copy 'moved')

            $options = @{ BackupPath = $copy.FullName, @{ $copy.FullName = $share }; HistorySource = 'BackupJob', 'Files' }
            $found = @(Get-BtsBackupSet $topology @options @login -WarningAction SilentlyContinue -WarningVariable warnings)

            @($found[-1].Files | Where-Object Defect).Database.Name | Should -Be @($files[0].Database.Name, $files[1].Database.Name)
            $found[-1].Files[3].Path | Should -Be ($share + '\moved\' + $files[3].FileName)
            $warnings.Count | Should -Be 3
        }
        finally {
            Remove-Item $copy -Recurse -Force
        }
    }

    It 'says which folder is missing' {
        { Get-BtsBackupSet -BackupPath (Join-Path $folder 'nowhere') -ErrorAction Stop } | Should -Throw -ErrorId 'BackupPathNotFound*'
    }

    It 'says what could not be read where that is all there is' {
        $bad = New-Item -ItemType Directory (Join-Path $TestDrive 'bad')
        Set-Content (Join-Path $bad 'a.bak') 'text'
        { Get-BtsBackupSet -BackupPath $bad -ErrorAction Stop } | Should -Throw '*a.bak: The file does not begin as SQL Server backup media do.*' -ErrorId 'NoBackupHistory*'
    }

    It 'shows whole marks at 80 columns, and files by their names' {
        $sets[-1] | Out-String -Width 80 | Should -Match "\d{4}-\d\d-\d\d \d\d:\d\d $($sets[-1].MarkName)\s*$"
        $sets[-1].Files | Out-String -Width 120 | Should -Match "Log\s+PROD-SQL1/BizTalkMgmtDb\s+\S+ [KM]?B\s"
        $sets[-1] | Format-List | Out-String | Should -Not -Match 'BackupHeader|System\.'
    }

    It 'refuses to read nothing' {
        { Get-BtsBackupSet -ErrorAction Stop } | Should -Throw -ErrorId 'NothingToRead*'
    }
}

Describe 'A history from headers that are piped in' {
    BeforeAll {
        $headers = Get-ChildItem $folder -Filter '*.bak' | ForEach-Object { Get-BtsBackupFile -LiteralPath $_.FullName }
    }

    It 'comes from Get-BtsBackupFile' {
        @($headers | Get-BtsBackupSet).MarkName | Should -Be $sets.MarkName
        @($headers | Get-BtsLogMark -WarningAction SilentlyContinue).Name | Should -Be $marks
    }

    It 'comes from JSON' {
        $json = $headers |
            Select-Object ServerName, DatabaseName, @{ n = 'BackupType'; e = { [int]$_.BackupType } }, Position, BackupStartDate,
                @{ n = 'FirstLSN'; e = { "$($_.FirstLSN)" } }, @{ n = 'LastLSN'; e = { "$($_.LastLSN)" } }, RecoveryForkID, FirstRecoveryForkID, BackupSetGUID, FileList, Path |
            ConvertTo-Json -Depth 4
        $found = @($json | ConvertFrom-Json | Get-BtsBackupSet)
        $found.MarkName | Should -Be $sets.MarkName
        $found[-1].Files[0].Header.LastLSN | Should -Be ($sets[-1].Files | Where-Object FileName -eq $found[-1].Files[0].FileName).Header.LastLSN
        ($found | Where-Object Type -eq 'Full')[0].Files[0].FileList.Count | Should -BeGreaterThan 1
    }

    It 'comes from all of what Get-BtsBackupFile tells, as JSON with numbers as texts' {
        $json = $headers | ForEach-Object {
            $row = [ordered]@{}
            foreach ($property in $_.PSObject.Properties) { $row[$property.Name] = if ($property.Value -is [decimal]) { "$($property.Value)" } else { $property.Value } }
            [pscustomobject]$row
        } | ConvertTo-Json -Depth 4
        @($json | ConvertFrom-Json | Get-BtsBackupSet).MarkName | Should -Be $sets.MarkName
        { $headers | ConvertTo-Json -Depth 4 | ConvertFrom-Json | Get-BtsBackupSet -ErrorAction Stop } | Should -Throw -ErrorId 'HeaderNotReadable*'
    }

    It 'comes from Export-Clixml and Export-Csv' {
        $file = Join-Path $TestDrive 'headers'
        $headers | Export-Clixml $file -Depth 3
        @(Import-Clixml $file | Get-BtsBackupSet).MarkName | Should -Be $sets.MarkName
        $headers | Export-Csv $file
        @(Import-Csv $file | Get-BtsBackupSet).MarkName | Should -Be $sets.MarkName
    }

    It 'comes from rows of a DataTable with a path added, as SMO and dbatools give them' {
        $table = [Data.DataTable]::new()
        foreach ($column in 'ServerName', 'DatabaseName') { $null = $table.Columns.Add($column, [string]) }
        foreach ($column in 'FirstLSN', 'LastLSN') { $null = $table.Columns.Add($column, [decimal]) }
        $null = $table.Columns.Add('BackupType', [int16])
        foreach ($header in $headers) {
            $null = $table.Rows.Add($header.ServerName, $header.DatabaseName, $header.FirstLSN, $header.LastLSN, [int16]$header.BackupType)
        }
        $rows = for ($i = 0; $i -lt $headers.Count; $i++) {
            $table.Rows[$i] | Add-Member -NotePropertyName FullName -NotePropertyValue $headers[$i].Path -PassThru
        }
        @($rows | Get-BtsBackupSet).MarkName | Should -Be $sets.MarkName
    }

    It 'comes from objects with BigInteger LSNs and lists of paths, as dbatools gives them' {
        $history = $headers | ForEach-Object {
            [pscustomobject]@{
                SqlInstance = $_.ServerName
                Database    = $_.DatabaseName
                Type        = if ($_.BackupType -eq 'Log') { 'Log' } else { 'Full' }
                Start       = $_.BackupStartDate
                FirstLsn    = [bigint]$_.FirstLSN
                LastLsn     = [bigint]$_.LastLSN
                FullName    = @($_.Path)
                Position    = $_.Position
            }
        }
        @($history | Get-BtsBackupSet).MarkName | Should -Be $sets.MarkName
    }

    It 'goes with a topology that is piped in too' {
        $found = @(@($topology) + @($headers) | Get-BtsBackupSet -HistorySource Headers @login)
        $found.MarkName | Should -Be $sets.MarkName
    }

    It 'has a path, or it is an error' {
        { $headers[0] | Select-Object ServerName, DatabaseName, BackupType, FirstLSN, LastLSN | Get-BtsBackupSet -ErrorAction Stop } |
            Should -Throw -ErrorId 'HeaderWithoutPath*'
    }
}

Describe 'A topology from the pipeline' {
    It 'still comes as an object and as a path' {
        @($topology | Get-BtsBackupSet @login).Count | Should -Be $sets.Count
        @($sandbox.Topology | Get-BtsBackupSet @login).Count | Should -Be $sets.Count
        @(Get-Item $sandbox.Topology | Get-BtsBackupSet @login).Count | Should -Be $sets.Count
    }

    It 'is not needed with -SqlInstance' {
        $managing = $sandbox.Served.instances | Where-Object name -eq $topology.ManagementDatabase.Instance
        $credential = New-Credential $managing.user $managing.password
        $found = Get-BtsBackupSet -SqlInstance $managing.address -SqlCredential $credential -TrustServerCertificate -HistorySource BackupJob, Msdb
        $found.MarkName | Should -Be $sets.MarkName
    }
}
