BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $file = Join-Path $TestDrive 'jobs.json'
}

Describe 'Export-BtsJob' {
    It 'writes JSON and a script that only their owner can read' {
        $files = Export-BtsJob $topology $file @login -PassThru
        $files.Name | Should -Be 'jobs.json', 'jobs.sql'
        if ($IsLinux) {
            (Get-Item $files.FullName).UnixMode | Sort-Object -Unique | Should -Be '-rw-------'
        }
        (Get-Content -Raw $file | ConvertFrom-Json).jobs.instances.jobs.job | Should -Contain 'Backup'
        Get-Content -Raw $files[1] | Should -BeLike '*EXEC msdb.dbo.sp_add_job @job_name*'
    }

    It 'leaves a file alone with -NoClobber' {
        { Export-BtsJob $topology $file @login -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists*'
    }
}
