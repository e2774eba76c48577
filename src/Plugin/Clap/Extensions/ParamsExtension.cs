using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_params: the parameter table, in plain values.</summary>
internal static unsafe class ParamsExtension
{
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)&Count,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, ClapParamInfo*, byte>)&GetInfo,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, double*, byte>)&GetValue,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, double, byte*, uint, byte>)&ValueToText,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, byte*, double*, byte>)&TextToValue,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, ClapInputEvents*, ClapOutputEvents*, void>)&Flush
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Count(ClapPlugin* plugin)
    {
        try
        {
            return (uint)ParameterTable.All.Length;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ParamsExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte GetInfo(ClapPlugin* plugin, uint index, ClapParamInfo* info)
    {
        try
        {
            if (info is null || index >= ParameterTable.All.Length)
                return 0;
            Describe(ParameterTable.All[(int)index], info);
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ParamsExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte GetValue(ClapPlugin* plugin, uint id, double* value)
    {
        try
        {
            if (value is null || ParameterTable.Find(id) is not { } parameter)
                return 0;
            *value = ClapInstance.Of(plugin).Core.Engine.GetParameter(parameter.Index);
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ParamsExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte ValueToText(ClapPlugin* plugin, uint id, double value, byte* text, uint capacity)
    {
        try
        {
            if (text is null || capacity == 0 || ParameterTable.Find(id) is not { } parameter)
                return 0;
            NativeText.Write(text, (int)Math.Min(capacity, int.MaxValue), parameter.ToText(value));
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ParamsExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte TextToValue(ClapPlugin* plugin, uint id, byte* text, double* value)
    {
        try
        {
            if (text is null || value is null || ParameterTable.Find(id) is not { } parameter)
                return 0;
            if (!parameter.TryParse(NativeText.Read(text), out double plain))
                return 0;
            *value = plain;
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ParamsExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Flush(ClapPlugin* plugin, ClapInputEvents* events, ClapOutputEvents* output)
    {
        try
        {
            ClapInstance.Of(plugin).Flush(events, output);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(ParamsExtension));
        }
    }

    private static void Describe(Parameter parameter, ClapParamInfo* info)
    {
        ParameterRange range = parameter.Range;
        *info = new ClapParamInfo
        {
            Id = parameter.Id,
            Flags =
                (parameter.IsOutput ? ClapParamInfo.IsReadOnly : ClapParamInfo.IsAutomatable)
                | (range.StepCount > 0 ? ClapParamInfo.IsStepped : 0)
                | (range.Choices.Length > 0 ? ClapParamInfo.IsEnum : 0)
                | (parameter.IsBypass ? ClapParamInfo.IsBypass : 0),
            Minimum = range.Minimum,
            Maximum = range.Maximum,
            Default = parameter.Default,
        };
        NativeText.Write(info->Name, 256, parameter.Name);
        NativeText.Write(info->Module, 1024, parameter.Group);
    }
}
