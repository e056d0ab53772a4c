BeforeDiscovery {
    . "$PSScriptRoot/Module.ps1"
    $cmdlets = (Get-Command -Module BizTalkDR).Name
}

BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    $pages = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..', 'docs', 'en-US'))
}

Describe 'Help of <_>' -ForEach $cmdlets {
    BeforeAll {
        $name = $_
        $help = Get-Help $name -Full
        $command = Get-Command $name
    }

    It 'has a synopsis and a description' {
        $help.Synopsis.Trim() | Should -Not -BeLike "$name *"
        $help.Synopsis.Trim() | Should -Not -BeNullOrEmpty
        $help.Description.Text | Should -Not -BeNullOrEmpty
    }

    It 'shows every parameter with its description' {
        $common = [Management.Automation.Cmdlet]::CommonParameters + 'ProgressAction'
        $own = $command.Parameters.Keys | Where-Object { $_ -notin $common }
        foreach ($parameter in $own) {
            (Get-Help $name -Parameter $parameter).Description.Text | Should -Not -BeNullOrEmpty -Because $parameter
        }
        $help.parameters.parameter.name | Sort-Object | Should -Be ($own | Sort-Object)
    }

    It 'shows the syntax PowerShell knows' {
        $page = Get-Content -Raw (Join-Path $pages "$name.md")
        foreach ($set in $command.ParameterSets) {
            $page | Should -BeLike ('*' + [wildcardpattern]::Escape("$name $set") + '*')
        }
    }

    It 'has examples that PowerShell understands' {
        @($help.Examples.Example).Count | Should -BeGreaterThan 0
        Get-Help $name -Examples | Out-String | Should -BeLike "*$name*"
        foreach ($example in $help.Examples.Example) {
            $problems = $null
            $tree = [Management.Automation.Language.Parser]::ParseInput($example.Code, [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty -Because $example.Code
            foreach ($call in $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
                if ($call.GetCommandName() -notlike '*-Bts*') {
                    continue
                }
                $called = Get-Command $call.GetCommandName() -ErrorAction Stop
                foreach ($element in $call.CommandElements) {
                    if ($element -is [Management.Automation.Language.CommandParameterAst]) {
                        $called.Parameters.ContainsKey($element.ParameterName) | Should -BeTrue -Because "$($call.Extent) has no -$($element.ParameterName)"
                    }
                }
            }
        }
    }
}

Describe 'about_BizTalkDR' {
    It 'is found' {
        Get-Help about_BizTalkDR | Out-String | Should -BeLike '*failback*'
        Get-Help about_BizTalkDR_Night | Out-String | Should -BeLike '*The point of no return*Undo-BtsRun*'
    }

    It 'names only commands and parameters that exist' {
        $text = Get-Help about_BizTalkDR | Out-String
        foreach ($match in [regex]::Matches($text, '\b[A-Z][a-z]+-Bts\w+')) {
            Get-Command $match.Value -Module BizTalkDR -ErrorAction SilentlyContinue | Should -Not -BeNullOrEmpty -Because $match.Value
        }
    }
}
