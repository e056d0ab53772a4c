BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Start-Sandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $file = Join-Path $sandbox.Folder 'logins.json'
}

AfterAll {
    Stop-Sandbox $sandbox
}

Describe 'Export-BtsLogin' {
    It 'writes a file that only its owner can read, and shows no hash' {
        $shown = Export-BtsLogin $topology $file @login -PassThru -Verbose *>&1 | Out-String -Width 500
        if ($IsLinux) {
            (Get-Item $file).UnixMode | Should -Be '-rw-------'
        }
        $logins = (Get-Content -Raw $file | ConvertFrom-Json).logins.instances.logins
        $logins.name | Should -Contain 'ContosoApp'
        $hash = ($logins | Where-Object name -EQ 'ContosoApp')[0].passwordHash
        $hash | Should -Match '^0x0200'
        $shown | Should -Not -Match '0x0200[0-9A-F]{8}'
    }

    It 'leaves a file alone with -NoClobber' {
        { Export-BtsLogin $topology $file @login -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists*'
    }
}

Describe 'Import-BtsLogin' {
    It 'finds all logins of a healthy group there' {
        $imported = Import-BtsLogin $topology $file @login
        $imported.Count | Should -BeGreaterThan 1
        $imported.State | Sort-Object -Unique | Should -Be 'Present'
        $imported.Changed | Should -Not -Contain $true
    }

    It 'shows with -WhatIf and does nothing' {
        Import-BtsLogin $topology $file @login -WhatIf | Should -BeNullOrEmpty
    }
}

Describe 'Test-BtsLogin' {
    It 'compares with the source and with the file' {
        (Test-BtsLogin $topology @login).State | Sort-Object -Unique | Should -Be 'Same'
        (Test-BtsLogin $topology $file @login).State | Sort-Object -Unique | Should -Be 'Same'
    }
}

Describe 'Repair-BtsUser' {
    It 'finds no orphan in a healthy production' {
        Repair-BtsUser $topology -Side Source @login -Confirm:$false | Should -BeNullOrEmpty
    }
}
