# Puts LakhNES into this user's folders: the plug-ins where hosts look for them, the command and what all of them compose with,
# once, into Programs\LakhNES.
# .\install.ps1 -Uninstall takes it away again.
param([switch]$Uninstall)
$ErrorActionPreference = 'Stop'

$programs = Join-Path $env:LOCALAPPDATA 'Programs'
$targets = [ordered]@{
    'LakhNES.vst3' = Join-Path $programs 'Common\VST3'
    'LakhNES.clap' = Join-Path $programs 'Common\CLAP'
    'lakhnes.exe'  = Join-Path $programs 'LakhNES'
    'lakhnes-app.exe' = Join-Path $programs 'LakhNES'
    'onnxruntime.dll' = Join-Path $programs 'LakhNES'
    'default.onnx' = Join-Path $programs 'LakhNES'
    'manual' = Join-Path $programs 'LakhNES'
}

# earlier versions had a copy of what composes beside the CLAP
$beside = Join-Path $targets['LakhNES.clap'] 'LakhNES'
if (Test-Path $beside) { Remove-Item -Recurse -Force $beside }

foreach ($name in $targets.Keys) {
    $installed = Join-Path $targets[$name] $name
    if (Test-Path $installed) { Remove-Item -Recurse -Force $installed }
    if ($Uninstall) { continue }
    New-Item -ItemType Directory -Force $targets[$name] | Out-Null
    Copy-Item -Recurse (Join-Path $PSScriptRoot $name) $targets[$name]
    Write-Output "Installed $installed"
}

if ($Uninstall) { Write-Output 'LakhNES is gone.' }
