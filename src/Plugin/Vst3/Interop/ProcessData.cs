namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Everything that one process call is given.</summary>
internal unsafe struct ProcessData
{
    public ProcessMode ProcessMode;
    public SampleSize SymbolicSampleSize;
    public int SampleCount;
    public int InputCount;
    public int OutputCount;
    public AudioBusBuffers* Inputs;
    public AudioBusBuffers* Outputs;
    public IParameterChanges* InputParameterChanges;
    public IParameterChanges* OutputParameterChanges;
    public IEventList* InputEvents;
    public IEventList* OutputEvents;
    public ProcessContext* ProcessContext;
}
