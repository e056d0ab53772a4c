BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    $manifest = Test-ModuleManifest $ManifestPath
}

Describe 'The manifest' {
    It 'is valid and for both editions' {
        $manifest.PowerShellVersion | Should -Be '5.1'
        $manifest.CompatiblePSEditions | Should -Be @('Desktop', 'Core')
        $manifest.PrivateData.PSData.Tags | Should -Contain 'BizTalk'
        $manifest.ProjectUri | Should -BeLike 'https://*'
        $manifest.LicenseUri | Should -BeLike 'https://*'
    }

    It 'exports cmdlets, and neither functions, aliases nor variables' {
        $manifest.ExportedCmdlets.Count | Should -Be @(Get-ChildItem "$PSScriptRoot/../../docs/en-US/*.md").Count
        $manifest.ExportedFunctions.Count | Should -Be 0
        $manifest.ExportedAliases.Count | Should -Be 0
        $manifest.ExportedVariables.Count | Should -Be 0
    }

    It 'uses approved verbs' {
        $approved = (Get-Verb).Verb
        foreach ($cmdlet in $manifest.ExportedCmdlets.Values) {
            $approved | Should -Contain $cmdlet.Verb
        }
    }

    It 'comes with a license, help and the cmdlets for both editions' {
        foreach ($file in 'LICENSE', 'en-US/BizTalkDR.PowerShell.dll-Help.xml', 'en-US/about_BizTalkDR.help.txt', 'en-US/about_BizTalkDR_Night.help.txt', 'bin/net8.0/BizTalkDR.PowerShell.dll', 'bin/net472/BizTalkDR.PowerShell.dll') {
            Join-Path $ModuleFolder $file | Should -Exist
        }
    }

    It 'comes with its pages, the schemas of its files and the runbook to copy' {
        foreach ($file in 'topology.md', 'readiness.md', 'runbook.md', 'topology.schema.json', 'restore-plan.schema.json', 'en-US/Get-BtsJob.md', 'runbooks/DisasterRecovery.Tests.ps1') {
            Join-Path $ModuleFolder docs $file | Should -Exist
        }
    }

    It 'brings SqlClient for Windows and Unix, and its native part' {
        foreach ($file in 'win/lib/net8.0/Microsoft.Data.SqlClient.dll', 'unix/lib/net8.0/Microsoft.Data.SqlClient.dll', 'win-x64/native/Microsoft.Data.SqlClient.SNI.dll', 'win-x86/native/Microsoft.Data.SqlClient.SNI.dll', 'win-arm64/native/Microsoft.Data.SqlClient.SNI.dll') {
            Join-Path $ModuleFolder "bin/net8.0/runtimes/$file" | Should -Exist
        }
    }

    It 'does not bring PowerShell itself' {
        Get-ChildItem $ModuleFolder -Recurse -Filter 'System.Management.Automation*' | Should -BeNullOrEmpty
    }
}

Describe 'Importing' {
    BeforeAll {
        $loaded = '[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { "$([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)/$($_.GetName().Name)" }'
    }

    It 'makes every cmdlet of the manifest available' {
        (Get-Command -Module BizTalkDR).Name | Should -Be ($manifest.ExportedCmdlets.Keys | Sort-Object)
    }

    It 'loads neither SMO nor SqlClient' {
        $names = Invoke-InNewProcess $loaded
        $names | Should -Contain 'BizTalkDR/BizTalkDR.PowerShell'
        $names -match 'SqlClient|Microsoft\.SqlServer' | Should -BeNullOrEmpty
    }

    It 'loads neither of them for what needs no server' {
        $names = Invoke-InNewProcess "Get-Help Get-BtsJob -Full | Out-Null; Get-Command -Module BizTalkDR -Syntax | Out-Null; Import-BtsTopology '$PSScriptRoot/topology.json' | Out-String | Out-Null; $loaded"
        $names -match 'SqlClient|Microsoft\.SqlServer' | Should -BeNullOrEmpty
    }

    It 'puts only the loader into the default context, and SqlClient into its own when it is needed' {
        $names = Invoke-InNewProcess "Get-BtsJob '$PSScriptRoot/topology.json' -Instance PROD1 -ErrorAction SilentlyContinue; $loaded"
        $names | Should -Contain 'BizTalkDR/Microsoft.Data.SqlClient'
        $names | Where-Object { $_ -like 'Default/BizTalkDR*' } | Should -Be 'Default/BizTalkDR.PowerShell.Loader'
        $names -match '^Default/.*SqlClient' | Should -BeNullOrEmpty
    }

    It 'finds every assembly of its folder, in its own context' {
        $loaded = Invoke-InNewProcess @'
            $context = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext([BizTalkDR.PowerShell.Loader.ModuleLoader]::Load())
            $folder = Split-Path ([BizTalkDR.PowerShell.Loader.ModuleLoader].Assembly.Location)
            foreach ($file in Get-ChildItem $folder -Filter *.dll -Recurse | Where-Object { $_.FullName -notmatch 'native|Loader' }) {
                $assembly = $context.LoadFromAssemblyName($file.BaseName)
                "$([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name)/$($file.BaseName)"
            }
'@
        $loaded | Should -Contain 'BizTalkDR/Azure.Identity'
        $loaded | Where-Object { $_ -notlike 'BizTalkDR/*' } | Should -BeNullOrEmpty
    }

    It 'never meets the SqlClient that another module has loaded' {
        $other = Join-Path $ModuleFolder 'bin/net8.0/runtimes/unix/lib/net8.0/Microsoft.Data.SqlClient.dll'
        $names = Invoke-InNewProcess "`$null = [Reflection.Assembly]::LoadFrom('$other'); Get-BtsJob '$PSScriptRoot/topology.json' -Instance PROD1 -ErrorAction SilentlyContinue; $loaded"
        @($names -match '/Microsoft\.Data\.SqlClient$').Count | Should -Be 2
        $names | Should -Contain 'BizTalkDR/Microsoft.Data.SqlClient'
    }

    It 'can be done again, and undone' {
        $counts = Invoke-InNewProcess "Import-Module '$ManifestPath' -Force; (Get-Command -Module BizTalkDR).Count; Remove-Module BizTalkDR; @(Get-Command Get-BtsJob -ErrorAction SilentlyContinue -Module BizTalkDR).Count; Import-Module '$ManifestPath'; (Get-Command -Module BizTalkDR).Count"
        $counts | Should -Be @($manifest.ExportedCmdlets.Count, 0, $manifest.ExportedCmdlets.Count)
    }
}
