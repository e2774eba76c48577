using System.Buffers.Binary;
using System.Globalization;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Instrument;
using LakhNes.Instrument.Presets;
using LakhNes.Score;

namespace LakhNes.Engine.State;

/// <summary>What was heard and asked for as fields of a state. Notes are packed: see <c>docs/state.md</c>.</summary>
internal static class ListeningJson
{
    private const int NoteBytes = 10;
    private const int HeldBytes = 5;
    private const double MostPhrases = 1L << 53;

    /// <summary>Reads or writes it.</summary>
    /// <param name="fields">The state.</param>
    /// <param name="listening">What is written; null: nothing.</param>
    /// <param name="error">Told what is wrong with what was read.</param>
    /// <returns>What was read, or the same.</returns>
    public static Listening? Visit(ISettingsFields fields, Listening? listening, ref string error)
    {
        ISettingsFields all = fields.Open("listening");
        ListeningPoint point = listening?.Point ?? default;
        point.IsActive = all.Flag("active", point.IsActive);
        if (!point.IsActive)
        {
            all.Close();
            return null;
        }

        point.Mode = all.Choice("mode", point.Mode);
        point.Position = TakesJson.Place(all, "position", point.Position);
        point.Elapsed = TakesJson.Place(all, "elapsed", point.Elapsed);
        point.PromptFrom = TakesJson.Place(all, "promptFrom", point.PromptFrom);
        point.PhraseEnd = TakesJson.Place(all, "phraseEnd", point.PhraseEnd);
        point.AnswerEnd = TakesJson.OpenPlace(all, "answerEnd", point.AnswerEnd);
        point.Surprise = TakesJson.OpenPlace(all, "surprise", point.Surprise);
        point.Bar = all.Whole("bar", (int)Math.Clamp(point.Bar, int.MinValue, int.MaxValue), int.MinValue, int.MaxValue);
        point.Phrase = (ulong)all.Number("phrase", point.Phrase, 0, MostPhrases);
        point.PhraseNotes = all.Whole("phraseNotes", point.PhraseNotes, 0, int.MaxValue);
        point.PlayersVoices = all.Whole("playersVoices", point.PlayersVoices, 0, VoiceSet.All.Bits);
        UnpackHeld(all.Bytes("keys", PackHeld(in point), HeldBytes * HeldNotes.Capacity), ref point);
        point.IsComposing = all.Flag("composing", point.IsComposing);
        point.IsKept = all.Flag("kept", point.IsKept);
        point.Changed = all.Flag("changed", point.Changed);
        point.Triggered = all.Flag("triggered", point.Triggered);
        CapturedNote[] notes = Unpack(all.Bytes("notes", Pack(listening?.Notes ?? []), NoteBytes * ListeningLog.NoteCapacity), ref error);
        ISettingsFields asked = all.Open("requests");
        CompositionRequest[] given = listening?.Requests ?? [];
        var requests = new CompositionRequest[asked.Whole("count", given.Length, 0, ListeningLog.RequestCapacity)];
        for (int i = 0; i < requests.Length; i++)
        {
            requests[i] = i < given.Length ? given[i] : new CompositionRequest { Tempo = 120, BarLength = 4, Settings = new GeneratorSettings() };
            ISettingsFields one = asked.Open(i.ToString(CultureInfo.InvariantCulture));
            TakesJson.Visit(one, ref requests[i]);
            requests[i].Kind = i == 0 ? RequestKind.Begin : RequestKind.Revise;
            requests[i].CapturedCount = one.Whole("captured", (int)requests[i].CapturedCount, 0, notes.Length);
            one.Close();
        }

        asked.Close();
        all.Close();
        return new Listening(point, notes, requests);
    }

    private static byte[] Pack(CapturedNote[] notes)
    {
        var bytes = new byte[NoteBytes * notes.Length];
        for (int i = 0; i < notes.Length; i++)
        {
            Span<byte> one = bytes.AsSpan(NoteBytes * i, NoteBytes);
            BinaryPrimitives.WriteDoubleLittleEndian(one, notes[i].Time);
            one[8] = (byte)((int)notes[i].Voice | (notes[i].Generated ? 16 : 0));
            one[9] = notes[i].Note;
        }

        return bytes;
    }

    private static byte[] PackHeld(in ListeningPoint point)
    {
        var bytes = new byte[HeldBytes * point.HeldCount];
        for (int i = 0; i < point.HeldCount; i++)
        {
            HeldNote note = point.Held[i];
            byte[] one = [note.Channel, note.Key, note.Line, note.Voices, note.KeyDown ? (byte)1 : (byte)0];
            one.CopyTo(bytes, HeldBytes * i);
        }

        return bytes;
    }

    // what cannot be the instrument leaves out
    private static void UnpackHeld(byte[] bytes, ref ListeningPoint point)
    {
        point.HeldCount = Math.Min(bytes.Length / HeldBytes, HeldNotes.Capacity);
        for (int i = 0; i < point.HeldCount; i++)
        {
            ReadOnlySpan<byte> one = bytes.AsSpan(HeldBytes * i, HeldBytes);
            point.Held[i] = new HeldNote(one[0], one[1], one[2], one[3], (one[4] & 1) != 0);
        }
    }

    private static CapturedNote[] Unpack(byte[] bytes, ref string error)
    {
        var notes = new CapturedNote[bytes.Length / NoteBytes];
        bool sane = bytes.Length % NoteBytes == 0;
        for (int i = 0; i < notes.Length; i++)
        {
            ReadOnlySpan<byte> one = bytes.AsSpan(NoteBytes * i, NoteBytes);
            notes[i] = new CapturedNote(BinaryPrimitives.ReadDoubleLittleEndian(one), (NesVoice)(one[8] & 15), one[9], (one[8] & 16) != 0);
            sane &= Math.Abs(notes[i].Time) <= TakesJson.Farthest && (int)notes[i].Voice < NesVoices.Count && one[8] < 32 && notes[i].Note <= 127;
        }

        if (!sane) error = "what was heard last is damaged";
        return notes;
    }
}
