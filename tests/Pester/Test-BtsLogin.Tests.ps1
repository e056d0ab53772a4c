BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $file = Join-Path $TestDrive 'logins.json'
    Export-BtsLogin $topology $file @login
}

Describe 'Test-BtsLogin' {
    It 'compares with the source and with the file' {
        (Test-BtsLogin $topology @login).State | Sort-Object -Unique | Should -Be 'Same'
        (Test-BtsLogin $topology $file @login).State | Sort-Object -Unique | Should -Be 'Same'
    }

    It 'shows no hash in any view' {
        Test-BtsLogin $topology $file @login | Format-List * | Out-String -Width 500 | Should -Not -Match '0x0200[0-9A-F]{8}'
    }
}
