using System.Collections.Concurrent;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.BackupMedia.Media;

namespace BizTalkDR.BackupMedia.Tests.Files;

public sealed class BackupFileReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Properties_have_the_names_of_headeronly_labelonly_and_filelistonly()
    {
        // The result sets as Microsoft documents them; CodePage, Collation and so on are columns of SQL Server too.
        const string headerOnly =
            "BackupName BackupDescription BackupType ExpirationDate Compressed Position DeviceType UserName ServerName DatabaseName DatabaseVersion "
            + "DatabaseCreationDate BackupSize FirstLSN LastLSN CheckpointLSN DatabaseBackupLSN BackupStartDate BackupFinishDate SortOrder CodePage "
            + "UnicodeLocaleId UnicodeComparisonStyle CompatibilityLevel SoftwareVendorId SoftwareVersionMajor SoftwareVersionMinor "
            + "SoftwareVersionBuild MachineName Flags BindingID RecoveryForkID Collation FamilyGUID HasBulkLoggedData IsSnapshot IsReadOnly "
            + "IsSingleUser HasBackupChecksums IsDamaged BeginsLogChain HasIncompleteMetaData IsForceOffline IsCopyOnly FirstRecoveryForkID "
            + "ForkPointLSN RecoveryModel DifferentialBaseLSN DifferentialBaseGUID BackupTypeDescription BackupSetGUID CompressedBackupSize "
            + "Containment KeyAlgorithm EncryptorThumbprint EncryptorType";
        const string labelOnly =
            "MediaName MediaSetId FamilyCount FamilySequenceNumber MediaFamilyId MediaSequenceNumber MediaLabelPresent MediaDescription "
            + "SoftwareName SoftwareVendorId MediaDate MirrorCount";
        const string fileListOnly =
            "LogicalName PhysicalName Type FileGroupName Size MaxSize FileId CreateLSN DropLSN UniqueId ReadOnlyLSN ReadWriteLSN "
            + "BackupSizeInBytes SourceBlockSize FileGroupId LogGroupGUID DifferentialBaseLSN DifferentialBaseGUID IsReadOnly IsPresent "
            + "TDEThumbprint SnapshotUrl";
        var properties = typeof(BackupFileHeader).GetProperties().Select(property => property.Name).ToHashSet();
        Assert.Empty(headerOnly.Split(' ').Concat(labelOnly.Split(' ')).Except(properties));
        Assert.Equal(
            fileListOnly.Split(' ').Order(StringComparer.Ordinal),
            typeof(BackupFileEntry).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_set_of_a_file_is_one_object_with_all_that_its_header_says()
    {
        var path = WriteThreeSets("a.bak");
        using var media = BackupMediaReader.Open(path);
        var expected = media.Sets.ToList();
        var read = Read(path);
        Assert.Equal([1, 2, 3], read.Select(set => set.Position!.Value));
        foreach (var property in typeof(BackupSetHeader).GetProperties().Where(property => property.Name != nameof(BackupSetHeader.Files)))
        foreach (var (set, header) in expected.Zip(read))
            Assert.Equal(property.GetValue(set), typeof(BackupFileHeader).GetProperty(property.Name)!.GetValue(header));
        foreach (
            var property in typeof(MediaHeader)
                .GetProperties()
                .Where(property => typeof(BackupFileHeader).GetProperty(property.Name) is not null)
        )
            Assert.Equal(property.GetValue(media.Media), typeof(BackupFileHeader).GetProperty(property.Name)!.GetValue(read[0]));
        Assert.Equal(expected[0].Files, read[0].FileList!);
        Assert.Equal((path, new FileInfo(path).Length), (read[0].Path, read[0].FileSize));
        Assert.Equal((false, false, false), (read[0].Encrypted, read[0].Compressed, read[0].IsPasswordProtected));
    }

    [Fact]
    public void Start_and_finish_carry_the_servers_distance_from_UTC_where_the_set_tells_it()
    {
        var first = Read(WriteThreeSets("a.bak"))[0];
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 15, 0, TimeSpan.FromHours(-5)), first.BackupStartTime);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 15, 7, TimeSpan.FromHours(-5)), first.BackupFinishTime);
        var path = folder.File("b.bak");
        BackupMediaWriter
            .Create([path], Samples.Media, Samples.Set(BackupType.Database) with { TimeZoneOffset = null })
            .WriteSet(Samples.Bytes(10));
        var second = Assert.Single(Read(path));
        Assert.NotNull(second.BackupStartDate);
        Assert.Null(second.BackupStartTime);
        Assert.Null(second.TimeZoneOffset);
    }

    [Fact]
    public void Sets_come_in_the_order_of_the_files_whichever_is_read_first()
    {
        var paths = Enumerable.Range(0, 40).Select(i => WriteThreeSets($"{i}.bak")).ToList();
        var random = new Random(5);
        var delays = paths.ToDictionary(path => path, _ => random.Next(6));
        using var reader = new BackupFileReader(
            8,
            path =>
            {
                Thread.Sleep(delays[path]);
                return File.OpenRead(path);
            }
        );
        var read = paths.SelectMany(path => reader.Add(new FoundFile(path, null))).Concat(reader.Finish()).ToList();
        Assert.Equal(paths.SelectMany(path => Enumerable.Repeat(path, 3)), read.Select(set => set.Path));
    }

    [Fact]
    public void No_more_files_are_open_than_the_limit_says()
    {
        var paths = Enumerable.Range(0, 30).Select(i => WriteThreeSets($"{i}.bak")).ToList();
        var open = new ConcurrentDictionary<Stream, bool>();
        var most = 0;
        var opened = 0;
        var gate = new Lock();
        using (
            var reader = new BackupFileReader(
                3,
                path =>
                {
                    var stream = new ClosingStream(File.OpenRead(path), closed => open.TryRemove(closed, out _));
                    open[stream] = true;
                    lock (gate)
                        most = Math.Max(most, open.Count);
                    // The first is not let go before another is open too, however slow the machine is.
                    if (Interlocked.Increment(ref opened) == 1)
                        SpinWait.SpinUntil(() => Volatile.Read(ref most) > 1, TimeSpan.FromMinutes(15));
                    return stream;
                }
            )
        )
            Assert.Equal(90, paths.SelectMany(path => reader.Add(new FoundFile(path, null))).Concat(reader.Finish()).Count());
        Assert.InRange(most, 2, 3);
        Assert.Empty(open);
    }

    [Fact]
    public void A_file_with_more_sets_than_are_read_ahead_is_read_as_they_are_taken_and_closed_when_nobody_takes_them()
    {
        var path = WriteManySets(300);
        CountingStream? stream = null;
        var closed = false;
        var reader = new BackupFileReader(
            2,
            name =>
            {
                stream = new CountingStream(File.OpenRead(name));
                return new ClosingStream(stream, _ => closed = true);
            }
        );
        Assert.Empty(reader.Add(new FoundFile(path, null)));
        using (var sets = reader.Finish().GetEnumerator())
        {
            Assert.True(sets.MoveNext());
            var ahead = stream!.BytesRead;
            Assert.InRange(ahead, 1, stream.Length / 2);
            for (var i = 1; i < 300; i++)
                Assert.True(sets.MoveNext());
            Assert.Equal(300, sets.Current.Position);
            Assert.True(stream.BytesRead > ahead);
            Assert.False(sets.MoveNext());
        }
        Assert.True(closed);

        closed = false;
        Assert.Empty(reader.Add(new FoundFile(path, null)));
        reader.Dispose();
        Assert.True(SpinWait.SpinUntil(() => closed, TimeSpan.FromMinutes(15)));
    }

    [Fact]
    public void Who_cancels_does_not_wait_for_a_share_that_does_not_answer()
    {
        using var answer = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        using var reader = new BackupFileReader(
            1,
            path =>
            {
                stop.CancelAfter(20);
                answer.Wait();
                return File.OpenRead(path);
            },
            stop.Token
        );
        Assert.Empty(reader.Add(new FoundFile(WriteThreeSets("a.bak"), null)));
        Assert.ThrowsAny<OperationCanceledException>(() => reader.Finish().ToList());
        answer.Set();
    }

    private List<BackupFileHeader> Read(string path) => [.. BackupFileReader.ReadAll([new FoundFile(path, null)], 2)];

    private string WriteThreeSets(string name)
    {
        var path = folder.File(name);
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(4_000));
        BackupMediaWriter.Append([path], Samples.Set(BackupType.DifferentialDatabase)).WriteSet(Samples.Bytes(400));
        BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: Samples.Bytes(400));
        return path;
    }

    private string WriteManySets(int count)
    {
        var path = folder.File("many.bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Log)).WriteSet(log: Samples.Bytes(20_000));
        for (var i = 1; i < count; i++)
            BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: Samples.Bytes(20_000));
        return path;
    }
}
