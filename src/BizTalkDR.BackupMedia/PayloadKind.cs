namespace BizTalkDR.BackupMedia;

/// <summary>What a payload of a backup set is.</summary>
public enum PayloadKind
{
    /// <summary>Data: the streams named MQDA, in blocks named MSDA. A real server writes database pages.</summary>
    Data,

    /// <summary>Transaction log: the streams named MQTL, in blocks named MSTL. A real server writes log blocks.</summary>
    Log,
}
