#!/bin/sh
# Makes the installer for all users of a Mac: package.sh VERSION CONTENT OUTPUT.pkg, where CONTENT is the folder that the archive holds.
# Nobody has signed it.
set -eu
version=$1 content=$2 output=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root resources=$work/resources
plugins=$root/Library/Audio/Plug-Ins lib=$root/usr/local/lib/lakhnes

mkdir -p "$plugins/VST3" "$plugins/CLAP" "$root/usr/local/bin" "$lib" "$resources"
cp -R "$content/LakhNES.vst3" "$plugins/VST3/"
cp -R "$content/LakhNES.clap" "$plugins/CLAP/"
cp "$content/lakhnes" "$root/usr/local/bin/"
for shared in libonnxruntime.dylib default.onnx LICENSE THIRD-PARTY-NOTICES.md MODEL.md; do
    cp "$content/$shared" "$lib/"
done
cp -R "$content/manual" "$lib/"
cp "$content/LICENSE" "$resources/LICENSE.txt"
cp "$here/welcome.txt" "$resources/"
sed "s/@VERSION@/$version/g" "$here/distribution.xml" >"$work/distribution.xml"

pkgbuild --root "$root" --component-plist "$here/components.plist" --identifier org.lakhnes.lakhnes --version "$version" \
    --install-location / "$work/lakhnes.pkg"
productbuild --distribution "$work/distribution.xml" --package-path "$work" --resources "$resources" "$output"
