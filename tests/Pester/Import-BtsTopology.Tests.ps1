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
        Import-BtsTopology $file | Out-String -Width 200 | Should -BeLike '*PROD1*DR1*BizTalkMgmtDb*on PROD1*'
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
