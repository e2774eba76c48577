#!/usr/bin/env bash
# Runs the public test ROMs through `lakhnes romtest` and writes docs/roms.md.
#   scripts/roms.sh DIR     DIR: a checkout of https://github.com/christopherpow/nes-test-roms
set -euo pipefail

if [ $# -ne 1 ] || [ ! -d "$1/apu_test" ]; then
    echo "usage: scripts/roms.sh DIR (a folder of nes-test-roms, with apu_test in it)" >&2
    exit 2
fi
roms=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
page=docs/roms.md

sound_suites="apu_test/rom_singles apu_mixer apu_reset blargg_apu_2005.07.30 dmc_tests pal_apu_tests"
console_suites="instr_test-v5/rom_singles instr_misc/rom_singles instr_timing/rom_singles cpu_timing_test6 branch_timing_tests
    cpu_interrupts_v2/rom_singles cpu_reset cpu_dummy_reads cpu_dummy_writes cpu_exec_space ppu_vbl_nmi/rom_singles vbl_nmi_timing
    sprdma_and_dmc_dma dmc_dma_during_read4 oam_read blargg_ppu_tests_2005.09.15b"

dotnet build src/Cli -c Release --nologo --verbosity quiet
lakhnes() { dotnet artifacts/build/bin/Cli/release/lakhnes.dll "$@"; }

# field JSON NAME: a number, or a string without its quotes; nothing if it is null or not there
field() { sed -nE "s/.*\"$2\":(\"([^\"]*)\"|([0-9.-]+)).*/\2\3/p" <<<"$1"; }

# table SUITE...: one row a ROM; counts into $passed and $total
table() {
    echo "| ROM | verdict | by | code | audio peak |"
    echo "| --- | --- | --- | --- | --- |"
    local rom report
    for suite in "$@"; do
        for rom in "$roms/$suite"/*.nes; do
            report=$(lakhnes romtest "$rom" --json)
            total=$((total + 1))
            [ "$(field "$report" status)" != passed ] || passed=$((passed + 1))
            echo "| ${rom#"$roms"/} | $(field "$report" status) | $(field "$report" evidence) | $(field "$report" code) |" \
                "$(field "$report" audioPeakDb) dB |"
        done
    done
}

# gaps: what the mixer tests leave between their beeps
gaps() {
    echo "| ROM | level | tone |"
    echo "| --- | --- | --- |"
    local report
    for rom in "$roms"/apu_mixer/*.nes; do
        report=$(lakhnes romtest "$rom" --json)
        echo "| ${rom#"$roms"/} | $(field "$report" gapLevelDb) dB | $(field "$report" gapToneDb) dB |"
    done
}

total=0 passed=0
table $sound_suites >"$page.sound"
sound="$passed of $total"
total=0 passed=0
table $console_suites >"$page.console"
console="$passed of $total"
gaps >"$page.gaps"
{
    sed -e "s/@SOUND@/$sound/" -e "s/@CONSOLE@/$console/" \
        -e "/@SOUND_TABLE@/{r $page.sound" -e 'd}' \
        -e "/@CONSOLE_TABLE@/{r $page.console" -e 'd}' \
        -e "/@GAP_TABLE@/{r $page.gaps" -e 'd}' scripts/roms.template.md
} >"$page"
rm "$page.sound" "$page.console" "$page.gaps"
echo "$page: sound chip $sound, CPU and PPU timing $console"
