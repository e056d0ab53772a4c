namespace BizTalkDR.BackupMedia.Reading;

/// <summary>Why a walk over a file could not go on.</summary>
/// <param name="Text">The sentence for people.</param>
/// <param name="AtEnd">Whether the file simply ends there: it is still being written, was cut off, or its writer died.</param>
internal sealed record MediaDamage(string Text, bool AtEnd = false)
{
    public override string ToString() => Text;
}
