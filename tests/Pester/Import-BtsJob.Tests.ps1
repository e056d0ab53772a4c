BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $file = Join-Path $TestDrive 'jobs.json'
    Export-BtsJob $topology $file @login
}

Describe 'Import-BtsJob' {
    It 'shows with -WhatIf and does nothing' {
        Import-BtsJob $topology $file @login -WhatIf -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Get-BtsJob $topology -Kind Other -Instance $topology.Destination[0].Name @login | Where-Object Name -Like 'Backup BizTalk*' | Should -BeNullOrEmpty
    }

    It 'refuses a file that others can change' -Skip:(-not $IsLinux) {
        $open = Copy-Item $file (Join-Path $TestDrive 'open.json') -PassThru
        chmod 666 $open.FullName
        { Import-BtsJob $topology $open.FullName @login -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId '*NotPrivate*'
    }
}
