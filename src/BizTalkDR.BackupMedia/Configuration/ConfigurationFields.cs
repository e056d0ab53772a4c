namespace BizTalkDR.BackupMedia.Configuration;

/// <summary>
/// Where SQL Server keeps what in the records of an MQCI stream. Microsoft does not publish this layout. Every place named here is proven on files of
/// SQL Server 2005 to 2022: log sequence numbers link from file to file, dates match file names, sizes match file sizes, identifiers recur where
/// the documentation says they must. What could not be proven is not read.
/// </summary>
internal static class ConfigurationFields
{
    public const uint SetRecord = 'S' | 'C' << 8 | 'I' << 16 | 'N' << 24;
    public const uint FilegroupRecord = 'S' | 'F' << 8 | 'G' << 16 | 'I' << 24;
    public const uint FileRecord = 'S' | 'F' << 8 | 'I' << 16 | 'N' << 24;

    /// <summary>Only in files of this library: the values that have no proven place in the records above.</summary>
    public const uint ExtensionRecord = 'B' | 'D' << 8 | 'R' << 16 | 'X' << 24;

    public const int RecordHeaderLength = 8;

    /// <summary>Of SCIN.</summary>
    internal static class SetField
    {
        public const int Flags = 0x08;
        public const int DataFileCount = 0x0C;
        public const int LogFileCount = 0x10;
        public const int Build = 0x18;
        public const int MinorVersion = 0x1A;
        public const int MajorVersion = 0x1B;
        public const int FirstLsn = 0x20;
        public const int LastLsn = 0x2A;
        public const int CheckpointLsn = 0x34;
        public const int DatabaseBackupLsn = 0x3E;
        public const int DatabaseCreationDate = 0x48;
        public const int StartDate = 0x4D;
        public const int FinishDate = 0x52;
        public const int Type = 0x57;
        public const int SortOrder = 0x58;
        public const int CompatibilityLevel = 0x5B;
        public const int DatabaseVersion = 0x5E;
        public const int BackupSize = 0x60;
        public const int DatabaseName = 0x68;
        public const int ServerName = 0x6C;
        public const int UnicodeLocaleId = 0x74;
        public const int UnicodeComparisonStyle = 0x78;
        public const int BindingId = 0x7C;
        public const int EndLsn = 0x90;
        public const int RecoveryForkId = 0x9C;
        public const int ForkPointLsn = 0xAC;
        public const int PreviousForkId = 0xB8;
        public const int CollationCode = 0xD8;
        public const int CollationSortOrder = 0xDC;
        public const int FamilyGuid = 0xE0;
        public const int DatabaseStatus = 0xF4;
        public const int DifferentialBaseLsn = 0x104;
        public const int DifferentialBaseGuid = 0x110;
        public const int LastLogBackupLsn = 0x14C;
        public const int CompressedBackupSize = 0x158;
        public const int FixedLength2008 = 0x16C;
        public const int FixedLength2016 = 0x190;

        /// <summary>Set in every file seen, whatever the backup's kind.</summary>
        public const int FlagAlways = 0x200;

        /// <summary>Set in differentials.</summary>
        public const int FlagDifferential = 0x800;
    }

    /// <summary>Bits of the status column of sys.sysdatabases, which <see cref="SetField.DatabaseStatus"/> holds.</summary>
    internal static class StatusBit
    {
        public const int SelectIntoBulkCopy = 4;
        public const int TruncateLogOnCheckpoint = 8;
        public const int PageChecksums = 0x10000;
    }

    /// <summary>Of SFGI.</summary>
    internal static class FilegroupField
    {
        public const int Id = 0x0C;
        public const int IdInHeader = 0x08;
        public const int Name = 0x10;
    }

    /// <summary>Of SFIN.</summary>
    internal static class FileField
    {
        public const int PageSize = 0x10;
        public const int FileId = 0x14;
        public const int Kind = 0x1C;
        public const int SourceBlockSize = 0x20;
        public const int FileGroupId = 0x24;
        public const int Size = 0x28;
        public const int LogicalName = 0x30;
        public const int PhysicalName = 0x34;
        public const int MaxSize = 0x56;
        public const int CreateLsn = 0x8A;
        public const int DropLsn = 0x94;
        public const int DifferentialBaseLsn = 0x9E;
        public const int DifferentialBaseGuid = 0xAA;
        public const int UniqueId = 0xBA;
        public const int BackupSize = 0xFA;
        public const int FixedLength = 0x400;
        public const int KindData = 1;
        public const int KindLog = 2;
    }
}
