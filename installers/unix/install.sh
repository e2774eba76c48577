#!/bin/sh
# Puts LakhNES into this user's folders: the plug-ins where hosts look for them, the command into ~/.local/bin, and what all of
# them compose with, once, into ~/.local/lib/lakhnes, the manual too.
# ./install.sh --uninstall takes it away again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=$HOME/.local/bin
lib=$HOME/.local/lib/lakhnes
case $(uname) in
Darwin) vst3=$HOME/Library/Audio/Plug-Ins/VST3 clap=$HOME/Library/Audio/Plug-Ins/CLAP ;;
*) vst3=$HOME/.vst3 clap=$HOME/.clap ;;
esac

# away with an old version first: a running host keeps what it has mapped
rm -rf "$vst3/LakhNES.vst3" "$clap/LakhNES.clap" "$clap/LakhNES" "$bin/lakhnes" "$bin/lakhnes-app" "$lib"
if [ "${1:-}" = --uninstall ]; then
    echo "LakhNES is gone from $vst3, $clap and $bin."
    exit 0
fi

mkdir -p "$vst3" "$clap" "$bin" "$lib"
cp -R "$here/LakhNES.vst3" "$vst3/"
cp -R "$here/LakhNES.clap" "$clap/"
cp "$here/lakhnes" "$bin/"
[ ! -f "$here/lakhnes-app" ] || cp "$here/lakhnes-app" "$bin/"
cp "$here"/libonnxruntime.* "$here/default.onnx" "$lib/"
cp -R "$here/manual" "$lib/"
echo "Installed:"
echo "  $vst3/LakhNES.vst3"
echo "  $clap/LakhNES.clap"
echo "  $bin/lakhnes"
[ ! -f "$bin/lakhnes-app" ] || echo "  $bin/lakhnes-app"
echo "  $lib"
echo "The manual: $lib/manual/index.html"
case ":$PATH:" in
*":$bin:"*) ;;
*) echo "($bin is not in your PATH.)" ;;
esac
