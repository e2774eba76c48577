using System.Collections.Immutable;
using LakhNes.Score;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Corpus.Augmentation;

/// <summary>
/// A song that is turned to tokens again and again, each time in another variation: ten bytes an event, and a table that says for
/// each event what it becomes.
/// </summary>
public sealed class VariableSong
{
    private const int AllVoices = (1 << NesVoices.Count) - 1;

    private readonly TokenVocabulary _vocabulary;
    private readonly long[] _times;
    private readonly ushort[] _slots;
    private readonly ImmutableArray<ScoreBar> _bars; // of TXB; else empty
    private readonly int _scene; // its token in TXB; -1: none

    /// <summary>Takes a song as models see it (<see cref="Tokeniser.Fit"/>).</summary>
    /// <param name="score">In any unit.</param>
    /// <param name="vocabulary">What its tokens are.</param>
    public VariableSong(NesScore score, TokenVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        NesScore music = Tokeniser.Fit(score, vocabulary);
        _bars = music.Bars;
        _scene = score.Scene == GameScene.Unknown ? -1 : vocabulary.IdOf(BarSymbol.OfScene(score.Scene));
        _times = new long[music.Events.Length];
        _slots = new ushort[music.Events.Length];
        for (int i = 0; i < _times.Length; i++)
            (_times[i], _slots[i]) = (music.Events[i].Time, (ushort)TokenVocabulary.Slot(music.Events[i]));
    }

    /// <summary>
    /// Adds the song's tokens, between two <see cref="TokenVocabulary.Start"/>, as LakhNES' training makes them: voices are left
    /// out and swapped, notes transposed, times divided by the speed and rounded (half to even), the waits between them rounded
    /// to the vocabulary's. In TXB the speed changes the tempo alone, and each bar is told the scene and the voices that play,
    /// where the variation says so; it may begin at any bar, without what sounds into it. Adds nothing where fewer than
    /// <see cref="Tokeniser.ShortestSong"/> remain.
    /// </summary>
    public void Encode(SongVariation variation, List<int> tokens)
    {
        Span<int> ids = stackalloc int[TokenVocabulary.SlotCount];
        Table(variation, ids);
        int start = tokens.Count;
        tokens.Add(TokenVocabulary.Start);
        if (_vocabulary.HasBars)
            AddBars(variation, ids, tokens);
        else
            AddWaits(variation, ids, tokens);
        tokens.Add(TokenVocabulary.Start);
        if (tokens.Count - start < Tokeniser.ShortestSong)
            tokens.RemoveRange(start, tokens.Count - start);
    }

    private void AddWaits(SongVariation variation, ReadOnlySpan<int> ids, List<int> tokens)
    {
        long time = -1;
        for (int i = 0; i < _slots.Length; i++)
        {
            int id = ids[_slots[i]];
            if (id < 0)
                continue;
            long now = (long)Math.Round(_times[i] / variation.Speed, MidpointRounding.ToEven);
            if (time >= 0 && now > time)
                tokens.Add(_vocabulary.IdOfWait(now - time));
            time = now;
            tokens.Add(id);
        }
    }

    private void AddBars(SongVariation variation, ReadOnlySpan<int> ids, List<int> tokens)
    {
        ReadOnlySpan<ScoreBar> bars = _bars.AsSpan()[(int)(variation.Start * _bars.Length)..];
        int next = bars.IsEmpty ? 0 : FirstAt(bars[0].Start),
            tempo = 0,
            scene = variation.TellsScene ? _scene : -1,
            voices = variation.TellsVoices ? VoicesToken(ids, next) : -1,
            begun = next == 0 ? AllVoices : 0;
        Metre metre = default;
        Span<int> atOnce = stackalloc int[NesVoices.Count];
        foreach (ScoreBar bar in bars)
        {
            tokens.Add(_vocabulary.IdOf(BarSymbol.Bar));
            if (scene >= 0)
                tokens.Add(scene);
            if (voices >= 0)
                tokens.Add(voices);
            if (bar.Metre != metre)
                tokens.Add(_vocabulary.IdOf(BarSymbol.OfMetre(metre = bar.Metre)));
            int varied = BarSymbol.NearestTempo(bar.Tempo * variation.Speed);
            if (varied != tempo)
                tokens.Add(_vocabulary.IdOf(BarSymbol.OfTempo(tempo = varied)));
            while (next < _times.Length && _times[next] < bar.End)
            {
                // swapped pulses change places among what happens at one time, too
                long time = _times[next];
                atOnce.Fill(-1);
                bool any = false;
                for (; next < _times.Length && _times[next] == time; next++)
                {
                    int id = ids[_slots[next]];
                    if (id < 0)
                        continue;
                    NesEvent e = _vocabulary.EventOf(id);
                    int voice = 1 << (int)e.Voice;

                    // nothing ends what began before
                    if (e.Kind == NesEventKind.NoteOff && (begun & voice) == 0)
                        continue;
                    begun |= voice;
                    atOnce[(int)e.Voice] = id;
                    any = true;
                }

                if (!any)
                    continue;
                tokens.Add(_vocabulary.IdOf(BarSymbol.OfPosition((int)(time - bar.Start))));
                foreach (int id in atOnce)
                {
                    if (id >= 0)
                        tokens.Add(id);
                }
            }
        }
    }

    // the first event at a time or later
    private int FirstAt(long time)
    {
        int place = Array.BinarySearch(_times, time);
        if (place < 0)
            return ~place;
        while (place > 0 && _times[place - 1] == time)
            place--;
        return place;
    }

    // tells the voices that have something to play
    private int VoicesToken(ReadOnlySpan<int> ids, int first)
    {
        int voices = 0;
        foreach (ushort slot in _slots.AsSpan(first))
        {
            if (ids[slot] >= 0 && _vocabulary.EventOf(ids[slot]) is { Kind: NesEventKind.NoteOn } e)
                voices |= 1 << (int)e.Voice;
        }
        return voices == 0 ? -1 : _vocabulary.IdOf(BarSymbol.OfVoices(voices));
    }

    // what becomes of each event; -1: it is left out
    private void Table(SongVariation variation, Span<int> ids)
    {
        for (int slot = 0; slot < ids.Length; slot++)
        {
            NesEvent e = TokenVocabulary.EventOfSlot(slot);
            bool kept = (variation.Voices >> (int)e.Voice & 1) != 0;
            if (variation.SwapPulses && e.Voice <= NesVoice.Pulse2)
                e = e with { Voice = (NesVoice)(NesVoice.Pulse2 - e.Voice) };
            if (e.Kind == NesEventKind.NoteOn && e.Voice != NesVoice.Noise)
            {
                int note = e.Value + variation.Transposition;
                kept &= e.Voice.Plays(note);
                e = e with { Value = (byte)note };
            }

            ids[slot] = kept ? _vocabulary.IdOf(e) : -1;
        }
    }
}
