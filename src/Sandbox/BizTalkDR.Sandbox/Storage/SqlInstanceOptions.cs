using System.Net;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>How an instance is set up.</summary>
public sealed record SqlInstanceOptions
{
    /// <summary>@@SERVERNAME: the computer's name, with \INSTANCE for a named instance.</summary>
    public required string Name { get; init; }

    /// <summary>The product version; 15.0 is SQL Server 2019.</summary>
    public Version Version { get; init; } = new(15, 0, 4430, 1);

    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public IPEndPoint EndPoint { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The password of sa; null generates one.</summary>
    public string? SaPassword { get; init; }

    /// <summary>The folder of data files.</summary>
    public string DataPath { get; init; } = @"C:\Data";

    /// <summary>The folder of log files.</summary>
    public string LogPath { get; init; } = @"C:\Log";

    /// <summary>The folder of backups given without a path.</summary>
    public string BackupPath { get; init; } = @"C:\Backup";

    /// <summary>
    /// Whether connections can be encrypted, as on every SQL Server; where they can't, clients that ask for no encryption (Encrypt=Optional) are
    /// spared the handshake, and others hang up.
    /// </summary>
    public bool OffersEncryption { get; init; } = true;

    /// <summary>The server collation.</summary>
    public string Collation { get; init; } = "SQL_Latin1_General_CP1_CI_AS";
}
