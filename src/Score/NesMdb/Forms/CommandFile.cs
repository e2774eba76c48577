using System.Text;
using LakhNes.Score.Pickles;
using LakhNes.Score.Text;

namespace LakhNes.Score.NesMdb.Forms;

/// <summary>Lists of commands as text and as pickles.</summary>
internal static class CommandFile
{
    private const string Comment = "//";

    /// <summary>The commands as lines; one of bytes (sample memory) has no place there.</summary>
    public static byte[] Text(IEnumerable<object[]> commands) =>
        Encoding.ASCII.GetBytes(
            string.Join('\n', commands.Where(command => command[^1] is not byte[]).Select(command => string.Join(',', command)))
        );

    /// <summary>The commands as a pickled list of tuples.</summary>
    public static byte[] Pickle(IEnumerable<object[]> commands)
    {
        using MemoryStream stream = new();
        PickleWriter pickle = new(stream);
        pickle.Begin().EmptyList().Mark();
        foreach (object[] command in commands)
        {
            pickle.Mark();
            foreach (object field in command)
            {
                switch (field)
                {
                    case string text:
                        pickle.Name(text);
                        break;
                    case byte[] bytes:
                        pickle.Value(bytes);
                        break;
                    default:
                        pickle.Value((long)field);
                        break;
                }
            }

            pickle.Tuple();
        }

        pickle.Append().End();
        return stream.ToArray();
    }

    /// <summary>Reads lines; empty ones and those that begin with // are passed over.</summary>
    public static IEnumerable<Command> ReadText(ReadOnlyMemory<byte> bytes, string name)
    {
        int number = 0;
        using var lines = new StringReader(BytesText.OfFile(bytes.Span));
        while (lines.ReadLine() is { } line)
        {
            number++;
            string command = line.Trim();
            if (command.Length > 0 && !command.StartsWith(Comment, StringComparison.Ordinal))
                yield return new Command(command.Split(','), name, number, isText: true);
        }
    }

    /// <summary>Reads a pickle.</summary>
    /// <exception cref="ScoreFormatException">It holds no list of commands.</exception>
    public static IEnumerable<Command> ReadPickle(ReadOnlyMemory<byte> bytes, string name)
    {
        object? read;
        try
        {
            read = PickleReader.Read(new PickleInput(new MemoryStream(bytes.ToArray()), bytes.Length), new NumpyNames());
        }
        catch (PickleException failure)
        {
            throw ScoreFormatException.Of(name, failure.Message, failure);
        }

        if (read is not List<object?> commands)
            throw ScoreFormatException.Of(name, "holds no list of commands");
        return commands.Select(
            (command, i) =>
                new Command(
                    command as IReadOnlyList<object?> ?? throw ScoreFormatException.Of(name, $"command {i} is no tuple"),
                    name,
                    i,
                    isText: false
                )
        );
    }
}
