#!/usr/bin/env bash
# Takes the debug symbols out of a release binary and puts them beside it: strip.sh target/release/ministage OUT
# OUT/ministage runs; OUT/ministage.debug is what a backtrace or gdb wants, found by the link in the binary.
set -euo pipefail
binary=${1:?usage: strip.sh BINARY FOLDER}
out=${2:?usage: strip.sh BINARY FOLDER}
mkdir -p "$out"
objcopy --only-keep-debug --compress-debug-sections "$binary" "$out/ministage.debug"
objcopy --strip-debug "$binary" "$out/ministage"
(cd "$out" && objcopy --add-gnu-debuglink=ministage.debug ministage)
# What runs somewhere can be told from it: `sha256sum --check SHA256SUMS`.
(cd "$out" && sha256sum ministage ministage.debug >SHA256SUMS)
