# Builds and tests LakhNES: ./build.ps1 [TARGET], see ./build.ps1 help. Needs git and the .NET SDK 10.
param([string]$Target = 'default', [Parameter(ValueFromRemainingArguments)][string[]]$CakeArguments = @())
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

$summary = 'artifacts/test-results/summary.txt'
Remove-Item $summary -ErrorAction Ignore

$version = if (Get-Command dotnet -ErrorAction Ignore) { dotnet --version } else { 'none' }
if ($LASTEXITCODE -ne 0 -or $version -eq 'none' -or [int]($version -split '\.')[0] -lt 10) {
    [Console]::Error.WriteLine("build.ps1: needs the .NET SDK 10 or later (https://dot.net/download); found: $version")
    exit 1
}

# the plugin's C objects are compiled by cl, which only Visual Studio's own shells have in their path
$vswhere = "${env:ProgramFiles(x86)}/Microsoft Visual Studio/Installer/vswhere.exe"
if (-not (Get-Command cl -ErrorAction Ignore) -and (Test-Path $vswhere)) {
    $studio = & $vswhere -latest -products * -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath
    if ($studio) { & "$studio/Common7/Tools/Launch-VsDevShell.ps1" -Arch amd64 -HostArch amd64 -SkipAutomaticLocation | Out-Null }
    # MSBuild would take it for a property of every project
    Remove-Item Env:Platform -ErrorAction Ignore
}

dotnet tool restore --verbosity quiet
dotnet cake build.cake "--target=$Target" @CakeArguments
$status = $LASTEXITCODE

# the last line of a test run, after the report of the build
if (Test-Path $summary) { Get-Content $summary }
exit $status
