BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $sources = @($sandbox.Served.instances | Where-Object role -eq 'source')
    $destinations = @($sandbox.Served.instances | Where-Object role -eq 'destination')
}

Describe 'Get-BtsDatabase' {
    It 'lists the databases of production' {
        $databases = Get-BtsDatabase $topology @login
        $databases.Name | Should -Contain 'BizTalkMgmtDb'
        ($databases | Where-Object Role -eq 'Management').Name | Should -Be $sandbox.Served.managementDatabase
        @($databases | Where-Object InBackupJob).Count | Should -Be 9
        $databases | Where-Object InBackupJob | ForEach-Object { $_.State | Should -Be 'Online' }
        ($databases.Instance | Sort-Object -Unique) | Should -Be ($sources.name | Sort-Object)
    }

    It 'lists the copies on the destination, restoring' {
        $copies = Get-BtsDatabase $topology -Side Destination @login
        $copies.Count | Should -Be 9
        $copies.State | Sort-Object -Unique | Should -Be 'Restoring'
    }

    It 'filters by name and role, and takes the topology from the pipeline' {
        @($topology | Get-BtsDatabase -Database 'BizTalkM*' @login).Count | Should -Be 2
        ($sandbox.Topology | Get-BtsDatabase -Role Sso @login).Name | Should -Be 'SSODB'
    }

    It 'works from plain instances' {
        $managing = $sources | Where-Object name -eq $topology.ManagementDatabase.Instance
        $databases = Get-BtsDatabase -SqlInstance $managing.address -SqlCredential (New-Credential $managing.user $managing.password) -TrustServerCertificate -WarningAction SilentlyContinue
        $databases.Name | Should -Contain 'BizTalkMgmtDb'
    }

    It 'shows a table' {
        Get-BtsDatabase $topology @login | Out-String -Width 200 | Should -Match 'Online\s+BizTalkMgmtDb\s+\S+\s+Management\s+\S+ [KMG]B'
    }
}

Describe 'A mistake at the prompt of Get-BtsDatabase' {
    It 'a wrong password' {
        $managing = $sources | Where-Object name -eq $topology.ManagementDatabase.Instance
        { Get-BtsDatabase -SqlInstance $managing.address -SqlCredential (New-Credential $managing.user 'wrong') -TrustServerCertificate -ErrorAction Stop } |
            Should -Throw -ErrorId 'LoginFailed*'
    }

    It 'no credential at all' {
        { Get-BtsDatabase $topology -ErrorAction Stop } | Should -Throw -ErrorId 'CredentialNotFound*'
    }

    It 'a certificate that nobody trusts' {
        { Get-BtsDatabase $topology -TrustServerCertificate:$false -ErrorAction Stop @login } | Should -Throw -ErrorId 'CertificateNotTrusted*'
    }

    It 'an instance that has no management database' {
        $other = $destinations[0]
        { Get-BtsDatabase -SqlInstance $other.address -SqlCredential (New-Credential $other.user $other.password) -TrustServerCertificate -ErrorAction Stop } |
            Should -Throw
    }
}
