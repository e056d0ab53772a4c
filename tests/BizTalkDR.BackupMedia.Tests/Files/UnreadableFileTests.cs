using System.Buffers.Binary;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.BackupMedia.Tests.Compressed;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.BackupMedia.Tests.Files;

/// <summary>Whatever lies in a file, or happens to it, becomes an object with a reason; never an exception, never a guess.</summary>
public sealed class UnreadableFileTests : IDisposable
{
    private const int MostReads = 20_000;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("just some text", "The file does not begin as SQL Server backup media do.")]
    [InlineData("TAPE", "The media header is damaged.")]
    public void A_foreign_file_says_so_and_nothing_else_is_known(string content, string reason)
    {
        var path = folder.File("a.bak");
        File.WriteAllText(path, content);
        var header = Assert.Single(Read(path));
        Assert.True(header.IsDamaged);
        Assert.Contains(reason, header.Reason, StringComparison.Ordinal);
        Assert.Equal(content.Length, header.FileSize);
        AssertNothingElseIsKnown(header);
    }

    [Fact]
    public void A_file_that_vanished_and_a_folder_opened_as_a_file_and_a_loop_of_links_say_so()
    {
        Assert.Equal("The file is not there: it was deleted or moved.", Assert.Single(Read(folder.File("none.bak"))).Reason);
        Assert.Equal("Access to the file is denied.", Assert.Single(Read(Path.GetDirectoryName(folder.File("x"))!)).Reason);
        var loop = folder.File("loop.bak");
        File.CreateSymbolicLink(loop, loop);
        var header = Assert.Single(Read(loop));
        Assert.True(header.IsDamaged);
        Assert.StartsWith("The file can't be read: ", header.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_to_and_a_link_to_it_are_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows keeps no pipes in folders.");
        var pipe = folder.File("pipe.bak");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", pipe))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        var link = folder.File("link.bak");
        File.CreateSymbolicLink(link, pipe);

        var reading = Task.Run(() => Read(pipe).Concat(Read(link)).ToList(), TestContext.Current.CancellationToken);
        var headers = await reading.WaitAsync(TimeSpan.FromMinutes(15), TestContext.Current.CancellationToken);

        Assert.Equal(["The file is empty.", "The file is empty."], headers.Select(header => header.Reason));
    }

    [Fact]
    public void A_folder_that_can_not_be_listed_says_so()
    {
        var failure = new UnauthorizedAccessException("Access to the path is denied.");
        var header = Assert.Single(BackupFileReader.ReadAll([new FoundFile(folder.File("x"), failure)], 1));
        Assert.True(header.IsDamaged);
        Assert.Equal("The folder can't be listed: Access to the path is denied.", header.Reason);
        AssertNothingElseIsKnown(header);
    }

    [Fact]
    public void A_share_that_goes_away_in_the_middle_leaves_the_sets_read_so_far_and_a_reason()
    {
        var path = WriteThreeSets();
        long length;
        using (var media = BackupMediaReader.Open(path))
            length = media.Scans[1].Start + 17_000;
        // The reader looks 16 KB ahead; this is enough to end the first set, and not to end the second.
        using var reader = new BackupFileReader(1, name => new ClosingStream(File.OpenRead(name), _ => { }, length));
        var headers = reader.Add(new FoundFile(path, null)).Concat(reader.Finish()).ToList();
        Assert.Equal([1, null], headers.Select(header => header.Position));
        Assert.Equal("The file can't be read: The specified network name is no longer available.", headers[1].Reason);
        Assert.NotNull(headers[1].MediaSetId);
    }

    [Fact]
    public void A_set_that_is_still_being_written_says_so_and_is_whole_once_it_is()
    {
        var path = folder.File("a.bak");
        BackupMediaWriter.Create([path], Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(50_000));
        using (var writer = BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)))
        {
            writer.Write(PayloadKind.Log, new MemoryStream(Samples.Bytes(90_000)));
            var headers = Read(path);
            Assert.Equal([false, true], headers.Select(header => header.IsDamaged));
            Assert.Contains("The backup is still being written, or it was cut off.", headers[1].Reason, StringComparison.Ordinal);
            Assert.Null(headers[1].BackupFinishDate);
            writer.Complete();
        }
        Assert.All(Read(path), header => Assert.Null(header.Reason));
    }

    [Fact]
    public void Space_that_was_allocated_and_never_written_is_named()
    {
        var path = WriteThreeSets();
        using (var file = File.OpenWrite(path))
            file.SetLength(file.Length + 100_000);
        var headers = Read(path);
        Assert.Equal([false, false, false, true], headers.Select(header => header.IsDamaged));
        Assert.Contains("only zeros", headers[3].Reason, StringComparison.Ordinal);
        Assert.Equal((null, null), (headers[3].DatabaseName, headers[3].IsCopyOnly));
    }

    [Fact]
    public void Media_without_a_set_say_so()
    {
        var path = WriteThreeSets();
        long first;
        using (var media = BackupMediaReader.Open(path))
            first = media.FirstSet;
        using (var file = File.OpenWrite(path))
            file.SetLength(first);
        var header = Assert.Single(Read(path));
        Assert.True(header.IsDamaged);
        Assert.Contains("no backup set", header.Reason, StringComparison.Ordinal);
        Assert.NotNull(header.MediaSetId);
    }

    [Theory]
    [InlineData(44, true, null)]
    [InlineData(8, false, true)]
    public void What_only_SQL_Server_can_read_is_not_called_damaged(int field, bool encrypted, bool? compressed)
    {
        var bytes = CompressedContainer.Of(File.ReadAllBytes(WriteThreeSets()));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(field), 1);
        var header = Assert.Single(Read(bytes));
        Assert.False(header.IsDamaged);
        Assert.NotNull(header.Reason);
        Assert.Equal((encrypted, compressed), (header.Encrypted, header.Compressed));
        Assert.Null(header.DatabaseName);
    }

    [Fact]
    public void A_striped_file_alone_tells_which_member_of_how_many_it_is()
    {
        var paths = new[] { folder.File("1.bak"), folder.File("2.bak"), folder.File("3.bak") };
        BackupMediaWriter.Create(paths, Samples.Media, Samples.Set(BackupType.Database)).WriteSet(Samples.Bytes(50_000));
        var header = Assert.Single(Read(paths[1]));
        Assert.Equal((3, 2, null), (header.FamilyCount, header.FamilySequenceNumber, header.Reason));
    }

    [Fact]
    public void Flipped_bits_anywhere_in_real_and_written_files_never_throw() =>
        ForEachFile(
            (bytes, random) =>
            {
                for (var flips = random.Next(1, 20); flips > 0; flips--)
                    bytes[random.Next(random.Next(2) == 0 ? bytes.Length : Math.Min(bytes.Length, 10_000))] ^= (byte)(1 << random.Next(8));
                return bytes;
            },
            (_, _) => true
        );

    [Fact]
    public void Real_and_written_files_cut_off_anywhere_never_throw_and_end_with_a_reason() =>
        ForEachFile(
            (bytes, random) => bytes.AsSpan(0, random.Next(bytes.Length)).ToArray(),
            (whole, cut) =>
            {
                // Cut exactly behind a set, a file is whole with fewer sets.
                var sound = cut.TakeWhile(header => header.Reason is null).Select(header => header.BackupSetGUID).ToList();
                var rest = cut.Skip(sound.Count).ToList();
                return rest.Count <= 1
                    && rest.TrueForAll(header => header.IsDamaged)
                    && (rest.Count == 1 || sound.Count < whole.Count)
                    && sound.SequenceEqual(whole.Take(sound.Count).Select(header => header.BackupSetGUID));
            }
        );

    private void ForEachFile(Func<byte[], Random, byte[]> damage, Func<List<BackupFileHeader>, List<BackupFileHeader>, bool> holds)
    {
        foreach (var file in Files())
        {
            var whole = Read(file);
            Prop.ForAll(
                    ArbMap.Default.ArbFor<int>(),
                    seed =>
                    {
                        var before = GC.GetTotalAllocatedBytes();
                        var read = Read(damage((byte[])file.Clone(), new Random(seed)));
                        return read.Count <= 5
                            && holds(whole, read)
                            && GC.GetTotalAllocatedBytes() - before < (100L << 20) + 4L * file.Length;
                    }
                )
                .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        }
    }

    private IEnumerable<byte[]> Files()
    {
        var written = File.ReadAllBytes(WriteThreeSets());
        yield return written;
        yield return CompressedContainer.Of(written);
        foreach (var path in RealBackups.TryPath("") is null ? [] : RealBackups.All)
            yield return File.ReadAllBytes(path);
    }

    private static List<BackupFileHeader> Read(string path) => [.. BackupFileReader.ReadAll([new FoundFile(path, null)], 1)];

    private static List<BackupFileHeader> Read(byte[] bytes)
    {
        using var reader = new BackupFileReader(1, _ => new CountingStream(new MemoryStream(bytes), MostReads));
        return [.. reader.Add(new FoundFile("a.bak", null)).Concat(reader.Finish())];
    }

    private static void AssertNothingElseIsKnown(BackupFileHeader header) =>
        Assert.All(
            typeof(BackupFileHeader)
                .GetProperties()
                .Where(property =>
                    property.Name
                        is not (nameof(header.Path) or nameof(header.Reason) or nameof(header.IsDamaged) or nameof(header.FileSize))
                ),
            property => Assert.Null(property.GetValue(header))
        );

    private string WriteThreeSets()
    {
        var path = folder.File(Guid.NewGuid() + ".bak");
        BackupMediaWriter
            .Create([path], Samples.Media, Samples.Set(BackupType.Database))
            .WriteSet(Samples.Bytes(30_000), Samples.Bytes(300));
        BackupMediaWriter.Append([path], Samples.Set(BackupType.DifferentialDatabase)).WriteSet(Samples.Bytes(20_000));
        BackupMediaWriter.Append([path], Samples.Set(BackupType.Log)).WriteSet(log: new byte[30_000]);
        return path;
    }
}
