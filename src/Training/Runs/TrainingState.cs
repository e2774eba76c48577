using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using LakhNes.Generator;
using LakhNes.Generator.Runtime;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Training.Runs;

/// <summary>All that a run needs to go on to the bit, as one file.</summary>
/// <remarks>
/// The file: a line that names it; the length of a JSON object and the object (<see cref="StateHeader"/>); vectors of numbers of
/// 32 bits: parameters, both moments, the average of the weights where there is one, the memory of each layer; the SHA-256 of all
/// that.
/// </remarks>
public sealed class TrainingState
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string FileName = "state.bin";

    private const int HashBytes = 32;
    private const int LargestHeader = 1 << 24;
    private static ReadOnlySpan<byte> Magic => "LakhNES training state 1\n"u8;

    private readonly StateHeader _header;
    private readonly float[][] _vectors;

    private TrainingState(StateHeader header, float[][] vectors)
    {
        _header = header;
        _vectors = vectors;
        var vocabulary = new TokenVocabulary(header.Symbols, header.Unit);
        var parameters = header
            .Dimensions.Parameters()
            .ToDictionary(parameter => parameter.Name, parameter => new float[parameter.Count]);
        parameters[ParameterShape.InverseFrequencies] = header.InverseFrequencies;
        Weights = new TransformerXlWeights(header.Dimensions, vocabulary, parameters, header.Provenance);
    }

    /// <summary>The model; its parameters are put in by <see cref="CopyTo"/>.</summary>
    internal TransformerXlWeights Weights { get; }

    /// <summary>What the model's symbols are.</summary>
    public TokenVocabulary Vocabulary => Weights.Vocabulary;

    /// <summary>How the run is done.</summary>
    public RunOptions Options => _header.Options;

    /// <summary>How far it has come.</summary>
    public RunPosition Position => _header.Position;

    /// <summary>Reads a file.</summary>
    /// <exception cref="TrainingStateException">It is none, or damaged.</exception>
    /// <exception cref="IOException">It is missing or cannot be read.</exception>
    public static TrainingState Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] magic = new byte[Magic.Length];
        if (stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !Magic.SequenceEqual(magic))
            throw new TrainingStateException("no state of a training run");
        if (!IsWhole(stream))
            throw new TrainingStateException("damaged: its checksum does not match");
        stream.Position = Magic.Length;
        using var reader = new BinaryReader(stream);
        try
        {
            int length = reader.ReadInt32();
            if (length is < 0 or > LargestHeader)
                throw new TrainingStateException("damaged: its header is too long");
            StateHeader header =
                JsonSerializer.Deserialize(reader.ReadBytes(length), StateJson.Default.StateHeader)
                ?? throw new TrainingStateException("damaged: its header is empty");
            return new TrainingState(header, [.. header.Lengths.Select(count => ReadVector(stream, count))]);
        }
        catch (Exception failure)
            when (failure is JsonException or EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new TrainingStateException($"damaged: {failure.Message}");
        }
    }

    /// <summary>Writes a file through a temporary one beside it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(
        string path,
        RunOptions options,
        RunPosition position,
        TransformerXlWeights weights,
        IReadOnlyList<NativeBuffer<float>> vectors
    )
    {
        var header = new StateHeader(
            options,
            position,
            weights.Dimensions,
            [.. weights.Vocabulary.Symbols.Skip(1)],
            weights.Vocabulary.Unit,
            weights.Provenance,
            weights.Parameters[ParameterShape.InverseFrequencies],
            [.. vectors.Select(vector => checked((int)vector.Length))]
        );
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, StateJson.Default.StateHeader);
        WholeFile.Write(
            path,
            stream =>
            {
                using var hash = SHA256.Create();
                using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
                {
                    hashed.Write(Magic);
                    hashed.Write(BitConverter.GetBytes(json.Length));
                    hashed.Write(json);
                    foreach (NativeBuffer<float> vector in vectors)
                        hashed.Write(MemoryMarshal.AsBytes(vector.Span));
                }

                stream.Write(hash.Hash!);
            }
        );
    }

    /// <summary>Copies the vectors to where they belong.</summary>
    /// <exception cref="TrainingStateException">They do not fit.</exception>
    internal void CopyTo(IReadOnlyList<NativeBuffer<float>> targets)
    {
        if (targets.Count != _vectors.Length)
            throw new TrainingStateException("damaged: it holds another number of vectors than its run needs");
        for (int i = 0; i < targets.Count; i++)
        {
            if (targets[i].Length != _vectors[i].Length)
                throw new TrainingStateException("damaged: a vector has another length than its run needs");
            _vectors[i].CopyTo(targets[i].Span);
        }
    }

    private static float[] ReadVector(FileStream stream, int count)
    {
        if (count < 0 || count * (long)sizeof(float) > stream.Length)
            throw new TrainingStateException("damaged: a vector is longer than the file");
        float[] vector = new float[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(vector.AsSpan()));
        return vector;
    }

    private static bool IsWhole(FileStream stream)
    {
        long left = stream.Length - HashBytes;
        if (left < Magic.Length)
            return false;
        stream.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        while (left > 0)
        {
            int count = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (count == 0)
                return false;
            hash.AppendData(buffer, 0, count);
            left -= count;
        }

        byte[] expected = new byte[HashBytes];
        stream.ReadExactly(expected);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(expected);
    }
}
