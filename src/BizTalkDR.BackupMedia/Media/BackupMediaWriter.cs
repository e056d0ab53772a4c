using BizTalkDR.BackupMedia.Writing;

namespace BizTalkDR.BackupMedia.Media;

/// <summary>
/// Writes backup files with the blocks and headers of SQL Server's, around payloads that only the caller understands.
/// Which of the three ways to begin is the caller's decision: BACKUP's rules for FORMAT, INIT and NOINIT stand in Microsoft's page on BACKUP;
/// <see cref="BackupMediaReader"/> tells what is there already (media name, sets, their expiration).
/// </summary>
public static class BackupMediaWriter
{
    /// <summary>Begins new media (a new file, or WITH FORMAT: whatever the files held is lost) and its first set.</summary>
    /// <param name="paths">One path for each family that the set is striped over.</param>
    /// <param name="media">Name, description and date of the media; an empty media set identifier gets a new one. Family numbers and identifiers are made here.</param>
    /// <param name="set">The set's header. Sizes, position, checksum and compression are filled in here.</param>
    /// <param name="options">How the set is written.</param>
    /// <exception cref="IOException">A file can't be created.</exception>
    public static BackupSetWriter Create(
        IReadOnlyList<string> paths,
        MediaHeader media,
        BackupSetHeader set,
        BackupSetOptions? options = null
    )
    {
        if (paths is null || paths.Count == 0)
            throw new ArgumentException("At least one path is needed.", nameof(paths));
        if (media is null)
            throw new ArgumentNullException(nameof(media));
        options ??= new BackupSetOptions();
        var mediaSetId = media.MediaSetId == Guid.Empty ? Guid.NewGuid() : media.MediaSetId;
        return Begin(
            paths,
            1,
            set,
            options,
            (path, index) =>
                FamilyWriter.Create(
                    path,
                    media with
                    {
                        MediaSetId = mediaSetId,
                        MediaFamilyId = Guid.NewGuid(),
                        FamilyCount = paths.Count,
                        FamilySequenceNumber = index + 1,
                        MediaSequenceNumber = 1,
                        BlockSize = FamilyWriter.BlockSize,
                    }
                )
        );
    }

    /// <summary>Begins another set behind those that the media hold (NOINIT). An unfinished set at the end, left by a writer that died, gives way.</summary>
    /// <exception cref="BackupMediaException">The files are no media set, or a set on them is damaged.</exception>
    /// <exception cref="IOException">A file can't be opened.</exception>
    public static BackupSetWriter Append(IReadOnlyList<string> paths, BackupSetHeader set, BackupSetOptions? options = null)
    {
        using var media = BackupMediaSet.Open([.. paths]);
        foreach (var family in media.Families)
        {
            if (family.Scans.FirstOrDefault(scan => !scan.IsComplete && !scan.IsCutOff) is { } damaged)
                throw new BackupMediaException(
                    BackupMediaError.Damaged,
                    $"{family.Path}: no set can be appended behind the damaged one at position {damaged.Header.Position}. {damaged.Header.Reason}"
                );
        }
        return Continue(media, media.Families.Min(family => family.Scans.Count(scan => scan.IsComplete)), set, options);
    }

    /// <summary>Begins the first set on existing media (INIT): their media header stays, their sets are lost.</summary>
    /// <exception cref="BackupMediaException">The files are no media set.</exception>
    /// <exception cref="IOException">A file can't be opened.</exception>
    public static BackupSetWriter Overwrite(IReadOnlyList<string> paths, BackupSetHeader set, BackupSetOptions? options = null)
    {
        using var media = BackupMediaSet.Open([.. paths]);
        return Continue(media, 0, set, options);
    }

    private static BackupSetWriter Continue(BackupMediaSet media, int setsKept, BackupSetHeader set, BackupSetOptions? options)
    {
        if (media.Families.FirstOrDefault(family => family.IsContainer) is { } container)
            throw new BackupMediaException(
                BackupMediaError.Unsupported,
                $"{container.Path}: SQL Server compressed these media; nothing but SQL Server can write to them."
            );
        var places = media
            .Families.Select(family => (Path: family.Path!, End: EndOf(family, setsKept), Filemarks: FilemarksOf(family, setsKept)))
            .ToList();
        media.Dispose();
        return Begin(
            places.ConvertAll(place => place.Path),
            setsKept + 1,
            set,
            options ?? new BackupSetOptions(),
            (path, index) => FamilyWriter.Continue(path, places[index].End, places[index].Filemarks)
        );
    }

    private static BackupSetWriter Begin(
        IReadOnlyList<string> paths,
        int position,
        BackupSetHeader set,
        BackupSetOptions options,
        Func<string, int, FamilyWriter> open
    )
    {
        if (set is null)
            throw new ArgumentNullException(nameof(set));
        var families = new List<FamilyWriter>();
        try
        {
            for (var i = 0; i < paths.Count; i++)
                families.Add(open(paths[i], i));
            return new BackupSetWriter(families, set with { Position = position }, options);
        }
        catch
        {
            families.ForEach(family => family.Dispose());
            throw;
        }
    }

    private static long EndOf(BackupMediaReader family, int sets) => sets == 0 ? family.FirstSet : family.Scans[sets - 1].Next;

    private static List<long> FilemarksOf(BackupMediaReader family, int sets) =>
        [family.FirstFilemark, .. family.Scans.Take(sets).SelectMany(scan => scan.Filemarks)];
}
