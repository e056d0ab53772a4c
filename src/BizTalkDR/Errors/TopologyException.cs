namespace BizTalkDR.Errors;

/// <summary>A topology document is wrong; <see cref="JsonPath"/> says where.</summary>
public sealed class TopologyException(string errorId, string message, string jsonPath, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.Configuration, message, innerException)
{
    /// <summary>Where in the document, for example <c>$.source[1].address</c>.</summary>
    public string JsonPath { get; } = jsonPath;
}
