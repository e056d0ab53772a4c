namespace BizTalkDR.BackupMedia.Reading;

/// <summary>Why a walk over a file could not go on.</summary>
/// <param name="Text">The sentence for people.</param>
/// <param name="AtEnd">Whether the file simply ends there: it is still being written, was cut off, or its writer died.</param>
/// <param name="IsUnknown">Whether it is no damage at all: what stands there is written in a way that can't be read here.</param>
internal sealed record MediaDamage(string Text, bool AtEnd = false, bool IsUnknown = false)
{
    /// <summary>The sentence as it stands in the header of a set.</summary>
    public string OfSet => AtEnd ? Text + " The backup is still being written, or it was cut off." : Text;

    public override string ToString() => Text;
}
