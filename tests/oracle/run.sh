#!/bin/sh
# Compares the library's arithmetic with PyTorch: ./workbench test --oracle
#   run.sh                   compare
#   run.sh --write-goldens   compare, and renew the goldens that the Java tests read
#   run.sh --mutants         compare, and show that wrong formulas are noticed
# The virtual environment is made package by package, so that an interrupted set-up goes on where it stopped.
set -eu

HERE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
ROOT=$(CDPATH='' cd -- "$HERE/../.." && pwd -P)
STATE=$ROOT/.workbench/oracle
GOLDENS=$ROOT/mpssl-lib/src/test/resources/goldens
CHECKPOINTS=$ROOT/mpssl-lib/src/test/resources/checkpoints
NEEDED_KB=8000000

say() { printf '%s\n' "$*" >&2; }
die() {
    say "oracle: $*"
    exit 1
}

find_python() {
    for name in python3.11 python3.12 python3.10 python3; do
        PYTHON=$(command -v "$name") || continue
        "$PYTHON" -c 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))' \
            2>/dev/null && return 0
    done
    die "PyTorch 2.3.1 needs Python 3.10, 3.11 or 3.12 with venv, and none is found."
}

locks() { cat "$HERE/requirements.txt" "$HERE/requirements-alone.txt"; }

key() { locks | cksum; }

# Installs what the lock says. What is there already is skipped by pip.
set_up() {
    [ -f "$STATE/stamp" ] && [ "$(cat "$STATE/stamp")" = "$(key)" ] && return 0
    find_python
    mkdir -p "$STATE"
    rm -rf "$STATE/stamp" "$STATE/parts"
    if ! [ -x "$STATE/venv/bin/python" ]; then
        free=$(df -Pk "$STATE" | awk 'END { print $4 }')
        [ "$free" -ge $NEEDED_KB ] ||
            die "PyTorch with its CUDA libraries needs 8 GB of disk; $((free / 1000000)) GB are free in $STATE."
        say "set-up: PyTorch in .workbench/oracle (on Linux x86_64 a download of 3.0 GB, 5.3 GB of disk)"
    fi
    "$STATE/venv/bin/python" -m pip --version >/dev/null 2>&1 || "$PYTHON" -m venv --clear "$STATE/venv"
    mkdir "$STATE/parts"
    locks | awk -v parts="$STATE/parts" \
        '/^[A-Za-z0-9]/ { part = sprintf("%s/%02d.txt", parts, ++n) } part { print > part }'
    for part in "$STATE"/parts/*.txt; do
        package=$(sed -n '1s/ .*//p' "$part")
        started=$(date +%s)
        "$STATE/venv/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
            --no-cache-dir --no-deps --require-hashes -r "$part" >"$STATE/pip.log" 2>&1 || {
            tail -n 15 "$STATE/pip.log" >&2
            die "$package could not be installed; start again to go on from here. All that pip said: $STATE/pip.log"
        }
        ! grep -q '^Successfully installed' "$STATE/pip.log" || say "  $package $(($(date +%s) - started)) s"
    done
    rm -rf "$STATE/parts"
    key >"$STATE/stamp"
}

# Runs a test of the library's: its name, what to say if it fails, its folder as a property. The network is used only if
# Maven lacks something.
library() {
    test=$1
    failure=$2
    cd "$ROOT"
    set -- -q -B -ntp -pl mpssl-lib -Dspotless.check.skip=true "-Dtest=$test" "$3" test
    if ! mvn -o "$@" >"$STATE/maven.log" 2>&1; then
        if ! grep -q 'offline mode' "$STATE/maven.log" || ! mvn "$@" >"$STATE/maven.log" 2>&1; then
            { grep 'ERROR' "$STATE/maven.log" || tail -n 15 "$STATE/maven.log"; } | head -n 20 >&2
            die "$failure. All that Maven said: $STATE/maven.log"
        fi
    fi
}

renew=0
mutants=0
for option; do
    case $option in
        --write-goldens) renew=1 ;;
        --mutants) mutants=1 ;;
        *) die "unknown option $option; run.sh [--write-goldens] [--mutants]" ;;
    esac
done

if [ -z "${JAVA_HOME:-}" ]; then
    JAVA_HOME=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')
    export JAVA_HOME
fi
set_up
say "The library computes ..."
rm -rf "$STATE/traces"
library OracleTraceTests "the library wrote no traces" "-Doracle.traces=$STATE/traces"
say "PyTorch computes the same:"
set -- "$HERE/oracle.py" "$STATE/traces" --goldens "$GOLDENS"
[ $renew = 0 ] || set -- "$@" --write
"$STATE/venv/bin/python" "$@"
set -- "$HERE/augmentations.py" "$GOLDENS"
[ $renew = 0 ] || set -- "$@" --write
"$STATE/venv/bin/python" "$@"
"$STATE/venv/bin/python" "$HERE/best_weights.py" "$STATE/traces/best"
say "Checkpoints of the import's tests, written anew:"
rm -rf "$STATE/fixtures"
"$STATE/venv/bin/python" "$HERE/checkpoints.py" "$STATE/fixtures" --compare "$CHECKPOINTS" >"$STATE/fixtures.log" || {
    grep 'FAILED' "$STATE/fixtures.log" >&2 || tail -n 15 "$STATE/fixtures.log" >&2
    die "the committed checkpoints are others than checkpoints.py writes."
}
tail -n 1 "$STATE/fixtures.log"
rm -rf "$STATE/fixtures"
say "Networks saved by torchvision and by Hugging Face's library, imported:"
"$STATE/venv/bin/python" "$HERE/published.py" "$STATE/checkpoints"
library PublishedCheckpointTests "an imported network computes something else" "-Doracle.checkpoints=$STATE/checkpoints"
grep 'relative error' "$STATE/maven.log"
rm -rf "$STATE/checkpoints"
if [ $mutants = 1 ]; then
    say "Formulas of the oracle, made wrong one at a time:"
    "$STATE/venv/bin/python" "$HERE/mutants.py" "$STATE/traces"
fi
