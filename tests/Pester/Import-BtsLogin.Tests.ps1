BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $file = Join-Path $TestDrive 'logins.json'
    Export-BtsLogin $topology $file @login
}

Describe 'Import-BtsLogin' {
    It 'finds all logins of a healthy group there' {
        $imported = Import-BtsLogin $topology $file @login
        $imported.Count | Should -BeGreaterThan 1
        $imported.State | Sort-Object -Unique | Should -Be 'Present'
        $imported.Changed | Should -Not -Contain $true
    }

    It 'refuses a file that others can change' -Skip:(-not $IsLinux) {
        $open = Copy-Item $file (Join-Path $TestDrive 'open.json') -PassThru
        chmod 666 $open.FullName
        { Import-BtsLogin $topology $open.FullName @login -ErrorAction Stop } | Should -Throw -ErrorId 'LoginFileNotPrivate*'
    }
}
