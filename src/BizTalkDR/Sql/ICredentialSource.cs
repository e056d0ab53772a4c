namespace BizTalkDR.Sql;

/// <summary>Finds credentials by the names that a topology gives them.</summary>
public interface ICredentialSource
{
    /// <summary>The credential of that name, or null if this source does not know it.</summary>
    InstanceCredential? Find(string reference);
}
