BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    $packages = Join-Path $TestDrive 'packages'
    & "$PSScriptRoot/../../module/Pack.ps1" -Path $ModuleFolder -Destination $packages
    $version = (Import-PowerShellDataFile $ManifestPath).ModuleVersion
    $package = Join-Path $packages "BizTalkDR.$version.nupkg"

    # The one-liner of docs/automation.md, run in the module's folder: what differs from files.sha256.
    $page = Get-Content -LiteralPath "$PSScriptRoot/../../docs/automation.md" -Raw
    $check = [regex]::Match($page, '(?ms)^<!-- check -->\s+```powershell\s+(.+?)\s+```').Groups[1].Value
    function Find-Difference([string] $Folder) {
        Push-Location $Folder
        try { & ([scriptblock]::Create($check)) } finally { Pop-Location }
    }
}

Describe 'The list of hashes' {
    It 'names every file of the module but itself, each once' {
        $listed = Get-Content (Join-Path $ModuleFolder 'files.sha256') | ForEach-Object { ($_ -split '  ', 2)[1] }
        $there = Get-ChildItem $ModuleFolder -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($ModuleFolder, $_.FullName).Replace('\', '/') }
        $listed | Sort-Object | Should -Be ($there | Where-Object { $_ -ne 'files.sha256' } | Sort-Object)
    }

    It 'is true, and tells what was changed, what is missing and what was added' {
        $check | Should -Not -BeNullOrEmpty
        Find-Difference $ModuleFolder | Should -BeNullOrEmpty
        $copy = Join-Path $TestDrive 'changed'
        Copy-Item $ModuleFolder $copy -Recurse
        Add-Content (Join-Path $copy 'BizTalkDR.psm1') '# changed'
        Remove-Item (Join-Path $copy 'LICENSE')
        Set-Content (Join-Path $copy 'added.dll') 'x'
        Find-Difference $copy | Sort-Object | Should -Be @('added.dll', 'BizTalkDR.psm1', 'LICENSE')
    }
}

Describe 'The package' {
    It 'is there, with its hash beside it' {
        $package | Should -Exist
        $told = (Get-Content (Join-Path $packages 'SHA256SUMS')) -split '  '
        $told | Should -Be @((Get-FileHash $package).Hash.ToLowerInvariant(), "BizTalkDR.$version.nupkg")
    }

    It 'says whose it is, under which license, and where its notes are' {
        $folder = Join-Path $TestDrive 'opened'
        Expand-Archive -LiteralPath $package -DestinationPath $folder
        [xml] $specification = Get-Content (Join-Path $folder 'BizTalkDR.nuspec') -Raw
        $metadata = $specification.package.metadata
        $metadata.id | Should -Be 'BizTalkDR'
        $metadata.version | Should -Be $version
        foreach ($element in 'authors', 'description', 'licenseUrl', 'projectUrl', 'releaseNotes', 'tags') {
            $metadata.$element | Should -Not -BeNullOrEmpty -Because $element
        }
        Join-Path $folder 'THIRD-PARTY-NOTICES.txt' | Should -Exist
    }

    It 'is installed from a folder into an empty one, as an offline site does, and is what was built' {
        $script = Join-Path $TestDrive 'install.ps1'
        Set-Content $script @"
            `$ErrorActionPreference = 'Stop'
            Register-PSResourceRepository -Name Offline -Uri '$packages' -Trusted
            `$null = New-Item -ItemType Directory -Path '$TestDrive/installed'
            Save-PSResource -Name BizTalkDR -Repository Offline -Path '$TestDrive/installed' -TrustRepository
            `$env:PSModulePath = '$TestDrive/installed'
            Import-Module BizTalkDR
            (Get-Module BizTalkDR).ModuleBase
            @(Get-Command -Module BizTalkDR).Count
"@
        # Repositories are kept in the user's profile, which is not touched.
        $variable = if ($IsWindows) { 'LOCALAPPDATA' } else { 'HOME' }
        $profileFolder = [Environment]::GetEnvironmentVariable($variable)
        [Environment]::SetEnvironmentVariable($variable, (New-Item -ItemType Directory (Join-Path $TestDrive 'profile')).FullName)
        try {
            $executable = (Get-Process -Id $PID).Path
            $assembly = @(if ([IO.Path]::GetFileNameWithoutExtension($executable) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
            $base, $count = & $executable @assembly -NoProfile -NonInteractive -File $script
        }
        finally {
            [Environment]::SetEnvironmentVariable($variable, $profileFolder)
        }
        $base | Should -Be (Join-Path $TestDrive installed BizTalkDR $version)
        $count | Should -Be @((Import-PowerShellDataFile $ManifestPath).CmdletsToExport).Count
        Find-Difference $base | Should -BeNullOrEmpty
    }
}
