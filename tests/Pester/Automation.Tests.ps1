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

    # Runs an example of the page in a PowerShell of its own, as a scheduler does; returns its exit code and what it wrote.
    function Invoke-Example([string] $Name, [string] $Topology = $sandbox.Topology, [switch] $AsCommand) {
        $example = [regex]::Match($page, "(?ms)^<!-- example: $Name -->\s+``````powershell\s+(.+?)\s+``````").Groups[1].Value
        $example | Should -Not -BeNullOrEmpty
        $script = Join-Path $TestDrive "$Name.ps1"
        Set-Content $script ("Import-Module '$ManifestPath'`n" + $example.Replace('./topology.json', "'$Topology'"))
        $executable = (Get-Process -Id $PID).Path
        $assembly = @(if ([IO.Path]::GetFileNameWithoutExtension($executable) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
        $how = if ($AsCommand) { '-Command', "& '$script'; exit `$LASTEXITCODE" } else { '-File', $script }
        Push-Location $TestDrive
        $output = & $executable @assembly -NoProfile -NonInteractive @how 2>$null 3>$null
        $code = $LASTEXITCODE
        Pop-Location
        [pscustomobject]@{ ExitCode = $code; Output = @($output) }
    }

    $nowhere = Join-Path $TestDrive 'nowhere.json'
}

AfterAll {
    Get-ChildItem env:BTSDR_CREDENTIAL_* | Remove-Item
}

Describe 'The page on automating' {
    It 'is right that a script goes through when all is well' {
        $run = Invoke-Example stop
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Contain 'All jobs stand still.'
        (Get-BtsJob $sandbox.Topology -Credential $sandbox.Credential -WarningAction SilentlyContinue | Where-Object Kind -EQ Backup).IsEnabled | Should -BeFalse
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
}
