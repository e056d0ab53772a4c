BeforeAll {
    . "$PSScriptRoot/Module.ps1"
    . "$PSScriptRoot/Sandbox.ps1"
    $sandbox = Get-SharedSandbox plans
    $login = @{ Credential = $sandbox.Credential }
    $topology = Import-BtsTopology $sandbox.Topology
    $quiet = @{ WarningAction = 'SilentlyContinue' }
    $destinations = @($topology.Destination.Name)
    # A database that log shipping moves is not where its plan found it.
    Disable-BtsRestoreJob $topology -Confirm:$false @login
    $null = Wait-BtsRestoreJob $topology @login
}

Describe 'New-BtsRestorePlan' {
    It 'returns a plan for all databases, and says where it comes from' {
        $plan = New-BtsRestorePlan $topology @login @quiet
        $plan.Databases.Count | Should -Be 9
        $plan.Mark.Name | Should -Match '^BTS_\d{4}_'
        $plan.Origin.Instances.Name | Sort-Object | Should -Be ($destinations | Sort-Object)
        $plan.EstimatedBytes | Should -BeGreaterThan 0
    }

    It 'shows mark, databases and data loss' {
        $shown = New-BtsRestorePlan $topology @login @quiet | Out-String -Width 200
        $shown | Should -Match 'Mark\s+: BTS_\d{4}_\S+ \(rule: \w+\)'
        $shown | Should -Match 'BizTalkMgmtDb \((Continues|StartsOver)\)'
        $shown | Should -Match 'ExpectedDataLoss\s+: \d'
        (New-BtsRestorePlan $topology @login @quiet).Databases | Out-String -Width 200 | Should -Match '(Continues|StartsOver)\s+\S+/BizTalkMgmtDb\s+\d+'
    }

    It 'holds lists that are indexed' {
        $plan = New-BtsRestorePlan $topology -Start StartOver @login @quiet
        @($plan.Databases[0]).Count | Should -Be 1
        @($plan.Databases[0].Actions[0]).Count | Should -Be 1
        @($plan.Databases[0].Actions[0].Moves[0]).Count | Should -BeLessOrEqual 1
        @($plan.Databases[0].Position.Files[0]).Count | Should -Be 1
        @($plan.Origin.Instances[0]).Count | Should -Be 1
        @($plan.Origin.Destination[0]).Count | Should -Be 1
    }

    It 'shows no names of types, however it is shown' {
        $plan = New-BtsRestorePlan $topology -Start StartOver @login @quiet
        $plan | Format-Table | Out-String -Width 80 | Should -Match "$($plan.Mark.Name)\s.*\s9\s"
        $action = $plan.Databases[0].Actions[0]
        $action | Out-String -Width 120 | Should -Match "Full\s+\d+\s+$([regex]::Escape($action.Backup.FileName.Substring(0, 20)))"
        $action | Format-List | Out-String -Width 200 | Should -Match 'Moves\s+: \S+ to '
        foreach ($each in $plan, $plan.Databases[0], $action, $action.Backup, $plan.Databases[0].Position) {
            $each | Format-List * | Out-String -Width 200 | Should -Not -Match 'System\.Collections|\w+ \{ \w+ ='
        }
    }

    It 'takes the topology from the pipeline' {
        ($sandbox.Topology | New-BtsRestorePlan @login @quiet).Databases.Count | Should -Be 9
    }

    It 'takes the mark from the pipeline, but not several' {
        $mark = Get-BtsLogMark $topology @login | Where-Object IsUsable | Select-Object -First 1
        ($mark | New-BtsRestorePlan $topology @login @quiet).Mark.Name | Should -Be $mark.Name
        $null = Get-BtsLogMark $topology @login | New-BtsRestorePlan $topology -ErrorVariable problem -ErrorAction SilentlyContinue @login
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PlanParameterWrong*'
    }

    It 'returns one script for each instance, which says whose it is' {
        $scripts = @(New-BtsRestorePlan $topology -AsScript @login @quiet)
        $scripts.Instance | Sort-Object | Should -Be ($destinations | Sort-Object)
        $scripts | ForEach-Object { $_ | Should -BeOfType [string] }
        $scripts -join "`n" | Should -BeLike '*RESTORE LOG ?SSODB?*'
    }

    It 'writes script files' {
        $files = New-BtsRestorePlan $topology -OutputDirectory (Join-Path $sandbox.Folder 'sql') @login @quiet
        $files.Name | Sort-Object | Should -Be ($destinations | ForEach-Object { "$_.sql" } | Sort-Object)
        Get-Content $files[0].FullName -TotalCount 1 | Should -Match '^-- Restore plan for '
    }

    It 'names a missing folder for each instance, one error each' {
        $plan = New-BtsRestorePlan $topology -Start StartOver -DestinationDataDirectory D:\Nowhere -ErrorVariable problems -ErrorAction SilentlyContinue @login @quiet
        $plan | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId | Should -BeLike 'PlanMissingFolder,*'
        $problems.TargetObject | Sort-Object | Should -Be ($destinations | Sort-Object)
        $problems[0].Exception.Message | Should -BeLike '*D:\Nowhere*BizTalkMgmtDb*'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike 'Create the folder*'
    }

    It 'places files in default folders and at exact paths' {
        $log = (New-BtsRestorePlan $topology @login @quiet).Databases.Where{ $_.Target.Database -eq 'SSODB' }.Position.Files.PhysicalName[1]
        $path = $log.Substring(0, $log.LastIndexOf('\') + 1) + 'sso at another place.ldf'
        $plan = New-BtsRestorePlan $topology -Start StartOver -UseDestinationDefaultDirectories -FileMapping @{ SSODB = @{ SSODB_log = $path } } @login @quiet
        $moves = $plan.Databases.Where{ $_.Target.Database -eq 'SSODB' }.Actions[0].Moves
        $moves.PhysicalName | Should -Contain $path
        $moves.LogicalName | Should -Contain 'SSODB'
    }

    It 'completes marks' {
        foreach ($reference in $sandbox.Credential.Keys) {
            $name = $reference.ToUpperInvariant() -replace '[^A-Z0-9]', '_'
            Set-Item "Env:BTSDR_CREDENTIAL_${name}_USER" $sandbox.Credential[$reference].UserName
            Set-Item "Env:BTSDR_CREDENTIAL_${name}_PASSWORD" $sandbox.Credential[$reference].GetNetworkCredential().Password
        }
        try {
            $line = "New-BtsRestorePlan -Topology '$($sandbox.Topology)' -Mark BTS"
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Match '^BTS_\d{4}_'
        }
        finally {
            Get-ChildItem Env:BTSDR_CREDENTIAL_* | Remove-Item
        }
    }

    It 'takes its parameters by the names of its relatives too' {
        $parameters = (Get-Command New-BtsRestorePlan).Parameters
        $parameters['Replace'].Aliases | Should -Contain 'ReplaceExisting'
        $parameters['NoRecovery'].Aliases | Should -Contain 'LeaveRestoring'
        $parameters['DataDirectory'].Aliases | Should -Contain 'DestinationDataDirectory'
        $parameters['LogDirectory'].Aliases | Should -Contain 'DestinationLogDirectory'
    }
}
