namespace BizTalkDR.Errors;

/// <summary>A topology document is wrong; <see cref="JsonPath"/> says where.</summary>
public sealed class TopologyException(string errorId, string message, string jsonPath, Exception? innerException = null)
    : BizTalkDRException(errorId, ErrorKind.Configuration, message, innerException)
{
    /// <summary>Where in the document, for example <c>$.source[1].address</c>.</summary>
    public string JsonPath { get; } = jsonPath;

    /// <summary>The file; null for a topology that comes from none.</summary>
    public string? FilePath { get; private init; }

    /// <summary>The same error, of a file; it says so.</summary>
    /// <param name="path">The file; null if it comes from none.</param>
    internal TopologyException InFile(string? path) =>
        path is null
            ? this
            : new TopologyException(ErrorId, $"In the topology file '{path}': {Message}", JsonPath, InnerException)
            {
                FilePath = path,
                Server = Server,
                Database = Database,
                Remedy = Remedy,
            };
}
