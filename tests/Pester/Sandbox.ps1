# Starts sandboxes (a production and a disaster recovery side) for the tests, and ends them.

if (-not (Test-Path Variable:global:BtsSandboxes)) {
    $global:BtsSandboxes = [Collections.Generic.List[object]]::new()
}

function New-Credential([string] $User, [string] $Password) {
    $secret = [securestring]::new()
    foreach ($character in $Password.ToCharArray()) {
        $secret.AppendChar($character)
    }
    [pscredential]::new($User, $secret)
}

# A sandbox of one's own, for tests that change it.
function Start-Sandbox {
    $root = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..'))
    $configuration = if ($env:BTSDR_CONFIGURATION) { $env:BTSDR_CONFIGURATION } else { 'Debug' }

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.WorkingDirectory = $root
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $drill = "src/Sandbox/BizTalkDR.Drill/bin/$configuration/net10.0/BizTalkDR.Drill.dll"
    foreach ($argument in $drill, 'serve') {
        $start.ArgumentList.Add($argument)
    }
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLineAsync()
    if (-not $line.Wait([timespan]::FromMinutes(15)) -or -not $line.Result) {
        throw 'The sandbox did not start.'
    }

    $served = ConvertFrom-Json $line.Result
    # The next sandbox writes its files to the same place.
    $folder = New-Item -ItemType Directory -Path ([IO.Path]::GetTempPath()) -Name "BizTalkDR-$([guid]::NewGuid())"
    $topology = Copy-Item $served.topology $folder -PassThru
    $sandbox = [pscustomobject]@{
        Process       = $process
        Folder        = $folder.FullName
        Served        = $served
        Topology      = $topology.FullName
        Credential    = @{}
        ServiceScript = [scriptblock]::Create((Get-Content -Raw $served.serviceScript))
    }
    $references = @{}
    $file = Get-Content -Raw $topology | ConvertFrom-Json
    foreach ($instance in @($file.source) + @($file.destination)) {
        $references[$instance.name] = $instance.credential
    }
    foreach ($instance in $served.instances) {
        $sandbox.Credential[$references[$instance.name]] = New-Credential $instance.user $instance.password
    }
    $global:BtsSandboxes.Add($sandbox)
    $sandbox
}

# Sandboxes that several files share: one for all that only read, one for jobs and services (each test leaves them at work), one for plans
# (log shipping stands still; its databases are restored by the last test of the last file).
function Get-SharedSandbox([ValidateSet('reading', 'jobs', 'plans')] [string] $For = 'reading') {
    if (-not $global:BtsSharedSandboxes) {
        $global:BtsSharedSandboxes = @{}
    }
    if (-not $global:BtsSharedSandboxes[$For] -or $global:BtsSharedSandboxes[$For].Process.HasExited) {
        $global:BtsSharedSandboxes[$For] = Start-Sandbox
    }
    $global:BtsSharedSandboxes[$For]
}

function Stop-Sandbox($Sandbox) {
    $Sandbox.Process.StandardInput.Close()
    if (-not $Sandbox.Process.WaitForExit(20000)) {
        $Sandbox.Process.Kill($true)
    }
    Remove-Item $Sandbox.Folder -Recurse -Force -ErrorAction SilentlyContinue
    $null = $global:BtsSandboxes.Remove($Sandbox)
}

function Stop-AllSandboxes {
    foreach ($sandbox in @($global:BtsSandboxes)) {
        Stop-Sandbox $sandbox
    }
}

# Waits until a condition holds; what it returns is returned. The limit is for what never comes, not for a slow machine.
function Wait-Until([scriptblock] $Condition, [int] $Seconds = 900, [string] $What = 'the condition') {
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
