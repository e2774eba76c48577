using System.Globalization;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Form;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Presets;
using LakhNes.Score.Harmony;

namespace LakhNes.Engine.State;

/// <summary>What was heard and asked for as fields of a state. Notes are packed: see <c>docs/state.md</c>.</summary>
internal static class ListeningJson
{
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
        ImproviserState state = listening?.State ?? default;
        state.IsActive = all.Flag("active", state.IsActive);
        if (!state.IsActive)
        {
            all.Close();
            return null;
        }

        state.Mode = all.Choice("mode", state.Mode);
        state.Position = TakesJson.Place(all, "position", state.Position);
        state.Elapsed = TakesJson.Place(all, "elapsed", state.Elapsed);
        state.PromptFrom = TakesJson.Place(all, "promptFrom", state.PromptFrom);
        state.PhraseStart = TakesJson.Place(all, "phraseStart", state.PhraseStart);
        state.SectionBars = all.Whole("sectionBars", state.SectionBars, 0, SongForm.MostBars);
        state.HasTheme = all.Flag("theme", state.HasTheme);
        state.PhraseEnd = TakesJson.Place(all, "phraseEnd", state.PhraseEnd);
        state.AnswerEnd = TakesJson.OpenPlace(all, "answerEnd", state.AnswerEnd);
        state.Surprise = TakesJson.OpenPlace(all, "surprise", state.Surprise);
        state.Bar = all.Whole("bar", (int)Math.Clamp(state.Bar, int.MinValue, int.MaxValue), int.MinValue, int.MaxValue);
        state.Phrase = (ulong)all.Number("phrase", state.Phrase, 0, MostPhrases);
        state.PhraseNotes = all.Whole("phraseNotes", state.PhraseNotes, 0, int.MaxValue);
        state.PlayersVoices = new VoiceSet(all.Whole("playersVoices", state.PlayersVoices.Bits, 0, VoiceSet.All.Bits));
        state.Chord = Chord.OfCode(all.Whole("chord", state.Chord.Code, 0, Chord.MostCode));
        UnpackHeld(all.Bytes("keys", PackHeld(in state), HeldBytes * HeldNotes.Capacity), ref state);
        state.IsComposing = all.Flag("composing", state.IsComposing);
        state.IsKept = all.Flag("kept", state.IsKept);
        state.Changed = all.Flag("changed", state.Changed);
        state.Triggered = all.Flag("triggered", state.Triggered);
        HeardNote[] notes = NotesJson.Visit(
            all,
            listening?.Notes,
            ListeningLog.NoteCapacity,
            "what was heard last is damaged",
            ref error
        );
        ISettingsFields asked = all.Open("requests");
        CompositionRequest[] given = listening?.Requests ?? [];
        var requests = new CompositionRequest[asked.Whole("count", given.Length, 0, ListeningLog.RequestCapacity)];
        for (int i = 0; i < requests.Length; i++)
        {
            requests[i] =
                i < given.Length
                    ? given[i]
                    : new CompositionRequest
                    {
                        Tempo = 120,
                        BarLength = 4,
                        Settings = new GeneratorSettings(),
                    };
            ISettingsFields one = asked.Open(i.ToString(CultureInfo.InvariantCulture));
            TakesJson.Visit(one, ref requests[i]);
            requests[i].Kind = i == 0 ? RequestKind.Begin : RequestKind.Revise;
            requests[i].CapturedCount = one.Whole("captured", (int)requests[i].CapturedCount, 0, notes.Length);
            one.Close();
        }

        asked.Close();
        all.Close();
        state.IsComposing &= state.IsKept || requests.Length > 0;
        return new Listening(state, notes, requests);
    }

    private static byte[] PackHeld(in ImproviserState state)
    {
        var bytes = new byte[HeldBytes * state.HeldCount];
        for (int i = 0; i < state.HeldCount; i++)
        {
            HeldNote note = state.Held[i];
            byte[] one = [note.Channel, note.Key, note.Line, note.Voices, note.KeyDown ? (byte)1 : (byte)0];
            one.CopyTo(bytes, HeldBytes * i);
        }

        return bytes;
    }

    // what cannot be the instrument leaves out
    private static void UnpackHeld(byte[] bytes, ref ImproviserState state)
    {
        state.HeldCount = Math.Min(bytes.Length / HeldBytes, HeldNotes.Capacity);
        for (int i = 0; i < state.HeldCount; i++)
        {
            ReadOnlySpan<byte> one = bytes.AsSpan(HeldBytes * i, HeldBytes);
            state.Held[i] = new HeldNote(one[0], one[1], one[2], one[3], (one[4] & 1) != 0);
        }
    }
}
