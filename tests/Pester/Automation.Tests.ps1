BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Start-Sandbox
    foreach ($name in $sandbox.Credential.Keys) {
        $variable = ($name -replace '[^A-Za-z0-9]', '_').ToUpperInvariant()
        Set-Item "env:BTSDR_CREDENTIAL_${variable}_USER" $sandbox.Credential[$name].UserName
        Set-Item "env:BTSDR_CREDENTIAL_${variable}_PASSWORD" $sandbox.Credential[$name].GetNetworkCredential().Password
    }
    $page = Get-Content -LiteralPath "$PSScriptRoot/../../docs/automation.md" -Raw

    # The PowerShell that runs the tests; as a .NET tool it is run by dotnet.
    $executable = (Get-Process -Id $PID).Path
    $powershell = @($executable; if ([IO.Path]::GetFileNameWithoutExtension($executable) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })

    # Runs a program in the test's folder; returns its exit code, what it wrote, and what it wrote of errors.
    function Invoke-Program([string[]] $Command) {
        $program, $arguments = $Command
        Push-Location $TestDrive
        $output = & $program @arguments 2>'errors.txt' 3>$null
        $code = $LASTEXITCODE
        $errors = Get-Content 'errors.txt' -Raw
        Pop-Location
        [pscustomobject]@{ ExitCode = $code; Output = @($output); Errors = "$errors" }
    }

    # Runs an example of the page in a PowerShell of its own, as a scheduler does.
    function Invoke-Example([string] $Name, [string] $Topology = $sandbox.Topology, [switch] $AsCommand, [hashtable] $Replace = @{}) {
        $example = [regex]::Match($page, "(?ms)^<!-- example: $Name -->\s+``````powershell\s+(.+?)\s+``````").Groups[1].Value
        $example | Should -Not -BeNullOrEmpty
        foreach ($text in $Replace.Keys) {
            $example | Should -BeLike "*$text*"
            $example = $example.Replace($text, $Replace[$text])
        }
        $script = Join-Path $TestDrive "$Name.ps1"
        # The computers of the sandbox are reached by a script.
        $services = "`$services = [scriptblock]::Create((Get-Content -Raw '$($sandbox.Served.serviceScript)'))`n" +
            "`$PSDefaultParameterValues['*-Bts*:ServiceScript'] = { `$services }"
        Set-Content $script ("Import-Module '$ManifestPath'`n$services`n" + $example.Replace('./topology.json', "'$Topology'"))
        $how = if ($AsCommand) { '-Command', "& '$script'; exit `$LASTEXITCODE" } else { '-File', $script }
        Invoke-Program ($powershell + '-NoProfile' + '-NonInteractive' + $how)
    }

    function Get-BackupJob {
        Get-BtsJob $sandbox.Topology -Credential $sandbox.Credential -WarningAction SilentlyContinue | Where-Object Kind -EQ Backup
    }

    # Where the samples look for the module.
    $modulePath = $env:PSModulePath
    $env:PSModulePath = (Split-Path $ModuleFolder) + [IO.Path]::PathSeparator + $modulePath
    $samples = Resolve-Path "$PSScriptRoot/../../docs/runbooks"

    $nowhere = Join-Path $TestDrive 'nowhere.json'
}

AfterAll {
    Get-ChildItem env:BTSDR_CREDENTIAL_* | Remove-Item
    $env:PSModulePath = $modulePath
}

Describe 'The page on automating' {
    It 'is right that a script goes through when all is well' {
        $run = Invoke-Example stop
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Contain 'All jobs stand still.'
        (Get-BackupJob).IsEnabled | Should -BeFalse
    }

    It 'is right that what fails ends a script with 1, as a file and as a command' {
        foreach ($asCommand in $false, $true) {
            $run = Invoke-Example stop $nowhere -AsCommand:$asCommand
            $run.ExitCode | Should -Be 1
            $run.Output | Should -Not -Contain 'All jobs stand still.'
        }
    }

    It 'is right that failures are told apart by their ids' {
        $run = Invoke-Example continue $nowhere
        $run.ExitCode | Should -Be 3
        $run.Output | Should -Match '^\w+,BizTalkDR\.PowerShell\.Commands\.GetBtsLogMarkCommand \w+$'
        (Invoke-Example continue).ExitCode | Should -Be 0
    }

    It 'is right that readiness is what the script makes of it' {
        $run = Invoke-Example readiness
        $run.ExitCode | Should -Be ([int]($run.Output.Count -gt 0))
    }

    It 'is right that JSON is read back as it was' {
        (Invoke-Example json).ExitCode | Should -Be 0
        $mark = Get-Content (Join-Path $TestDrive mark.json) -Raw | ConvertFrom-Json
        $mark.Name | Should -Match '^BTS_'
        $mark.IsUsable | Should -BeTrue
        $mark.Databases.Count | Should -Be 9
    }

    It 'is right that a script says whether it has changed anything' {
        Enable-BtsBackupJob $sandbox.Topology -Credential $sandbox.Credential -Confirm:$false
        (Invoke-Example changed).Output | Should -Contain 'CHANGED'
        (Invoke-Example changed).Output | Should -Contain 'OK'
    }

    It 'is right that a plan is all that stands on standard output' {
        $run = Invoke-Example plan-json
        $run.ExitCode | Should -Be 0 -Because $run.Errors
        $plan = $run.Output -join "`n" | ConvertFrom-Json
        $plan.Mark | Should -Match '^BTS_'
        $plan.Acts.Count | Should -BeGreaterThan 50
        ($plan.Acts | Where-Object Act -EQ Drop).IsDestructive | Sort-Object -Unique | Should -BeTrue
        $plan.Databases[0].CopyLsn | Should -Match '^\d+$'
        $plan.Choices.Steps | Should -Contain 12
    }

    It 'is right that a plan is made, signed off, and refused or run as it was' {
        # How much is lost depends on when the test comes to it: an hour of the sandbox passes in half a minute.
        $run = Invoke-Example plan -Replace @{ '-gt 3600' = '-gt 0' }
        $run.ExitCode | Should -Be 1
        $run.Errors | Should -Match 'More than an hour would be lost'
        Remove-Item (Join-Path $TestDrive plan.json)
        $run = Invoke-Example plan -Replace @{ '-gt 3600' = '-gt 100000000' }
        $run.ExitCode | Should -Be 0 -Because $run.Errors
        $run.Output -join "`n" | Should -Match ' loses \d+'
        $run = Invoke-Example run
        $run.ExitCode | Should -Be 0 -Because $run.Errors
        $run.Output[-1] | Should -Match '^\d+ steps have changed something\.$'
        (Get-BtsRun (Join-Path $TestDrive failback.jsonl)).Plan | Should -Be (Import-BtsFailbackPlan (Join-Path $TestDrive signed.json)).Id
    }
}

Describe 'The script that puts the backup job into a state' {
    BeforeAll {
        function Set-BackupJob([string] $State, [string] $Topology = $sandbox.Topology, [switch] $Check) {
            $arguments = '-Topology', $Topology, '-State', $State
            $run = Invoke-Program ($powershell + '-NoProfile' + '-NonInteractive' + '-File' + "$samples/Set-BackupJob.ps1" + $arguments + @(if ($Check) { '-Check' }))
            # All that it writes is JSON: nothing else may stand before it or after it.
            $told = if ($run.ExitCode -eq 0) { $run.Output -join "`n" | ConvertFrom-Json }
            [pscustomobject]@{ ExitCode = $run.ExitCode; Told = $told }
        }
    }

    It 'changes what is not so yet, once, and nothing when it only checks' {
        Enable-BtsBackupJob $sandbox.Topology -Credential $sandbox.Credential -Confirm:$false
        (Set-BackupJob Disabled -Check).Told.changed | Should -BeTrue
        (Get-BackupJob).IsEnabled | Should -BeTrue
        $first = (Set-BackupJob Disabled).Told
        $first.changed | Should -BeTrue
        $first.jobs.enabled | Should -BeFalse
        (Get-BackupJob).IsEnabled | Should -BeFalse
        (Set-BackupJob Disabled).Told.changed | Should -BeFalse
        (Set-BackupJob Disabled -Check).Told.changed | Should -BeFalse
        (Set-BackupJob Enabled).Told.changed | Should -BeTrue
        (Get-BackupJob).IsEnabled | Should -BeTrue
    }

    It 'ends with 1 when there is no such topology' {
        (Set-BackupJob Disabled $nowhere).ExitCode | Should -Be 1
    }
}

Describe 'The Ansible playbook' -Skip:(-not (Get-Command ansible-playbook -ErrorAction SilentlyContinue)) {
    BeforeAll {
        # Returns what the play's recap counts: ok, changed, failed.
        function Invoke-Playbook([string] $State, [string] $Topology = $sandbox.Topology, [switch] $Check) {
            $variables = ConvertTo-Json @{ topology = $Topology; state = $State; powershell = $powershell } -Compress
            $run = Invoke-Program (@('ansible-playbook', "$samples/backup-job.yml", '-i', 'localhost,', '-e', $variables) + @(if ($Check) { '--check' }))
            $recap = [regex]::Match(($run.Output -join "`n"), 'localhost\s+: ok=(\d+)\s+changed=(\d+)\s+unreachable=\d+\s+failed=(\d+)')
            $recap.Success | Should -BeTrue -Because ($run.Output -join "`n")
            [pscustomobject]@{ ExitCode = $run.ExitCode; Changed = [int] $recap.Groups[2].Value; Failed = [int] $recap.Groups[3].Value }
        }
        $env:ANSIBLE_LOCAL_TEMP = $env:ANSIBLE_REMOTE_TEMP = Join-Path $TestDrive 'ansible'
        $env:ANSIBLE_NOCOLOR = '1'
        $env:LC_ALL = 'C.UTF-8'
    }

    AfterAll {
        Remove-Item env:ANSIBLE_LOCAL_TEMP, env:ANSIBLE_REMOTE_TEMP, env:ANSIBLE_NOCOLOR, env:LC_ALL
    }

    It 'calls changed what it changed, and nothing else' {
        Enable-BtsBackupJob $sandbox.Topology -Credential $sandbox.Credential -Confirm:$false
        (Invoke-Playbook Disabled -Check).Changed | Should -Be 1
        (Get-BackupJob).IsEnabled | Should -BeTrue
        (Invoke-Playbook Disabled).Changed | Should -Be 1
        (Get-BackupJob).IsEnabled | Should -BeFalse
        (Invoke-Playbook Disabled).Changed | Should -Be 0
        (Invoke-Playbook Disabled -Check).Changed | Should -Be 0
        (Invoke-Playbook Enabled).Changed | Should -Be 1
    }

    It 'fails when the script does' {
        $run = Invoke-Playbook Disabled $nowhere
        $run.Failed | Should -Be 1
        $run.ExitCode | Should -Not -Be 0
    }
}

Describe 'The samples for pipelines' {
    It 'runs <_>, and leaves a result file that counts every check' -ForEach 'readiness.github.yml', 'readiness.azure.yml' {
        $sample = Get-Content "$samples/$_" -Raw
        $indented = [regex]::Match($sample, '(?m)^ *(?:run|- pwsh): \|\n((?<indent> {6,}).*\n(?:\k<indent>.*\n)*)').Groups[1].Value
        $indented | Should -Match 'Invoke-Pester'
        # The same Pester that runs this test; a site has it in its own folder of modules.
        $script = ($indented -split "`n").TrimStart() -join "`n"
        $script = $script.Replace('Import-Module BizTalkDR, Pester', "Import-Module BizTalkDR, '$((Get-Module Pester).Path -replace 'psm1$', 'psd1')'")
        $script = $script.Replace('./topology.json', $sandbox.Topology)
        Set-Content (Join-Path $TestDrive 'pipeline.ps1') $script
        $run = Invoke-Program ($powershell + '-NoProfile' + '-NonInteractive' + '-File' + 'pipeline.ps1')
        [xml] $result = Get-Content (Join-Path $TestDrive 'readiness.xml') -Raw
        $cases = $result.SelectNodes('//test-case')
        $cases.Count | Should -BeGreaterThan 40
        $run.ExitCode | Should -Be @($cases | Where-Object result -EQ 'Failure').Count
    }
}
