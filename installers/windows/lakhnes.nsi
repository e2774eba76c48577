; LakhNES for all users of a 64-bit Windows:
; makensis -DVERSION=1.2.3-rc.1 -DNUMBERS=1.2.3 -DCONTENT=folder -DOUTPUT=file.exe lakhnes.nsi
; /S installs and uninstalls without a window.
!include "x64.nsh"
Unicode true
SetCompressor /SOLID lzma
Name "LakhNES ${VERSION}"
OutFile "${OUTPUT}"
RequestExecutionLevel admin
InstallDir "$PROGRAMFILES64\LakhNES" ; the plug-ins look for what they share there and nowhere else
ShowInstDetails show
VIProductVersion "${NUMBERS}.0"
VIAddVersionKey "ProductName" "LakhNES"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "LakhNES installer"
VIAddVersionKey "LegalCopyright" "Copyright (c) LakhNES contributors. MIT licence."

!define REGISTERED "Software\Microsoft\Windows\CurrentVersion\Uninstall\LakhNES"

LicenseData "${CONTENT}\LICENSE"
Page license
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

; what ONNX Runtime needs and Windows may not have; the plug-ins say the same (src/Generator/Runtime/VisualCppRuntime.cs)
!define REDISTRIBUTABLE "https://aka.ms/vs/17/release/vc_redist.x64.exe"
!macro Need LIBRARY
  IfFileExists "$SYSDIR\${LIBRARY}" +2
    StrCpy $0 "$0 ${LIBRARY}"
!macroend

Function TellOfRuntime
  StrCpy $0 ""
  ${DisableX64FSRedirection}
  !insertmacro Need "vcruntime140.dll"
  !insertmacro Need "vcruntime140_1.dll"
  !insertmacro Need "msvcp140.dll"
  !insertmacro Need "msvcp140_1.dll"
  ${EnableX64FSRedirection}
  StrCmp $0 "" done
  DetailPrint "To compose, LakhNES needs the Visual C++ runtime: ${REDISTRIBUTABLE}"
  MessageBox MB_YESNO|MB_ICONINFORMATION "LakhNES is installed and plays. To compose it needs the Visual C++ runtime, which \
this Windows lacks:$0. Get it from Microsoft now?" /SD IDNO IDNO done
  ExecShell "open" "${REDISTRIBUTABLE}"
  done:
FunctionEnd

!macro RemoveInstalled
  RMDir /r "$COMMONFILES64\VST3\LakhNES.vst3"
  Delete "$COMMONFILES64\CLAP\LakhNES.clap"
  Delete "$INSTDIR\lakhnes.exe"
  Delete "$INSTDIR\lakhnes-app.exe"
  Delete "$SMPROGRAMS\LakhNES.lnk"
  Delete "$INSTDIR\onnxruntime.dll"
  Delete "$INSTDIR\default.onnx"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\THIRD-PARTY-NOTICES.md"
  Delete "$INSTDIR\MODEL.md"
  RMDir /r "$INSTDIR\manual"
!macroend

Section "LakhNES"
  SetRegView 64
  SetShellVarContext all
  !insertmacro RemoveInstalled
  SetOutPath "$COMMONFILES64\VST3"
  File /r "${CONTENT}\LakhNES.vst3"
  SetOutPath "$COMMONFILES64\CLAP"
  File "${CONTENT}\LakhNES.clap"
  SetOutPath "$INSTDIR"
  File "${CONTENT}\lakhnes.exe"
  File "${CONTENT}\lakhnes-app.exe"
  File "${CONTENT}\onnxruntime.dll"
  File "${CONTENT}\default.onnx"
  File "${CONTENT}\LICENSE"
  File "${CONTENT}\THIRD-PARTY-NOTICES.md"
  File "${CONTENT}\MODEL.md"
  File /r "${CONTENT}\manual"
  CreateShortcut "$SMPROGRAMS\LakhNES.lnk" "$INSTDIR\lakhnes-app.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKLM "${REGISTERED}" "DisplayName" "LakhNES"
  WriteRegStr HKLM "${REGISTERED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${REGISTERED}" "Publisher" "LakhNES contributors"
  WriteRegStr HKLM "${REGISTERED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${REGISTERED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${REGISTERED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${REGISTERED}" "NoModify" 1
  WriteRegDWORD HKLM "${REGISTERED}" "NoRepair" 1
  Call TellOfRuntime
SectionEnd

Section "Uninstall"
  SetRegView 64
  SetShellVarContext all
  !insertmacro RemoveInstalled
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKLM "${REGISTERED}"
SectionEnd
