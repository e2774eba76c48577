"""Songs as src/Score and src/Training make them: vocabulary, augmentation and the streams of an epoch, drawn from the same random numbers.

Texts must be of the vocabulary's own kind: TXF for waits in frames, TX1 or TX2 for waits in samples ('lakhnes dataset' writes both)."""
import glob
import os

import numpy as np

VOICES = ["P1", "P2", "TR", "NO"]
KINDS = ["NOTEOFF", "NOTEON", "VELOCITY", "TIMBRE"]
LOWEST, HIGHEST = [33, 33, 21, 1], [108, 108, 108, 16]
SHORTEST = 10  # tokens, both ends included
_SLOTS = len(VOICES) * len(KINDS) * 128


class Pcg32:
    """PCG-XSH-RR 64/32, see docs/random.md."""

    def __init__(self, seed, stream=0):
        self.increment, self.state = (stream << 1 | 1) & _MASK64, 0
        self.next()
        self.state = (self.state + seed) & _MASK64
        self.next()

    def next(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.increment) & _MASK64
        mixed, turn = ((old >> 18 ^ old) >> 27) & _MASK32, old >> 59
        return (mixed >> turn | mixed << (32 - turn & 31)) & _MASK32

    def double(self):
        return self.next() / 4294967296

    def below(self, bound):
        threshold = (1 << 32) % bound
        while True:
            number = self.next()
            if number >= threshold:
                return number % bound

    def draw(self, items, count):
        """Puts a random choice of a list's elements, in random order, at its start."""
        for i in range(count):
            other = i + self.below(len(items) - i)
            items[i], items[other] = items[other], items[i]


_MASK32, _MASK64 = (1 << 32) - 1, (1 << 64) - 1


class Vocabulary:
    def __init__(self, folder):
        unit = os.path.join(folder, "unit.txt")
        self.in_frames = os.path.exists(unit) and open(unit).read().startswith("frame")
        self.per_second = 60.0988 if self.in_frames else 44100.0
        lines = [line.strip().split(",")[-1] for line in open(os.path.join(folder, "vocab.txt"))]
        self.symbols = ["<S>"] + [line for line in lines if line and line != "<S>"]
        self.event = np.full(_SLOTS, -1, np.int64)
        waits = []
        for token, symbol in enumerate(self.symbols[1:], 1):
            if symbol.startswith("WT_"):
                waits.append((int(symbol[3:]), token))
            else:
                self.event[slot(symbol)] = token
        waits.sort()
        lengths = [length for length, _ in waits]
        self.wait_tokens = np.array([token for _, token in waits])
        # the longest wait that becomes the token of the same index; the last one takes all that are longer
        self.longest = np.array([self._longest(low, high) for low, high in zip(lengths, lengths[1:])])

    def _longest(self, low, high):
        middle, tie = (low + high) // 2, (low + high) % 2 == 0
        if not tie or self.in_frames:
            return middle
        # the original's ties, see TokenVocabulary.cs
        up = low // 1000 % 2 == (1 if 38000 <= low < 85000 else 0) if low >= 10000 else middle in (2050, 2150, 4050, 4150, 6150, 6250, 8150, 8250)
        return middle - 1 if up else middle


def slot(symbol):
    parts = symbol.split("_")
    return (VOICES.index(parts[0]) * len(KINDS) + KINDS.index(parts[1])) * 128 + (int(parts[2]) if len(parts) > 2 else 0)


def read(folder, vocabulary):
    """Songs of a folder in the order of their names, each (times, slots), without the silence before its first event."""
    endings = [".txf.txt"] if vocabulary.in_frames else [".tx2.txt", ".tx1.txt"] if len(vocabulary.symbols) > 631 else [".tx1.txt", ".tx2.txt"]
    for ending in endings:
        files = sorted(glob.glob(os.path.join(glob.escape(folder), "*" + ending)), key=os.path.basename)
        if files:
            return [_song(path) for path in files]
    raise SystemExit(f"{folder}: holds no texts ({', '.join('*' + ending for ending in endings)})")


def _song(path):
    time, times, slots = 0, [], []
    for symbol in open(path).read().split():
        if symbol.startswith("WT_"):
            time += int(symbol[3:])
        else:
            times.append(time)
            slots.append(slot(symbol))
    times = np.array(times, np.int64)
    return times - (times[0] if len(times) else 0), np.array(slots, np.int64)


class Variation:
    """One way to vary a song; see SongVariation.cs."""

    def __init__(self, voices=15, swap=False, transposition=0, speed=1.0):
        self.voices, self.swap, self.transposition, self.speed = voices, swap, transposition, speed

    @staticmethod
    def draw(options, random):
        voices = 15
        if random.double() < options.voice_subset:
            drawn, count = [0, 1, 2, 3], 1 + random.below(3)
            random.draw(drawn, count)
            voices = sum(1 << voice for voice in drawn[:count])
        swap = random.double() < options.pulse_swap
        transposition = random.below(2 * options.transpose + 1) - options.transpose
        return Variation(voices, swap, transposition, 1 + options.stretch * (2 * random.double() - 1))


def encode(song, vocabulary, variation):
    """A song's tokens between two <S>, varied; none where too little of it is left."""
    times, slots = song
    table = np.full(_SLOTS, -1, np.int64)
    for at in range(_SLOTS):
        voice, kind, value = at // 512, at // 128 % 4, at % 128
        if not variation.voices >> voice & 1:
            continue
        if variation.swap and voice < 2:
            voice = 1 - voice
        if KINDS[kind] == "NOTEON" and voice < 3:
            value += variation.transposition
            if not LOWEST[voice] <= value <= HIGHEST[voice]:
                continue
        table[at] = vocabulary.event[(voice * 4 + kind) * 128 + value]
    tokens = table[slots]
    kept = tokens >= 0
    tokens, when = tokens[kept], np.rint(times[kept] / variation.speed).astype(np.int64)
    waits = np.diff(when, prepend=when[:1])
    both = np.full((len(tokens), 2), -1, np.int64)
    both[:, 0] = np.where(waits > 0, vocabulary.wait_tokens[np.searchsorted(vocabulary.longest, waits, side="left")], -1)
    both[:, 1] = tokens
    flat = both.ravel()
    flat = np.concatenate([[0], flat[flat >= 0], [0]])
    return flat if len(flat) >= SHORTEST else flat[:0]


def epoch(songs, vocabulary, options, number, streams):
    """All songs in random order, each varied, end to end and cut into streams: [streams, tokens]."""
    order = list(range(len(songs)))
    Pcg32(options.seed, number).draw(order, len(order))
    tokens = np.concatenate([
        encode(songs[song], vocabulary, Variation.draw(options, Pcg32(options.seed, (1 << 32) + (number << 32 | song)))) for song in order])
    length = len(tokens) // streams
    return tokens[:length * streams].reshape(streams, length)


def dealt(songs, streams, length):
    """LakhNES' evaluation: each stream takes the next song when its own is used up; (inputs, targets) until one cannot be filled."""
    left, current = iter(songs), [None] * streams
    while True:
        inputs, targets = np.zeros((streams, length), np.int64), np.zeros((streams, length), np.int64)
        for stream in range(streams):
            at = 0
            while at < length:
                if current[stream] is None or len(current[stream]) < 2:
                    current[stream] = next(left, None)
                    if current[stream] is None:
                        return
                song = current[stream]
                count = min(len(song) - 1, length - at)
                inputs[stream, at:at + count], targets[stream, at:at + count] = song[:count], song[1:count + 1]
                current[stream] = song[count:]
                at += count
        yield inputs, targets
