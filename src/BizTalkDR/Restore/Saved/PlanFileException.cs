using BizTalkDR.Errors;

namespace BizTalkDR.Restore.Saved;

/// <summary>A saved plan can't be read or written, or is not what was saved.</summary>
public sealed class PlanFileException(string errorId, ErrorKind kind, string message, string? path, Exception? innerException = null)
    : BizTalkDRException(errorId, kind, message, innerException)
{
    /// <summary>The file, if the plan came from one.</summary>
    public string? Path { get; } = path;
}
