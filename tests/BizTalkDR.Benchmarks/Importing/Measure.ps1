# Imports a module in a session that has imported nothing yet, and tells what that took, in milliseconds: time, processor time.
param([Parameter(Mandatory)][string] $Manifest)
$ErrorActionPreference = 'Stop'
$process = [Diagnostics.Process]::GetCurrentProcess()
$processor = $process.TotalProcessorTime
$clock = [Diagnostics.Stopwatch]::StartNew()
Import-Module -Name $Manifest
$elapsed = $clock.Elapsed
$process.Refresh()
[Console]::WriteLine(('{0} {1}' -f $elapsed.Ticks, ($process.TotalProcessorTime - $processor).Ticks))
