namespace BizTalkDR.BackupMedia.Media;

/// <summary>All families of a media set: the one file, or the several files that its backups are striped over.</summary>
public sealed class BackupMediaSet : IDisposable
{
    private readonly List<BackupMediaReader> families;

    private BackupMediaSet(List<BackupMediaReader> families) => this.families = families;

    /// <summary>The media header of the first family.</summary>
    public MediaHeader Media => families[0].Media;

    /// <summary>The families, in order of their sequence number.</summary>
    public IReadOnlyList<BackupMediaReader> Families => families;

    /// <summary>The backup sets, by the headers in the first family; one that is damaged in any family is damaged.</summary>
    public IReadOnlyList<BackupSetHeader> Sets
    {
        get
        {
            var sets = new List<BackupSetHeader>();
            for (var i = 0; i < families.Max(family => family.Scans.Count); i++)
                sets.Add(HeaderAt(i));
            return sets;
        }
    }

    /// <summary>Opens all families of a media set, in any order of paths.</summary>
    /// <exception cref="BackupMediaException">A file is not backup media, a family is missing, or the files do not belong together.</exception>
    /// <exception cref="IOException">A file can't be opened or read.</exception>
    public static BackupMediaSet Open(params string[] paths)
    {
        if (paths is null || paths.Length == 0)
            throw new ArgumentException("At least one path is needed.", nameof(paths));
        var families = new List<BackupMediaReader>();
        try
        {
            foreach (var path in paths)
                families.Add(BackupMediaReader.Open(path));
            return Join(families);
        }
        catch
        {
            families.ForEach(family => family.Dispose());
            throw;
        }
    }

    /// <summary>Makes a media set of opened families, which it then owns.</summary>
    /// <exception cref="BackupMediaException">A family is missing, or the files do not belong together.</exception>
    public static BackupMediaSet Join(IEnumerable<BackupMediaReader> families)
    {
        var ordered = families.OrderBy(family => family.Media.FamilySequenceNumber).ToList();
        if (ordered.Count == 0)
            throw new ArgumentException("At least one family is needed.", nameof(families));
        var first = ordered[0].Media;
        if (ordered.Exists(family => family.Media.MediaSetId != first.MediaSetId))
            throw new BackupMediaException(BackupMediaError.MixedMedia, $"The files belong to different media sets: {PathsOf(ordered)}.");
        if (ordered.GroupBy(family => family.Media.FamilySequenceNumber).Any(family => family.Count() > 1))
            throw new BackupMediaException(BackupMediaError.MixedMedia, $"A family of the media set was given twice: {PathsOf(ordered)}.");
        if (ordered.Count != first.FamilyCount)
            throw new BackupMediaException(
                BackupMediaError.MissingFamily,
                $"The media set has {first.FamilyCount} media families but only {ordered.Count} are provided. All members must be provided: {PathsOf(ordered)}."
            );
        return new BackupMediaSet(ordered);
    }

    /// <summary>Opens the payloads of a set.</summary>
    /// <param name="position">The set's position, from 1.</param>
    /// <exception cref="BackupMediaException">There is no such set, or it is damaged or incomplete.</exception>
    public BackupSetReader OpenSet(int position)
    {
        var missing = families.Find(family => position < 1 || position > family.Scans.Count);
        if (missing is not null)
            throw new BackupMediaException(
                BackupMediaError.NoSuchSet,
                $"{missing.Path ?? "The file"} holds {missing.Scans.Count} backup sets; there is none at position {position}."
            );
        var header = HeaderAt(position - 1);
        if (families.Exists(family => !family.Scans[position - 1].IsComplete))
            throw new BackupMediaException(
                BackupMediaError.DamagedSet,
                $"The backup set at position {position} of {PathsOf(families)} is damaged. {header.Reason}"
            );
        return new BackupSetReader(header, families.ConvertAll(family => family.FindPayloads(position)));
    }

    /// <inheritdoc/>
    public void Dispose() => families.ForEach(family => family.Dispose());

    private BackupSetHeader HeaderAt(int index)
    {
        var headers = families.Where(family => index < family.Scans.Count).Select(family => family.Scans[index].Header).ToList();
        var damaged = headers.Find(header => header.IsDamaged);
        var damage = damaged?.Reason;
        if (headers.Count < families.Count)
            damage = "The set is missing from a family of the media set.";
        else if (headers.Exists(header => header.BackupSetGUID != headers[0].BackupSetGUID))
            damage = "The families hold different backup sets at this position.";
        return damage is null ? headers[0] : headers[0] with { IsDamaged = true, Reason = damage };
    }

    private static string PathsOf(List<BackupMediaReader> families) =>
        string.Join(", ", families.Select(family => family.Path ?? "(stream)"));
}
