BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    $file = "$PSScriptRoot/topology.json"
}

Describe 'Export-BtsTopology' {
    It 'writes what Import-BtsTopology reads' {
        $copy = Join-Path $TestDrive 'copy.json'
        (Import-BtsTopology $file | Export-BtsTopology $copy -PassThru).FullName | Should -Be $copy
        (Import-BtsTopology $copy).Destination.Address | Should -Be 'dr1.invalid'
    }

    It 'makes a topology of names' {
        $made = Join-Path $TestDrive 'made.json'
        Export-BtsTopology $made -Source A, B -Destination C -ComputerName X -MasterSecretServer X -BackupPath '\\F\S'
        $topology = Import-BtsTopology $made
        $topology.Source.Name | Should -Be @('A', 'B')
        $topology.BackupLocations.Failback | Should -Be '\\F\S'
    }

    It 'writes nothing with -WhatIf and replaces nothing with -NoClobber' {
        $none = Join-Path $TestDrive 'none.json'
        Import-BtsTopology $file | Export-BtsTopology $none -WhatIf
        $none | Should -Not -Exist
        Set-Content $none 'mine'
        { Import-BtsTopology $file | Export-BtsTopology $none -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists*'
        Get-Content $none | Should -Be 'mine'
    }
}
