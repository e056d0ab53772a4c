BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
}

Describe 'Show-BtsLogMark' {
    It 'draws a lane for each database, and the recommended mark' {
        $mark = Wait-Until { Get-BtsLogMark $topology -Recommended @login } -What 'a recommended mark'
        $file = Show-BtsLogMark $topology $mark.Name -Path (Join-Path $sandbox.Folder marks.html) @login
        $page = Get-Content -Raw $file
        $page | Should -BeLike "*Mark $($mark.Name)*"
        foreach ($database in $mark.Databases) {
            $page | Should -BeLike "*>$database</text>*"
        }
        ([regex]::Matches($page, 'class="chain-log"')).Count | Should -BeGreaterThan $mark.Databases.Count
    }
}
