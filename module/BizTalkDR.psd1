@{
    RootModule             = 'BizTalkDR.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '68b2a174-19e7-4c80-ab77-1eb2ddc80d54'
    Author                 = 'The BizTalkDR maintainers'
    CompanyName            = 'The BizTalkDR maintainers'
    Copyright              = '(c) 2026 The BizTalkDR maintainers. MIT license.'
    Description            = 'Disaster recovery for BizTalk Server: backup sets and log marks, restores of all databases to the same mark, jobs and services of both sides, and the documented failback as one command.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    TypesToProcess         = @('BizTalkDR.Types.ps1xml')
    FormatsToProcess       = @('BizTalkDR.Format.ps1xml')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    CmdletsToExport        = @(
        'Backup-BtsDatabaseSet'
        'Disable-BtsBackupJob'
        'Disable-BtsRestoreJob'
        'Enable-BtsBackupJob'
        'Enable-BtsRestoreJob'
        'Export-BtsFailbackPlan'
        'Export-BtsJob'
        'Export-BtsLogin'
        'Export-BtsRestorePlan'
        'Export-BtsTopology'
        'Get-BtsBackupFile'
        'Get-BtsBackupSet'
        'Get-BtsDatabase'
        'Get-BtsJob'
        'Get-BtsLogMark'
        'Get-BtsLogShippingStatus'
        'Get-BtsRun'
        'Get-BtsService'
        'Import-BtsFailbackPlan'
        'Import-BtsJob'
        'Import-BtsLogin'
        'Import-BtsRestorePlan'
        'Import-BtsTopology'
        'Invoke-BtsFailback'
        'New-BtsFailbackPlan'
        'New-BtsRestorePlan'
        'Remove-BtsDatabaseSet'
        'Repair-BtsUser'
        'Restore-BtsDatabaseSet'
        'Show-BtsLogMark'
        'Start-BtsService'
        'Stop-BtsService'
        'Test-BtsDatabaseSet'
        'Test-BtsDisasterRecovery'
        'Test-BtsJob'
        'Test-BtsLogin'
        'Undo-BtsRun'
        'Wait-BtsRestoreJob'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = @('BizTalk', 'BizTalkServer', 'DisasterRecovery', 'SQLServer', 'LogShipping', 'Backup', 'Restore', 'Failback', 'Windows', 'Linux', 'MacOS')
            ProjectUri   = 'https://github.com/BizTalkDR/BizTalkDR'
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md, which comes with the module.'
        }
    }
}
