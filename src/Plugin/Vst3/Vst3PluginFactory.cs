using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;
using LakhNes.Plugin.Vst3.Vtables;

namespace LakhNes.Plugin.Vst3;

/// <summary>The module's factory: one class. Lives as long as the process.</summary>
internal sealed unsafe class Vst3PluginFactory : ComTarget
{
    private const string SdkVersion = "VST 3.7.12";

    private static readonly ComInterface* Instance = ComObject.Interface(
        ComObject.Create(
            new Vst3PluginFactory(),
            new ComFace(
                FactoryVtable.Table,
                InterfaceIds.FUnknown,
                InterfaceIds.PluginFactory,
                InterfaceIds.PluginFactory2,
                InterfaceIds.PluginFactory3
            )
        ),
        0
    );

    private static readonly Tuid ClassId = Tuid.Parse(PluginIdentity.Vst3ClassId);

    /// <summary>The factory with a reference for the caller.</summary>
    public static ComInterface* Get()
    {
        ComObject.AddRef(Instance->Owner);
        return Instance;
    }

    /// <summary>IPluginFactory::getFactoryInfo.</summary>
    public static int GetFactoryInfo(PFactoryInfo* info)
    {
        if (info is null)
            return Result.InvalidArgument;
        *info = default;
        NativeText.Write(info->Vendor, 64, PluginIdentity.Vendor);
        info->Flags = PFactoryInfo.Unicode;
        return Result.Ok;
    }

    /// <summary>IPluginFactory::getClassInfo.</summary>
    public static int GetClassInfo(int index, PClassInfo* info)
    {
        if (index != 0 || info is null)
            return Result.InvalidArgument;
        *info = new PClassInfo { ClassId = ClassId, Cardinality = PClassInfo.ManyInstances };
        NativeText.Write(info->Category, 32, PluginIdentity.Vst3Category);
        NativeText.Write(info->Name, 64, PluginIdentity.Name);
        return Result.Ok;
    }

    /// <summary>IPluginFactory2::getClassInfo2.</summary>
    public static int GetClassInfo2(int index, PClassInfo2* info)
    {
        if (index != 0 || info is null)
            return Result.InvalidArgument;
        *info = new PClassInfo2 { ClassId = ClassId, Cardinality = PClassInfo.ManyInstances };
        NativeText.Write(info->Category, 32, PluginIdentity.Vst3Category);
        NativeText.Write(info->Name, 64, PluginIdentity.Name);
        NativeText.Write(info->SubCategories, 128, PluginIdentity.Vst3SubCategories);
        NativeText.Write(info->Vendor, 64, PluginIdentity.Vendor);
        NativeText.Write(info->Version, 64, PluginIdentity.Version);
        NativeText.Write(info->SdkVersion, 64, SdkVersion);
        return Result.Ok;
    }

    /// <summary>IPluginFactory3::getClassInfoUnicode.</summary>
    public static int GetClassInfoUnicode(int index, PClassInfoW* info)
    {
        if (index != 0 || info is null)
            return Result.InvalidArgument;
        *info = new PClassInfoW { ClassId = ClassId, Cardinality = PClassInfo.ManyInstances };
        NativeText.Write(info->Category, 32, PluginIdentity.Vst3Category);
        NativeText.Write(info->Name, 64, PluginIdentity.Name);
        NativeText.Write(info->SubCategories, 128, PluginIdentity.Vst3SubCategories);
        NativeText.Write(info->Vendor, 64, PluginIdentity.Vendor);
        NativeText.Write(info->Version, 64, PluginIdentity.Version);
        NativeText.Write(info->SdkVersion, 64, SdkVersion);
        return Result.Ok;
    }

    /// <summary>IPluginFactory::createInstance.</summary>
    public static int CreateInstance(Tuid* classId, Tuid* interfaceId, ComInterface** result)
    {
        if (result is null)
            return Result.InvalidArgument;
        *result = null;
        if (classId is null || interfaceId is null || *classId != ClassId)
            return Result.InvalidArgument;
        ComObject* instance = CreateInstance();
        int found = Vtable.Query(ComObject.Interface(instance, 0), interfaceId, result);
        ComObject.Release(instance);
        return found;
    }

    private static ComObject* CreateInstance() =>
        ComObject.Create(
            new Vst3Instance(),
            new ComFace(ComponentVtable.Table, InterfaceIds.FUnknown, InterfaceIds.PluginBase, InterfaceIds.Component),
            new ComFace(AudioProcessorVtable.Table, InterfaceIds.AudioProcessor),
            new ComFace(ProcessContextRequirementsVtable.Table, InterfaceIds.ProcessContextRequirements),
            new ComFace(EditControllerVtable.Table, InterfaceIds.EditController),
            new ComFace(EditController2Vtable.Table, InterfaceIds.EditController2),
            new ComFace(UnitInfoVtable.Table, InterfaceIds.UnitInfo),
            new ComFace(NoteExpressionVtable.Table, InterfaceIds.NoteExpressionController),
            new ComFace(MidiMappingVtable.Table, InterfaceIds.MidiMapping)
        );
}
