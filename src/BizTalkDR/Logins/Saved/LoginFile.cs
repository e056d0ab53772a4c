using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BizTalkDR.Errors;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.PrivateFiles;

namespace BizTalkDR.Logins.Saved;

/// <summary>
/// The logins of a group in a file of JSON that only its owner may read and write: it holds password hashes, and it decides who may do what on the
/// instances that it is imported to.
/// </summary>
public static class LoginFile
{
    /// <summary>The version of the form that this module writes, and the only one it reads.</summary>
    public const int SchemaVersion = 1;

    /// <summary>What tells such a file from any other JSON.</summary>
    internal const string FormatName = "BizTalkDR logins";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private sealed record Document
    {
        public required string Format { get; init; }

        public required int SchemaVersion { get; init; }

        public required LoginExport Logins { get; init; }
    }

    /// <summary>Writes the logins to a file that nobody else can read, in place of one that is there already.</summary>
    /// <exception cref="BizTalkDRException">
    /// <c>LoginFileNotWritable</c>; <c>LoginFileNotPrivate</c>: the file system keeps no permissions.
    /// </exception>
    public static void Save(LoginExport logins, string path)
    {
        if (Directory.Exists(path))
            throw LoginFileErrors.NotWritable(path, null);
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new Document
            {
                Format = FormatName,
                SchemaVersion = SchemaVersion,
                Logins = logins,
            },
            Options
        );
        try
        {
            PrivateFile.Replace(path, json, why => LoginFileErrors.NotKept(path, why));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw LoginFileErrors.NotWritable(path, error);
        }
    }

    /// <summary>Reads a file of logins, which must be its reader's alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="warn">Told where others can read the hashes.</param>
    /// <exception cref="BizTalkDRException">
    /// <c>LoginFileNotFound</c>, <c>LoginFileNotReadable</c>, <c>NotALoginFile</c>, <c>LoginFileVersion</c>, <c>LoginFileDamaged</c>;
    /// <c>LoginFileNotPrivate</c>: others can change it.
    /// </exception>
    public static LoginExport Load(string path, Action<string>? warn = null)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw LoginFileErrors.NotFound(path);
        if (PrivateFile.ProblemOfKind(path) is { } kind)
            throw LoginFileErrors.OtherKind(path, kind);
        if (PrivateFile.Problem(path) is { } problem)
            throw LoginFileErrors.NotPrivate(path, problem.Why, problem.Remedy);
        if (PrivateFile.OtherReaders(path) is { } readers)
            warn?.Invoke(
                $"The file of logins '{path}' {readers}. It holds password hashes: take that from them (chmod 600; icacls /inheritance:r)."
            );
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw LoginFileErrors.NotReadable(path, error);
        }
    }

    private static LoginExport Parse(byte[] json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            CheckFormat(document.RootElement, path);
            var logins = document.RootElement.Deserialize<Document>(Options)!.Logins;
            if (LoginFileRules.Problem(logins) is { } problem)
                throw LoginFileErrors.Damaged(path, problem);
            return logins;
        }
        catch (JsonException error)
        {
            // Its message may quote a value.
            throw LoginFileErrors.Damaged(path, $"its JSON can't be read at {error.Path ?? "$"}, line {(error.LineNumber ?? 0) + 1}.");
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException or FormatException)
        {
            throw LoginFileErrors.Damaged(path, "a part of it is of another kind than it should be.");
        }
    }

    private static void CheckFormat(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != FormatName)
            throw LoginFileErrors.OtherKind(path, "is JSON of another kind");
        var version = root.TryGetProperty("schemaVersion", out var given) ? given.GetRawText() : "(none)";
        if (version != SchemaVersion.ToString(System.Globalization.CultureInfo.InvariantCulture))
            throw LoginFileErrors.Version(
                path,
                version,
                root.TryGetProperty("logins", out var logins) ? Text(logins, "moduleVersion") : null
            );
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
