# Starts sandboxes (a production and a disaster recovery side) for the tests, and ends them.

if (-not (Test-Path Variable:global:BtsSandboxes)) {
    $global:BtsSandboxes = [Collections.Generic.List[object]]::new()
}

# A sandbox of one's own, for tests that change it.
function Start-Sandbox {
    $root = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..'))
    $configuration = if ($env:BTSDR_CONFIGURATION) { $env:BTSDR_CONFIGURATION } else { 'Debug' }

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.WorkingDirectory = $root
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    foreach ($argument in 'run', '--no-build', '--configuration', $configuration, '--project', 'src/BizTalkDR.Drill', '--', 'serve') {
        $start.ArgumentList.Add($argument)
    }
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait([timespan]::FromMinutes(2)) -or -not $line.Result) {
        throw 'The sandbox did not start.'
    }

    $served = ConvertFrom-Json $line.Result
    $sandbox = [pscustomobject]@{
        Process    = $process
        Served     = $served
        Topology   = $served.topology
        Credential = @{}
        Service    = [scriptblock]::Create((Get-Content -Raw $served.services))
    }
    $references = @{}
    $file = Get-Content -Raw $served.topology | ConvertFrom-Json
    foreach ($instance in @($file.source) + @($file.destination)) {
        $references[$instance.name] = $instance.credential
    }
    foreach ($instance in $served.instances) {
        $secret = [securestring]::new()
        foreach ($character in $instance.password.ToCharArray()) {
            $secret.AppendChar($character)
        }
        $sandbox.Credential[$references[$instance.name]] = [pscredential]::new($instance.user, $secret)
    }
    $global:BtsSandboxes.Add($sandbox)
    $sandbox
}

# One sandbox for all tests that only read.
function Get-SharedSandbox {
    if (-not $global:BtsSharedSandbox -or $global:BtsSharedSandbox.Process.HasExited) {
        $global:BtsSharedSandbox = Start-Sandbox
    }
    $global:BtsSharedSandbox
}

function Stop-Sandbox($Sandbox) {
    $Sandbox.Process.StandardInput.Close()
    if (-not $Sandbox.Process.WaitForExit(20000)) {
        $Sandbox.Process.Kill($true)
    }
    $null = $global:BtsSandboxes.Remove($Sandbox)
}

function Stop-AllSandboxes {
    foreach ($sandbox in @($global:BtsSandboxes)) {
        Stop-Sandbox $sandbox
    }
}

# Waits until a condition holds; what it returns is returned.
function Wait-Until([scriptblock] $Condition, [int] $Seconds = 60, [string] $What = 'the condition') {
    $end = [datetime]::UtcNow.AddSeconds($Seconds)
    while ([datetime]::UtcNow -lt $end) {
        $found = & $Condition
        if ($found) {
            return $found
        }
        Start-Sleep -Milliseconds 250
    }
    throw "Waited $Seconds seconds for $What."
}
