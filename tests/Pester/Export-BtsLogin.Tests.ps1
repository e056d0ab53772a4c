BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $file = Join-Path $TestDrive 'logins.json'
}

Describe 'Export-BtsLogin' {
    It 'writes a file that only its owner can read, and shows no hash' {
        $shown = Export-BtsLogin $topology $file @login -PassThru -Verbose *>&1 | Out-String -Width 500
        if ($IsLinux) {
            (Get-Item $file).UnixMode | Should -Be '-rw-------'
        }
        $logins = (Get-Content -Raw $file | ConvertFrom-Json).logins.instances.logins
        $logins.name | Should -Contain 'ContosoApp'
        ($logins | Where-Object name -EQ 'ContosoApp')[0].passwordHash | Should -Match '^0x0200'
        $shown | Should -Not -Match '0x0200[0-9A-F]{8}'
    }

    It 'leaves a file alone with -NoClobber' {
        { Export-BtsLogin $topology $file @login -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists*'
    }
}
