# Puts LakhNES into this user's folders: the plug-ins where hosts look for them, the command beside them.
# .\install.ps1 -Uninstall takes it away again.
param([switch]$Uninstall)
$ErrorActionPreference = 'Stop'

$targets = [ordered]@{
    'LakhNES.vst3' = Join-Path $env:LOCALAPPDATA 'Programs\Common\VST3'
    'LakhNES.clap' = Join-Path $env:LOCALAPPDATA 'Programs\Common\CLAP'
    'lakhnes.exe'  = Join-Path $env:LOCALAPPDATA 'Programs\LakhNES'
    'onnxruntime.dll' = Join-Path $env:LOCALAPPDATA 'Programs\LakhNES'
    'default.onnx' = Join-Path $env:LOCALAPPDATA 'Programs\LakhNES'
}

foreach ($name in $targets.Keys) {
    $installed = Join-Path $targets[$name] $name
    if (Test-Path $installed) { Remove-Item -Recurse -Force $installed }
    if ($Uninstall) { continue }
    New-Item -ItemType Directory -Force $targets[$name] | Out-Null
    Copy-Item -Recurse (Join-Path $PSScriptRoot $name) $targets[$name]
    Write-Output "Installed $installed"
}

# the CLAP is one file: what composes lies in a folder beside it
$beside = Join-Path $targets['LakhNES.clap'] 'LakhNES'
if (Test-Path $beside) { Remove-Item -Recurse -Force $beside }
if (-not $Uninstall) {
    New-Item -ItemType Directory -Force $beside | Out-Null
    foreach ($name in 'onnxruntime.dll', 'default.onnx') { Copy-Item (Join-Path $PSScriptRoot $name) $beside }
}

if ($Uninstall) { Write-Output 'LakhNES is gone.' }
