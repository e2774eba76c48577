using LakhNes.Generator.Expression;
using LakhNes.Score.Randomness;

namespace LakhNes.Training.Expression;

/// <summary>
/// Teaches an <see cref="ExpressionNetwork"/> how songs play their notes: Adam on the cross entropy of each note's volume and
/// timbre, all
/// songs once a round, in another order and at another loudness each time.
/// </summary>
public sealed class ExpressionTraining
{
    private const int Batch = 256;
    private const double Beta1 = 0.9,
        Beta2 = 0.999,
        Epsilon = 1e-8;

    // players are softer than songs: a song's volumes are scaled by so little at least
    private const double Softest = 0.5;
    private const int Scaled = 2; // one song in so many

    // of one song in so many a part is heard as if a player played it
    private const int Unshaped = 2;

    private readonly ExpressedNote[][] _songs;
    private readonly int _rounds;
    private readonly double _rate;
    private readonly float[] _parameters = new float[ExpressionNetwork.ParameterCount];
    private readonly float[] _gradient = new float[ExpressionNetwork.ParameterCount];
    private readonly double[] _first = new double[ExpressionNetwork.ParameterCount];
    private readonly double[] _second = new double[ExpressionNetwork.ParameterCount];
    private Pcg32 _random;
    private long _step;

    /// <summary>Draws a network.</summary>
    /// <param name="songs">Songs to learn from, each a list of notes by time.</param>
    /// <param name="rounds">How often each song is looked at.</param>
    /// <param name="rate">The learning rate at the beginning; it falls to 0 as a cosine does.</param>
    /// <param name="seed">Of what is drawn.</param>
    public ExpressionTraining(IEnumerable<ExpressedNote[]> songs, int rounds, double rate, ulong seed)
    {
        _songs = [.. songs];
        (_rounds, _rate) = (rounds, rate);
        _random = new Pcg32(seed);
        int at = 0;
        foreach ((int inputs, int outputs) in NetworkPass.Layers)
        {
            double range = Math.Sqrt(3.0 / inputs);
            for (int i = 0; i < inputs * outputs; i++)
                _parameters[at++] = (float)(range * ((2 * _random.NextDouble()) - 1));
            at += outputs;
        }
    }

    /// <summary>Learns.</summary>
    /// <param name="report">Told each round's loss, in nats a note.</param>
    public ExpressionNetwork Run(Action<int, double> report)
    {
        var pass = new NetworkPass();
        for (int round = 0; round < _rounds; round++)
        {
            List<NoteSample> samples = [];
            foreach (ExpressedNote[] song in _songs)
            {
                double gain = _random.Next(Scaled) == 0 ? Softest + ((1 - Softest) * _random.NextDouble()) : 1;
                int told = _random.Next(Unshaped) == 0 ? _random.Next(song.Length + 1) : 0;
                NoteSample.AddTo(samples, song, gain, told);
            }

            NoteSample[] order = [.. samples];
            _random.Draw(order.AsSpan(), order.Length);
            double loss = 0;
            for (int from = 0; from < order.Length; from += Batch)
            {
                ReadOnlySpan<NoteSample> batch = order.AsSpan(from, Math.Min(Batch, order.Length - from));
                Array.Clear(_gradient);
                foreach (NoteSample sample in batch)
                    loss += pass.AddGradient(_parameters, sample, _gradient, 1f / batch.Length);
                double done = (round + ((double)from / order.Length)) / _rounds;
                Step(_rate * 0.5 * (1 + Math.Cos(Math.PI * done)));
            }

            report(round + 1, loss / Math.Max(order.Length, 1));
        }

        return new ExpressionNetwork([.. _parameters]);
    }

    private void Step(double rate)
    {
        _step++;
        double unbias1 = 1 - Math.Pow(Beta1, _step),
            unbias2 = 1 - Math.Pow(Beta2, _step);
        for (int i = 0; i < _parameters.Length; i++)
        {
            double gradient = _gradient[i];
            _first[i] += (1 - Beta1) * (gradient - _first[i]);
            _second[i] += (1 - Beta2) * ((gradient * gradient) - _second[i]);
            _parameters[i] -= (float)(rate * (_first[i] / unbias1) / (Math.Sqrt(_second[i] / unbias2) + Epsilon));
        }
    }
}
