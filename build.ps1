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

dotnet tool restore --verbosity quiet
dotnet cake build.cake "--target=$Target" @CakeArguments
$status = $LASTEXITCODE

# the last line of a test run, after the report of the build
if (Test-Path $summary) { Get-Content $summary }
exit $status
