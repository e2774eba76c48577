namespace LakhNes.Generator.Kernels;

// Which rows are computed together, and where what they need lies.
internal sealed partial class QuantizedRelativeAttention<TUnit>
{
    private sealed unsafe partial class Kernel
    {
        // rows of a block: more are fewer calls, and more products that nobody needs
        private const int BlockRows = 128;

        /// <summary>What a block of rows needs, for as many heads as are computed at once.</summary>
        private struct Block
        {
            public AttentionWork<sbyte> Work;
            public int Head;
            public int Heads;
            public int* Index;
            public int Rows;
            public bool IsOneRing;
            public RingSpan Shared;
            public RingSpan Earlier;
            public int KeyCount;
            public sbyte* PlainKeys;
            public sbyte* Keys;
            public sbyte* Values;
            public sbyte* Positions;
            public DataType Right;
            public float* KeyScales;
            public float* ValueScales;
            public byte* Content;
            public byte* Position;
            public float* ContentSteps;
            public float* PositionSteps;
            public float* WeightSteps;
            public int* ContentScores;
            public int* PositionScores;
            public byte* Weights;
            public int* Sums;
            public int* OwnSums;

            private int* _indices;
            private bool* _taken;

            /// <summary>Rows that are not taken yet.</summary>
            public int Left { get; private set; }

            /// <summary>How many rings the rows have.</summary>
            public readonly int Rings
            {
                get
                {
                    int rings = 0;
                    for (int row = 0; row < Work.RowCount; row++)
                    {
                        int other = 0;
                        while (!IsOfRing(other, row))
                            other++;
                        rings += other == row ? 1 : 0;
                    }

                    return rings;
                }
            }

            /// <summary>Gives each array its place.</summary>
            /// <param name="room">The room for all.</param>
            /// <returns>How many bytes that is.</returns>
            public long Place(void* room)
            {
                const int CacheLine = 64;
                long used = 0,
                    rows = Math.Min(BlockRows, Work.RowCount),
                    size = Work.PaddedSize,
                    keys = Work.Distances - 1 + rows;
                byte* start = (byte*)room;
                int heads = Heads;
                _indices = (int*)Take(Work.RowCount * sizeof(int), 1);
                _taken = (bool*)Take(Work.RowCount, 1);
                PlainKeys = (sbyte*)Take(keys * size, heads);
                Keys = (sbyte*)Take(keys * size, heads);
                Values = (sbyte*)Take(keys * size, heads);
                KeyScales = (float*)Take(keys * sizeof(float), heads);
                ValueScales = (float*)Take(keys * sizeof(float), heads);
                Content = Take(rows * size, heads);
                Position = Take(rows * size, heads);
                ContentSteps = (float*)Take(rows * sizeof(float), heads);
                PositionSteps = (float*)Take(rows * sizeof(float), heads);
                WeightSteps = (float*)Take(rows * sizeof(float), heads);
                ContentScores = (int*)Take(rows * keys * sizeof(int), heads);
                PositionScores = (int*)Take(rows * Work.Distances * sizeof(int), heads);
                Weights = Take(2 * rows * keys, heads);
                Sums = (int*)Take(2 * rows * size * sizeof(int), heads);
                OwnSums = (int*)Take(rows * size * sizeof(int), heads);
                return used;

                byte* Take(long bytes, int count)
                {
                    byte* place = start + used;
                    used += (bytes * count + CacheLine - 1) / CacheLine * CacheLine;
                    return place;
                }
            }

            /// <summary>No row is taken yet.</summary>
            public void Start()
            {
                Left = Work.RowCount;
                new Span<bool>(_taken, Left).Clear();
            }

            /// <summary>
            /// Finds rows that are computed together: those of a ring that has many, or one of each ring that branched off where
            /// that of the first row did. A ring's rows come in the order of time, since each may take the place of one that the
            /// row before still attends to.
            /// </summary>
            /// <param name="many">How many are many.</param>
            /// <returns>How many there are; they are taken.</returns>
            public int Collect(int many)
            {
                int count = 0;
                IsOneRing = true;
                for (int first = 0; first < Work.RowCount && Left >= many && count < many; first++)
                    count = IsNext(first) ? FindLike(first) : 0;
                if (count < many)
                {
                    IsOneRing = false;
                    int first = 0;
                    while (first < Work.RowCount && _taken[first])
                        first++;
                    count = Left > 0 ? FindLike(first) : 0;
                }

                for (int i = 0; i < count; i++)
                    _taken[_indices[i]] = true;
                Left -= count;
                return count;
            }

            private readonly int FindLike(int first)
            {
                int count = 0;
                for (int row = first; row < Work.RowCount; row++)
                {
                    if (!_taken[row] && (IsOneRing ? IsOfRing(row, first) : IsNext(row) && Branches(row, first)))
                        _indices[count++] = row;
                }

                return count;
            }

            private readonly bool IsNext(int row)
            {
                bool next = !_taken[row];
                for (int other = 0; other < row && next; other++)
                    next = _taken[other] || !IsOfRing(other, row);
                return next;
            }

            private readonly bool IsOfRing(int row, int other) => Work.Own(row).First == Work.Own(other).First;

            private readonly bool Branches(int row, int other)
            {
                RingSpan a = Work.Shared(row),
                    b = Work.Shared(other);
                return (a.Count > 0) == (b.Count > 0) && (a.Count == 0 || (a.First == b.First && a.Last == b.Last));
            }

            /// <summary>Turns to some of them.</summary>
            public void Begin(int first, int rows)
            {
                Index = _indices + first;
                (Rows, Shared, Earlier) = (rows, default, Work.Own(Index[0]));
                Earlier.Count = 0;
                for (int i = 0; i < rows; i++)
                {
                    if (Work.Shared(Index[i]).Count > Shared.Count)
                        Shared = Work.Shared(Index[i]);
                    if (IsOneRing)
                        Earlier.Count = Math.Max(Earlier.Count, Work.Own(Index[i]).Count - 1 - i);
                }

                // up to the slot before the first row's own
                Earlier.Last = (Earlier.Last == 0 ? Earlier.Size : Earlier.Last) - 1;
                KeyCount = Shared.Count + Earlier.Count + (IsOneRing ? rows : 0);
            }

            /// <summary>How many of the tokens that a row attends to are among the block's keys: its first ones.</summary>
            public readonly int Met(int i) => IsOneRing ? Work.Count(Index[i]) : Work.Shared(Index[i]).Count;

            /// <summary>Where those end among the block's keys.</summary>
            public readonly int EndOf(int i) => IsOneRing ? KeyCount - Rows + i + 1 : KeyCount;
        }
    }
}
