namespace LakhNes.Generator.Composition.Form;

/// <summary>Where the sections of a form lie in time, counted over all its rounds. Asking allocates nothing.</summary>
/// <param name="plan">The form, which has sections, and its place on the clock.</param>
internal readonly ref struct FormClock(in FormPlan plan)
{
    // units, as bar lines are rounded
    private const double Tolerance = 0.75;

    // bars: a share of bars that is a whole number but for the error of floating point is one
    private const double Rounding = 1e-9;

    private readonly ref readonly FormPlan _plan = ref plan;

    /// <summary>The section.</summary>
    public Section this[int section] => _plan.Form[section % _plan.Form.Count];

    /// <summary>The section that a time belongs to; -1: it lies before or after all of them.</summary>
    public int SectionOf(long time)
    {
        double bars = (time + Tolerance - _plan.Start) / _plan.Bar;
        if (bars < 0 || (bars >= _plan.Form.Bars && !_plan.Repeats))
            return -1;
        int section = (int)(bars / _plan.Form.Bars) * _plan.Form.Count;
        while (StartOf(section + 1) <= time + Tolerance)
            section++;
        return section;
    }

    /// <summary>The section that begins at a time; -1: none does.</summary>
    public int SectionAt(long time)
    {
        int section = SectionOf(time);
        return section >= 0 && StartOf(section) > time - Tolerance ? section : -1;
    }

    /// <summary>
    /// When the first section after a time begins, or that part of one that is another than before; <see cref="long.MaxValue"/>
    /// where none does.
    /// </summary>
    public long NextAfter(long time)
    {
        if (time + Tolerance < _plan.Start)
            return _plan.Start;
        int section = SectionOf(time);
        double other = section < 0 ? 0 : StartOf(section) + (SameBars(section, FirstOf(section)) * _plan.Bar);
        if (time + Tolerance < other)
            return (long)Math.Round(other);
        bool last = section < 0 || (section == _plan.Form.Count - 1 && !_plan.Repeats);
        return last ? long.MaxValue : (long)Math.Round(StartOf(section + 1));
    }

    /// <summary>When a section begins, in the text's units.</summary>
    public double StartOf(int section)
    {
        int bars = section / _plan.Form.Count * _plan.Form.Bars;
        for (int i = (section % _plan.Form.Count) - 1; i >= 0; i--)
            bars += _plan.Form[i].Bars;
        return _plan.Start + (bars * _plan.Bar);
    }

    /// <summary>The earliest section of the same letter that is not lost; -1: there is none before this one.</summary>
    public int FirstOf(int section)
    {
        for (int earlier = 0; earlier < section; earlier++)
        {
            if (this[earlier].Letter == this[section].Letter && StartOf(earlier) >= 0)
                return earlier;
        }

        return -1;
    }

    /// <summary>How many bars of a section are those of the first one of its letter.</summary>
    /// <param name="section">The section.</param>
    /// <param name="first">See <see cref="FirstOf"/>; -1: none.</param>
    public int SameBars(int section, int first)
    {
        if (first < 0)
            return 0;
        int bars = Math.Min(this[section].Bars, this[first].Bars);
        return bars - (int)Math.Ceiling((_plan.Vary * bars) - Rounding);
    }
}
