BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Export-BtsJob' {
    It 'writes JSON and a script that only their owner can read' {
        $files = Export-BtsJob $topology $file @login -PassThru
        $files.Name | Should -Be 'jobs.json', 'jobs.sql'
        if ($IsLinux) {
            $files.UnixMode | Sort-Object -Unique | Should -Be '-rw-------'
        }
        (Get-Content -Raw $file | ConvertFrom-Json).jobs.instances.jobs.job | Should -Contain 'Backup'
        Get-Content -Raw $files[1] | Should -BeLike '*EXEC msdb.dbo.sp_add_job @job_name*'
    }
}
