namespace BizTalkDR.Sandbox.Errors;

/// <summary>One message as SQL Server sends it: an error (severity above 10) or information.</summary>
/// <param name="Number">The number in sys.messages; 50000 and above for messages of the user's own.</param>
/// <param name="Severity">0 to 25; 11 and above is an error, 20 and above ends the connection.</param>
/// <param name="State">The state, 1 unless documented otherwise.</param>
/// <param name="Text">The finished text.</param>
/// <param name="Line">The line in the batch or procedure, from 1.</param>
/// <param name="Procedure">The procedure in which it was raised, or null in a batch.</param>
public sealed record SqlMessage(int Number, byte Severity, byte State, string Text, int Line = 1, string? Procedure = null)
{
    /// <summary>Whether this is an error and not information.</summary>
    public bool IsError => Severity > 10;
}
