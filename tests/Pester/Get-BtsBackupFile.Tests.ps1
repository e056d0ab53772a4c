BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $folder = Join-Path $TestDrive 'backups'
    New-Item -ItemType Directory $folder | Out-Null
    # The share of the sandbox is a folder of this machine; new files come into it all the time.
    $share = Join-Path $folder 'share'
    Copy-Item $sandbox.Served.backupFolder $share -Recurse
}

Describe 'Get-BtsBackupFile' {
    It 'lists every set of the backup job, without SQL Server' {
        $headers = Get-BtsBackupFile $share
        $headers | Where-Object Reason | Should -BeNullOrEmpty
        ($headers | Where-Object BackupTypeDescription -eq 'Database').DatabaseName | Sort-Object -Unique | Should -HaveCount 9
        $headers | Where-Object BackupTypeDescription -eq 'Transaction Log' | Should -Not -BeNullOrEmpty
    }

    It 'shows the chain in a table' {
        Get-BtsBackupFile $share -Filter '*SSODB*' | Out-String -Width 80 | Should -Match 'Full\s+SSODB\s+1\s+\d{4}-\d\d-\d\d \d\d:\d\d'
        $logs = Get-BtsBackupFile $share -Filter '*SSODB_Log*' | Sort-Object FirstLSN
        for ($i = 1; $i -lt $logs.Count; $i++) {
            $logs[$i].FirstLSN | Should -Be $logs[$i - 1].LastLSN
        }
    }

    It 'takes files from Get-ChildItem, each once' {
        $files = Get-ChildItem $share -Filter '*.bak'
        ($files | Get-BtsBackupFile).Count | Should -Be $files.Count
        (Get-Item $share | Get-BtsBackupFile -Filter '*.bak').Count | Should -Be $files.Count
        ($files + $files | Get-BtsBackupFile).Count | Should -Be $files.Count
    }

    It 'understands wildcards, and brackets with -LiteralPath' {
        $odd = Join-Path $folder 'odd[1].bak'
        $copied = (Get-ChildItem $share -Filter '*_Full_*.bak')[0]
        Copy-Item $copied.FullName -Destination $folder
        Move-Item -LiteralPath (Join-Path $folder $copied.Name) -Destination $odd
        (Get-BtsBackupFile -LiteralPath $odd).Path | Should -Be $odd
        @(Get-BtsBackupFile (Join-Path $folder '*.bak')).Count | Should -Be 1
        Push-Location $share
        try {
            @(Get-BtsBackupFile .. -Recurse -Include 'odd*').Count | Should -Be 1
        }
        finally {
            Pop-Location
        }
    }

    It 'says of a foreign file what it is, and is silent about none' {
        $text = Join-Path $folder 'readme.txt'
        Set-Content $text 'no backup'
        $header = Get-BtsBackupFile $text
        $header.IsDamaged | Should -BeTrue
        $header.Reason | Should -Be 'The file does not begin as SQL Server backup media do.'
        $header.DatabaseName | Should -BeNullOrEmpty
        $header | Out-String -Width 80 | Should -Match '(?m)^bad\s.*readme\.txt'
    }

    It 'reports a path that is not there as an error' {
        { Get-BtsBackupFile (Join-Path $folder 'none.bak') -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFoundException*'
        Get-BtsBackupFile (Join-Path $folder '*.none') | Should -BeNullOrEmpty
    }

    It 'reports each path that PowerShell does not know, and reads the others' {
        $none = Join-Path $folder 'nowhere' '*.bak'
        $file = (Get-ChildItem $share -Filter '*_Full_*.bak')[0].FullName
        $found = Get-BtsBackupFile $none, 'NoDrive:\a.bak', 'Env:PATH', $file -ErrorVariable problems -ErrorAction SilentlyContinue
        $found.Path | Should -Be $file
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -Be 'ItemNotFoundException', 'DriveNotFoundException', 'ArgumentException'
        $problems.TargetObject | Should -Be $none, 'NoDrive:\a.bak', 'Env:PATH'
        ('NoDrive:\a.bak', $file | Get-BtsBackupFile -ErrorAction SilentlyContinue).Path | Should -Be $file
    }

    It 'lists the files of the database' {
        $header = Get-BtsBackupFile $share -Filter '*SSODB_Full*' | Select-Object -First 1
        $header.FileList.Type | Should -Be @('D', 'L')
        "$($header.FileList[0])" | Should -BeLike 'SSODB* (D) *'
    }

    It 'shows in a list what matters, and everything when asked' {
        $header = Get-BtsBackupFile $share -Filter '*SSODB_Full*' | Select-Object -First 1
        $header | Format-List | Out-String -Width 80 | Should -Match 'FileList\s+: \{SSODB'
        $header | Format-List | Out-String | Should -Not -Match 'UnicodeLocaleId'
        $header | Format-List * | Out-String | Should -Match 'UnicodeLocaleId'
    }

    It 'survives a journey through a file' {
        $header = Get-BtsBackupFile $share -Filter '*_Log_*' | Select-Object -First 1
        $file = Join-Path $folder 'headers.xml'
        $header | Export-Clixml $file -Depth 3
        $copy = Import-Clixml $file
        $copy.LastLSN | Should -Be $header.LastLSN
        "$($copy.BackupStartTime)" | Should -Be "$($header.BackupStartTime)"
        $copy.FileList.Count | Should -Be $header.FileList.Count
        $json = $header | ConvertTo-Json -Depth 3
        $json | Should -Match "`"LastLSN`": $($header.LastLSN)"
        ($json | ConvertFrom-Json).BackupType | Should -Be 2
    }

    It 'stops as soon as enough was taken' {
        @(Get-BtsBackupFile $share | Select-Object -First 2).Count | Should -Be 2
    }
}
