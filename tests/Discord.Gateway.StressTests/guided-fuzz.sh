#!/usr/bin/env bash
# Fuzzing guided by coverage: AFL++ makes inputs for one target (envelope, decode, protocol, zlib, zstd), and SharpFuzz tells it which code of the library each reached.
# Inputs that broke something, and those that reached new code, are left in FOLDER; what is worth keeping of them goes to Corpus/TARGET, which `fuzz` replays.
#
#   tests/Discord.Gateway.StressTests/guided-fuzz.sh TARGET SECONDS [FOLDER]
set -euo pipefail
target=$1 seconds=$2 folder=${3:-$(mktemp -d)}
project=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v afl-fuzz >/dev/null || { apt-get update -q && apt-get install -y -q afl++; }
dotnet publish "$project" -c Release -o "$work/app"
dotnet tool install SharpFuzz.CommandLine --tool-path "$work/tools"
for library in Discord.Gateway Discord.Gateway.Zstd; do
  "$work/tools/sharpfuzz" "$work/app/$library.dll"
done
"$work/app/Discord.Gateway.StressTests" fuzz-seeds "$target" "$work/seeds"
mkdir -p "$folder"

# AFL_SKIP_BIN_CHECK: the program itself is not instrumented, the library is. The runtime reserves more address space than AFL allows (-m none).
AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 \
  afl-fuzz -V "$seconds" -i "$work/seeds" -o "$folder" -m none -t 10000 -- "$work/app/Discord.Gateway.StressTests" fuzz-guided "$target" > "$folder/afl.log"
grep -E '^(execs_done|corpus_count|corpus_found|saved_crashes|saved_hangs|bitmap_cvg)' "$folder/default/fuzzer_stats"
broken=$(find "$folder/default/crashes" "$folder/default/hangs" -name 'id:*')
[ -z "$broken" ] || { printf 'FAILED: these broke it:\n%s\n' "$broken"; exit 1; }
