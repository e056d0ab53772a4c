namespace BizTalkDR.BackupMedia.Reading;

/// <summary>Reads the headers of a file: one kind for plain files, one for files that SQL Server compressed.</summary>
internal interface IMediaScanner
{
    /// <summary>Where the filemark behind the media header lies.</summary>
    long FirstFilemark { get; }

    /// <summary>Where the first set begins.</summary>
    long FirstSet { get; }

    /// <summary>Reads the media header; to be called before the sets are read.</summary>
    MediaHeader ReadMedia();

    /// <summary>Every set, in order; a set that is not complete is the last.</summary>
    IEnumerable<SetScan> ReadSets();

    /// <summary>Finds the payloads of a complete set.</summary>
    FamilyPayloads FindPayloads(SetScan scan);
}
