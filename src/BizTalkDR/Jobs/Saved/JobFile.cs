using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BizTalkDR.Errors;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.PrivateFiles;

namespace BizTalkDR.Jobs.Saved;

/// <summary>
/// The jobs of a group in a file of JSON, with a script of T-SQL beside it. Both are their owner's alone: steps may hold passwords, and run as whoever
/// owns the jobs.
/// </summary>
public static class JobFile
{
    /// <summary>The version of the form that this module writes, and the only one it reads.</summary>
    public const int SchemaVersion = 1;

    internal const string FormatName = "BizTalkDR jobs";

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

        public required JobExport Jobs { get; init; }
    }

    /// <summary>The script that lies beside a file.</summary>
    public static string ScriptOf(string path) => Path.ChangeExtension(path, ".sql");

    /// <summary>Writes the jobs and their script, in place of files that are there already.</summary>
    /// <exception cref="BizTalkDRException"><c>JobFileNotWritable</c>, <c>JobFileNotPrivate</c>.</exception>
    public static void Save(JobExport jobs, string path)
    {
        var document = new Document
        {
            Format = FormatName,
            SchemaVersion = SchemaVersion,
            Jobs = jobs,
        };
        Write(path, JsonSerializer.SerializeToUtf8Bytes(document, Options));
        Write(ScriptOf(path), Encoding.UTF8.GetBytes(JobScript.Write(jobs)));
    }

    /// <summary>Reads a file of jobs, which must be its reader's alone.</summary>
    /// <exception cref="BizTalkDRException">
    /// <c>JobFileNotFound</c>, <c>JobFileNotReadable</c>, <c>NotAJobFile</c>, <c>JobFileVersion</c>, <c>JobFileDamaged</c>; <c>JobFileNotPrivate</c>:
    /// others can change it.
    /// </exception>
    public static JobExport Load(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw Error(
                "JobFileNotFound",
                ErrorKind.NotFound,
                $"There is no file of jobs '{path}'.",
                "Check the path; Export-BtsJob writes such a file."
            );
        if (PrivateFile.ProblemOfKind(path) is { } kind)
            throw OtherKind(path, kind);
        if (PrivateFile.Problem(path) is { } problem)
            throw Error(
                "JobFileNotPrivate",
                ErrorKind.Permission,
                $"The file of jobs '{path}' is not used: it {problem.Why}. Who can change it decides what runs on the instances.",
                problem.Remedy
            );
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Error(
                "JobFileNotReadable",
                ErrorKind.Permission,
                $"The file of jobs '{path}' can't be read: {error.Message}",
                "Check that this account may read the file and that nobody holds it open."
            );
        }
    }

    private static JobExport Parse(byte[] json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ToString() != FormatName)
                throw OtherKind(path, "is JSON of another kind");
            if (!root.TryGetProperty("schemaVersion", out var version) || version.ToString() != "1")
                throw Error(
                    "JobFileVersion",
                    ErrorKind.Configuration,
                    $"'{path}' has another schema version; this module reads version {SchemaVersion} only.",
                    MakeAnew
                );
            var jobs = root.Deserialize<Document>(Options)!.Jobs;
            var isWhole =
                jobs?.Instances is { Count: > 0 }
                && jobs.Instances.All(instance =>
                    instance is { Name.Length: > 0, Jobs: not null, Databases: not null }
                    && instance.Jobs.All(job =>
                        job is { Name.Length: > 0, Steps: not null, Schedules: not null, Calls: not null, Databases: not null }
                    )
                );
            return isWhole ? jobs! : throw Damaged(path, "an instance or a job lacks a part.");
        }
        catch (JsonException error)
        {
            throw Damaged(path, $"its JSON can't be read at {error.Path ?? "$"}, line {(error.LineNumber ?? 0) + 1}.");
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException or FormatException)
        {
            throw Damaged(path, "a part of it is of another kind than it should be.");
        }
    }

    private const string MakeAnew = "Make it again: Export-BtsJob.";

    private static void Write(string path, byte[] content)
    {
        try
        {
            PrivateFile.Replace(
                path,
                content,
                why =>
                    Error(
                        "JobFileNotPrivate",
                        ErrorKind.Permission,
                        $"A file of jobs at '{path}' could not be kept from others: it {why}. It was not left there.",
                        "Give a path in a folder whose file system keeps permissions, such as one below your home folder."
                    )
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Error(
                "JobFileNotWritable",
                ErrorKind.Configuration,
                $"The jobs can't be written to '{path}': {error.Message}",
                "Name a file in a folder that exists and that this account may write to."
            );
        }
    }

    private static BizTalkDRException OtherKind(string path, string why) =>
        Error(
            "NotAJobFile",
            ErrorKind.Configuration,
            $"'{path}' is not a file of jobs: it {why}.",
            "Name a file that Export-BtsJob wrote."
        );

    private static BizTalkDRException Damaged(string path, string why) =>
        Error("JobFileDamaged", ErrorKind.Configuration, $"The file of jobs '{path}' is damaged: {why}", MakeAnew);

    private static BizTalkDRException Error(string id, ErrorKind kind, string message, string remedy) =>
        new(id, kind, message) { Remedy = remedy };
}
