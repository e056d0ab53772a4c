using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage.Backup;
using BizTalkDR.Sandbox.Storage.Requests;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>RESTORE LABELONLY: the media header of the devices, columns as SQL Server 2019 documents them.</summary>
internal static class LabelOnly
{
    private static readonly ResultTable<MediaHeader> Table = new()
    {
        { "MediaName", SqlType.NVarChar(128), media => media.MediaName },
        { "MediaSetId", SqlType.UniqueIdentifier, media => media.MediaSetId },
        { "FamilyCount", SqlType.Int, media => media.FamilyCount },
        { "FamilySequenceNumber", SqlType.Int, media => media.FamilySequenceNumber },
        { "MediaFamilyId", SqlType.UniqueIdentifier, media => media.MediaFamilyId },
        { "MediaSequenceNumber", SqlType.Int, media => media.MediaSequenceNumber },
        { "MediaLabelPresent", SqlType.TinyInt, media => media.MediaLabelPresent },
        { "MediaDescription", SqlType.NVarChar(255), media => media.MediaDescription },
        { "SoftwareName", SqlType.NVarChar(128), media => media.SoftwareName },
        { "SoftwareVendorId", SqlType.Int, media => media.SoftwareVendorId },
        { "MediaDate", SqlType.DateTime, media => media.MediaDate },
        { "MirrorCount", SqlType.Int, media => media.MirrorCount ?? 1 },
        { "IsCompressed", SqlType.Bit, media => media.IsCompressed },
    };

    /// <summary>Unlike the other forms it needs one member of a striped set only.</summary>
    internal static void Run(Caller session, RestoreRequest request, IResultSink sink)
    {
        using var family = new BackupDevices(session.Instance, request.Devices).OpenFirst();
        Table.Send(sink, [family.Media]);
    }
}
