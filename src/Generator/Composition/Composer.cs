using System.Diagnostics.CodeAnalysis;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Evaluation;

namespace LakhNes.Generator.Composition;

/// <summary>
/// The one loop of composing: runs a model for pieces, all of them side by side, and tells the model no more than it does not
/// know. Piece n has the decoder's stream n. Allocates nothing after construction; one thread at a time.
/// </summary>
/// <param name="decoder">Has a stream for each piece; nobody else uses it.</param>
public sealed class Composer(TransformerXlDecoder decoder)
{
    private readonly int[] _rows = new int[decoder.StreamCount + decoder.BranchCount];

    /// <summary>Adds one token to each piece that is not complete.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <returns>How many tokens were added.</returns>
    public int Step(ReadOnlySpan<Piece> pieces)
    {
        for (int i = 0; i < pieces.Length; i++)
        {
            if (!pieces[i].IsComplete)
                CatchUp(pieces[i], i);
        }

        decoder.Begin();
        for (int i = 0; i < pieces.Length; i++)
        {
            Piece piece = pieces[i];
            bool runs = piece.NeedsModel && !piece.IsComplete;
            _rows[i] = runs ? decoder.Add(i, piece.AllTokens[^1]) : -1;
            if (runs)
                piece.KnownToModel = piece.AllTokens.Length;
        }

        if (decoder.RowCount > 0)
            decoder.Run();
        int added = 0;
        for (int i = 0; i < pieces.Length; i++)
        {
            if (pieces[i].IsComplete)
                continue;
            pieces[i].Next(_rows[i] < 0 ? default : decoder.Logits(_rows[i]));
            added++;
        }

        return added;
    }

    /// <summary>
    /// Lets a piece go on in several ways after its mark, where it stands: each has a branch of the decoder's, beside the
    /// model's memory of what they have in common.
    /// </summary>
    /// <param name="piece">The piece; its next token depends on the model.</param>
    /// <param name="stream">Its place among the pieces.</param>
    /// <param name="branches">The ways; as many as the decoder has branches at most.</param>
    public void Branch(Piece piece, int stream, ReadOnlySpan<PieceBranch> branches)
    {
        CatchUp(piece, stream);
        for (int i = 0; i < branches.Length; i++)
        {
            decoder.Branch(decoder.StreamCount + i, stream);
            piece.Keep(branches[i]);
            branches[i].IsComplete = false;
        }
    }

    /// <summary>Adds one token to each way in which a piece may go on that is not complete, all in one run.</summary>
    /// <param name="piece">The piece; it goes on as one of them.</param>
    /// <param name="branches">The ways: see <see cref="Branch"/>.</param>
    /// <param name="drawing">Called before a way's token is drawn, with its place among them.</param>
    /// <returns>How many tokens were added.</returns>
    public int Step(Piece piece, ReadOnlySpan<PieceBranch> branches, Action<int>? drawing = null)
    {
        decoder.Begin();
        for (int i = 0; i < branches.Length; i++)
            _rows[i] = branches[i].IsComplete ? -1 : decoder.Add(decoder.StreamCount + i, branches[i].State.LastToken);
        if (decoder.RowCount > 0)
            decoder.Run();
        for (int i = 0; i < branches.Length; i++)
        {
            if (_rows[i] < 0)
                continue;
            piece.GoOnAs(branches[i]);
            drawing?.Invoke(i);
            piece.Next(decoder.Logits(_rows[i]));
            piece.Keep(branches[i]);
        }

        return decoder.RowCount;
    }

    /// <summary>Composes until all pieces are complete.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="progress">Told after each step how many tokens there are in all pieces.</param>
    public void Compose(ReadOnlySpan<Piece> pieces, IProgress<int>? progress = null)
    {
        int all = 0;
        for (int added = Step(pieces); added > 0; added = Step(pieces))
            progress?.Report(all += added);
    }

    /// <summary>
    /// Tells the model all tokens of a piece but the last, unless its next one is known without the model, as those of a section
    /// that comes again are. What the model was told and the piece no longer says is taken back.
    /// </summary>
    /// <param name="piece">The piece.</param>
    /// <param name="stream">Its place among the pieces.</param>
    /// <param name="most">So many tokens at most.</param>
    /// <returns>Whether the model knows them.</returns>
    public bool CatchUp(Piece piece, int stream, int most = int.MaxValue)
    {
        piece.Repeat();
        return !piece.NeedsModel || Tell(piece, stream, most);
    }

    /// <summary>
    /// How unlikely a part of a piece is to the model where it comes again after the piece's last token: the negative logarithm
    /// of its probability, in nats.
    /// </summary>
    /// <param name="piece">The piece; its next token is not known.</param>
    /// <param name="stream">Its place among the pieces.</param>
    /// <param name="from">When the part begins, on the clock of <see cref="PieceState.Time"/>.</param>
    /// <param name="length">How long it is.</param>
    public double NatsOfAgain(Piece piece, int stream, long from, long length)
    {
        Tell(piece, stream, int.MaxValue);
        ReadOnlySpan<int> again = piece.Again(from, length);
        return Evaluator.Prime(decoder, again, stream) * (again.Length - 1);
    }

    private bool Tell(Piece piece, int stream, int most)
    {
        Return(piece, stream);
        int count = Math.Min(most, piece.AllTokens.Length - 1 - piece.KnownToModel);
        if (count <= 0)
            return true;
        decoder.Feed(piece.AllTokens.Slice(piece.KnownToModel, count), stream);
        piece.KnownToModel += count;
        return piece.KnownToModel == piece.AllTokens.Length - 1;
    }

    /// <summary>Tells the model all tokens of a piece but the last, and adds up how unlikely the last ones are to it.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="stream">Its place among the pieces.</param>
    /// <param name="first">The first token that counts; 1 or more, and none that the model is not told.</param>
    /// <param name="most">So many tokens at most.</param>
    /// <param name="nats">
    /// The sum of the negative logarithms of the probabilities of those that count; null: begins anew.
    /// </param>
    /// <returns>Whether all are told; else to be called again.</returns>
    public bool Weigh(Piece piece, int stream, int first, int most, [NotNull] ref double? nats)
    {
        // the token before one tells what is expected of it
        if (nats is null)
            piece.KnownToModel = Math.Min(piece.KnownToModel, first - 1);
        nats ??= 0;
        Return(piece, stream);
        int known = piece.KnownToModel,
            end = Math.Min(piece.AllTokens.Length - 1, known + most);
        if (known < first - 1)
            decoder.Feed(piece.AllTokens[known..(end = Math.Min(end, first - 1))], stream);
        else
            nats += Evaluator.Prime(decoder, piece.AllTokens[known..(end + 1)], stream) * (end - known);
        piece.KnownToModel = end;
        return end == piece.AllTokens.Length - 1;
    }

    // takes back what the model was told and the piece no longer says
    private void Return(Piece piece, int stream)
    {
        if (!decoder.Rewind(decoder.Position(stream) - (piece.KnownToModel - piece.ToldFrom), stream))
        {
            decoder.Reset(stream);
            piece.KnownToModel = piece.ToldFrom;
        }
    }
}
