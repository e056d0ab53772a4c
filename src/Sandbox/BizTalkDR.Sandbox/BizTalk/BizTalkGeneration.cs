namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>The generations of the backup procedures, as they were published.</summary>
public enum BizTalkGeneration
{
    /// <summary>Before the job could compress: three steps, plain BACKUP, no parameter @bCompression.</summary>
    BeforeCompression,

    /// <summary>Up to 2016: compression with its silent second try; the history is cleared once a later full set is there.</summary>
    BizTalk2016,

    /// <summary>2020: URLs; log sets leave the history, and marks the databases, once a later log set is there.</summary>
    BizTalk2020,
}
