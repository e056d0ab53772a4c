namespace BizTalkDR.Errors;

/// <summary>What sort of failure an error is; the cmdlets translate it to PowerShell's error categories.</summary>
public enum ErrorKind
{
    /// <summary>A topology, parameter or setting is wrong.</summary>
    Configuration,

    /// <summary>An instance can't be reached or refuses the login.</summary>
    Connection,

    /// <summary>The login lacks a permission.</summary>
    Permission,

    /// <summary>Something named does not exist.</summary>
    NotFound,

    /// <summary>The backup history can't answer, or contradicts itself.</summary>
    History,

    /// <summary>No restore sequence leads to the wished mark.</summary>
    Plan,

    /// <summary>A database or job is in a state that does not allow the operation.</summary>
    State,

    /// <summary>Somebody or something else is using the resource.</summary>
    Conflict,

    /// <summary>A statement or restore failed on the server.</summary>
    Operation,

    /// <summary>The operator stopped the operation.</summary>
    Cancelled,
}
