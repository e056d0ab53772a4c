BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    $file = "$PSScriptRoot/topology.json"
}

Describe 'Import-BtsTopology' {
    It 'reads a file by path, relative path and from the pipeline' {
        (Import-BtsTopology $file).Source.Name | Should -Be 'PROD1'
        Push-Location $PSScriptRoot
        try {
            (Import-BtsTopology ./topology.json).Name | Should -Be 'example'
        }
        finally {
            Pop-Location
        }
        (Get-Item $file | Import-BtsTopology).MasterSecretServer | Should -Be 'BTS02'
    }

    It 'shows a topology in a table' {
        Import-BtsTopology $file | Out-String -Width 200 | Should -BeLike '*PROD1*DR1*BizTalkMgmtDb on PROD1*'
    }

    It 'says what is wrong with a missing file' {
        { Import-BtsTopology ./none.json -ErrorAction Stop } | Should -Throw -ErrorId 'TopologyNotReadable*'
    }

    It 'says where a file is wrong' {
        $wrong = Join-Path $TestDrive 'wrong.json'
        (Get-Content -Raw $file).Replace('"address"', '"adress"') | Set-Content $wrong
        $problem = $null
        Import-BtsTopology $wrong -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].Exception.Message | Should -BeLike '*adress*'
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
    }
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
