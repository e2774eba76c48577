using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Form;
using LakhNes.Instrument.Presets;
using LakhNes.Score.Harmony;

namespace LakhNes.Engine.State;

/// <summary>Takes as fields of a state. Notes, tokens and segments are packed: see <c>docs/state.md</c>.</summary>
internal static class TakesJson
{
    private const int MaxTakes = TakeBook.Listed + TakeBook.Keepable;
    private const int TokenBytes = 2;
    private const int SegmentBytes = 12;
    private const int TempoBytes = 26;
    private const double SlowestTempo = 1;
    private const double FastestTempo = 10_000;

    // quarter notes; no song has others, whatever its host says
    private const double ShortestBar = 1.0 / 64,
        LongestBar = 4096;
    private const int MostBeatUnit = TempoMap.ShortestBeatUnit;

    // further than any song; an answer without an end ends there
    public const double Farthest = 1e9;

    /// <summary>Reads or writes all takes.</summary>
    /// <param name="fields">The state.</param>
    /// <param name="takes">What is written; oldest first.</param>
    /// <param name="error">What is wrong with the packed parts of what was read; empty: nothing.</param>
    /// <returns>What was read, or the same.</returns>
    public static ImmutableArray<Take> Visit(ISettingsFields fields, ImmutableArray<Take> takes, out string error)
    {
        error = "";
        ISettingsFields list = fields.Open("takes");
        var visited = new Take[list.Whole("count", takes.Length, 0, MaxTakes)];
        for (int i = 0; i < visited.Length; i++)
        {
            ISettingsFields one = list.Open(i.ToString(CultureInfo.InvariantCulture));
            visited[i] = Visit(one, i < takes.Length ? takes[i] : new Take(), ref error);
            one.Close();
        }

        list.Close();
        if (error.Length == 0)
            error = Check(visited);
        return [.. visited];
    }

    private static Take Visit(ISettingsFields fields, Take take, ref string error)
    {
        CompositionRequest request = take.Request;
        take = take with
        {
            Number = fields.Whole("number", take.Number, 1, int.MaxValue),
            Kept = fields.Flag("kept", take.Kept),
            Favourite = fields.Flag("favourite", take.Favourite),
            Name = fields.Text("name", take.Name, Take.LongestName),
            Truncated = fields.Flag("truncated", take.Truncated),
            End = Place(fields, "end", take.End),
            InfillOf = fields.Whole("infillOf", take.InfillOf, 0, int.MaxValue),
            Model = fields.Text("model", take.Model, 256),
        };
        request.Kind = RequestKind.Begin;
        Visit(fields, ref request);
        return take with
        {
            Request = request,
            PromptLength = fields.Whole("promptLength", take.PromptLength, 0, TakeBook.NoteCapacity),
            Tempos = UnpackTempos(
                fields.Bytes("tempos", Pack(take.Tempos.AsSpan()), TempoBytes * TempoTrack.Capacity),
                ref error
            ),
            Notes =
            [
                .. NotesJson.Visit(fields, take.Notes.AsSpan(), TakeBook.NoteCapacity, "a take's notes are damaged", ref error),
            ],
            Tokens = UnpackTokens(
                fields.Bytes("tokens", Pack(take.Tokens.AsSpan()), TokenBytes * TakeBook.TokenCapacity),
                ref error
            ),
            Segments = UnpackSegments(
                fields.Bytes("segments", Pack(take.Segments.AsSpan()), SegmentBytes * TakeSlot.SegmentCapacity),
                ref error
            ),
        };
    }

    /// <summary>Reads or writes a request but for its kind and what it counts.</summary>
    public static void Visit(ISettingsFields fields, ref CompositionRequest request)
    {
        request.InSong = fields.Flag("inSong", request.InSong);
        request.Start = Place(fields, "start", request.Start);
        request.StartTime = Place(fields, "startTime", request.StartTime);
        request.PromptFrom = Place(fields, "promptFrom", request.PromptFrom);
        request.End = OpenPlace(fields, "answerEnd", request.End);
        request.Tempo = fields.Number("tempo", request.Tempo, SlowestTempo, FastestTempo);
        request.BarLine = Place(fields, "barLine", Math.Clamp(request.BarLine, -Farthest, Farthest));
        request.BarLength = fields.Number(
            "barLength",
            Math.Clamp(request.BarLength, ShortestBar, LongestBar),
            ShortestBar,
            LongestBar
        );
        request.BeatUnit = fields.Whole("beatUnit", request.BeatUnit, 0, MostBeatUnit);
        request.Stream = unchecked((ulong)(long)fields.Number("stream", (long)request.Stream, -(1L << 53), 1L << 53));
        request.Chord = Chord.OfCode(fields.Whole("chord", request.Chord.Code, 0, Chord.MostCode));
        request.ChordFrom = Place(fields, "chordFrom", request.ChordFrom);
        request.SectionBars = fields.Whole("sectionBars", request.SectionBars, 0, SongForm.MostBars);
        request.HasTheme = fields.Flag("theme", request.HasTheme);
        request.Players = new VoiceSet(fields.Whole("players", request.Players.Bits, 0, VoiceSet.All.Bits));
        ISettingsFields settings = fields.Open("settings");
        GeneratorSettings composed = request.Settings;
        GenerationJson.Visit(settings, ref composed);
        request.Settings = composed;
        settings.Close();
    }

    /// <summary>A song position.</summary>
    public static double Place(ISettingsFields fields, string name, double value) =>
        fields.Number(name, value, -Farthest, Farthest);

    /// <summary>A song position, or infinity.</summary>
    public static double OpenPlace(ISettingsFields fields, string name, double value) =>
        Place(fields, name, Math.Min(value, Farthest)) is var place && place == Farthest ? double.PositiveInfinity : place;

    private static string Check(Take[] takes)
    {
        if (
            takes.Sum(take => take.Notes.Length) > TakeBook.NoteCapacity
            || takes.Sum(take => take.Tokens.Length) > TakeBook.TokenCapacity
        )
            return "the takes are longer than there is room for";
        if (takes.Count(take => take.Kept) > TakeBook.Keepable || takes.Count(take => !take.Kept) > TakeBook.Listed)
            return "there are more takes than can be listed";
        for (int i = 0; i < takes.Length; i++)
        {
            Take take = takes[i];
            int first = 0;
            foreach (TakeSegment segment in take.Segments)
            {
                if (segment.First < first || segment.First > take.Tokens.Length)
                    return "a take's tokens are not in order";
                first = segment.First;
            }

            if (take.PromptLength > take.Notes.Length)
                return "a take's prompt is longer than the take";
            if (take.Number < 1 || (i > 0 && take.Number <= takes[i - 1].Number))
                return "the takes are not in order";
        }

        return "";
    }

    private static byte[] Pack(ReadOnlySpan<TempoPoint> points)
    {
        var bytes = new byte[TempoBytes * points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            Span<byte> one = bytes.AsSpan(TempoBytes * i, TempoBytes);
            BinaryPrimitives.WriteDoubleLittleEndian(one, points[i].Position);
            BinaryPrimitives.WriteDoubleLittleEndian(one[8..], points[i].Tempo);
            BinaryPrimitives.WriteDoubleLittleEndian(one[16..], points[i].BarStart);
            (one[24], one[25]) = (points[i].Beats, points[i].BeatUnit);
        }

        return bytes;
    }

    private static ImmutableArray<TempoPoint> UnpackTempos(byte[] bytes, ref string error)
    {
        var points = new TempoPoint[bytes.Length / TempoBytes];
        bool sane = bytes.Length % TempoBytes == 0;
        for (int i = 0; i < points.Length; i++)
        {
            ReadOnlySpan<byte> one = bytes.AsSpan(TempoBytes * i, TempoBytes);
            TempoPoint point = points[i] = new TempoPoint(
                BinaryPrimitives.ReadDoubleLittleEndian(one),
                BinaryPrimitives.ReadDoubleLittleEndian(one[8..]),
                BinaryPrimitives.ReadDoubleLittleEndian(one[16..]),
                one[24],
                one[25]
            );
            sane &=
                Math.Abs(point.Position) <= Farthest
                && point.Tempo is >= SlowestTempo and <= FastestTempo
                && Math.Abs(point.BarStart) <= Farthest
                && point is { Beats: > 0, BeatUnit: > 0 }
                && (i == 0 || point.Position > points[i - 1].Position);
        }

        if (!sane)
            error = "a take's tempo is damaged";
        return [.. points];
    }

    private static byte[] Pack(ReadOnlySpan<ushort> tokens)
    {
        var bytes = new byte[TokenBytes * tokens.Length];
        for (int i = 0; i < tokens.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(TokenBytes * i), tokens[i]);
        return bytes;
    }

    private static ImmutableArray<ushort> UnpackTokens(byte[] bytes, ref string error)
    {
        var tokens = new ushort[bytes.Length / TokenBytes];
        for (int i = 0; i < tokens.Length; i++)
            tokens[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(TokenBytes * i));
        if (bytes.Length % TokenBytes != 0)
            error = "a take's tokens are damaged";
        return [.. tokens];
    }

    private static byte[] Pack(ReadOnlySpan<TakeSegment> segments)
    {
        var bytes = new byte[SegmentBytes * segments.Length];
        for (int i = 0; i < segments.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(SegmentBytes * i), segments[i].Key);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan((SegmentBytes * i) + 8), segments[i].First);
        }

        return bytes;
    }

    private static ImmutableArray<TakeSegment> UnpackSegments(byte[] bytes, ref string error)
    {
        var segments = new TakeSegment[bytes.Length / SegmentBytes];
        for (int i = 0; i < segments.Length; i++)
        {
            ReadOnlySpan<byte> one = bytes.AsSpan(SegmentBytes * i, SegmentBytes);
            segments[i] = new TakeSegment(
                BinaryPrimitives.ReadUInt64LittleEndian(one),
                BinaryPrimitives.ReadInt32LittleEndian(one[8..])
            );
        }

        if (bytes.Length % SegmentBytes != 0)
            error = "a take's tokens are damaged";
        return [.. segments];
    }
}
