# ./workbench bundle: one archive that sets the workbench up where there is no network. A part of the launcher.
# shellcheck shell=sh disable=SC2154 # what is used here is the launcher's

bundle() {
    out=
    solutions=with
    while [ $# -gt 0 ]; do
        case $1 in
            --out) [ $# -gt 1 ] || misuse "--out needs a file" && out=$2 && shift ;;
            --out=*) out=${1#--out=} ;;
            --without-solutions) solutions=without ;;
            *) misuse "bundle has no option $1" ;;
        esac
        shift
    done
    [ -z "$out" ] || [ -d "$(dirname -- "$out")" ] || misuse "there is no folder $(dirname -- "$out") for --out"
    [ ! -d "$out" ] || misuse "--out needs a file, and $out is a folder"
    set_up
    PYTHON=$VENV/bin/python
    problem= missing=0
    find_maven || exit 1
    version=$("$ROOT/workbench" --version | sed 's/.* //')
    python=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    name=mpssl-workbench-$version-$(uname -sm | tr 'A-Z ' 'a-z-')-python$python
    [ "$WORKBENCH_GPU" = 0 ] || name=$name-gpu
    [ -n "$out" ] || out=$PWD/$name.tar.gz
    case $out in /*) ;; *) out=$PWD/$out ;; esac

    lock
    STAGE=$STATE/bundle
    rm -rf "$STAGE"
    mkdir -p "$STAGE/offline"
    trap 'rm -rf "$STAGE" "$out.part"' EXIT
    trap 'exit 130' INT TERM
    bundle_clone
    bundle_repository
    bundle_wheels
    {
        echo "platform $(uname -sm)"
        echo "python $python"
        if [ "$WORKBENCH_GPU" = 0 ]; then echo "gpu 0"; else echo "gpu 1"; fi
    } >"$STAGE/offline/made-for"
    sed "s/VERSION/$version/; s/PLATFORM/$(uname -sm)/; s/PYTHON/$python/g" "$ROOT/binder/bundle/bundle-readme.md" \
        >"$STAGE/offline/README.md"
    begin "archive"
    "$PYTHON" "$ROOT/binder/bundle/bundle.py" archive "$STAGE" "mpssl-workbench-$version" "$out.part" \
        2>"$LOGS/bundle.log" || fail "$LOGS/bundle.log" "the archive could not be written"
    mv -f "$out.part" "$out"
    finish "$LOGS/bundle.log"
    echo "$out: $(($(wc -c <"$out") / 1000000)) MB, for $(uname -sm) with Python $python, JDK 17 or newer and Maven."
    echo "There: unpack it and start ./workbench in its folder. It needs no network."
}

# The tracked files as they lie here, or all files of a clone that came without git.
bundle_clone() {
    begin "files of this clone"
    if [ "$(git -C "$ROOT" rev-parse --show-toplevel 2>/dev/null)" = "$ROOT" ]; then
        git -C "$ROOT" ls-files -z
    else
        (cd "$ROOT" && find . -type f ! -path './.git/*' ! -path './.workbench/*' ! -path './offline/*' ! -path './runs/*' \
            ! -path './weights/*' ! -path '*/target/*' ! -path '*/__pycache__/*' ! -path './*.tar.gz' -print0)
    fi >"$STAGE/offline/list"
    "$PYTHON" "$ROOT/binder/bundle/bundle.py" files "$ROOT" "$STAGE" $solutions <"$STAGE/offline/list" \
        2>"$LOGS/bundle.log" || fail "$LOGS/bundle.log" "the files could not be copied"
    rm "$STAGE/offline/list"
    finish "$LOGS/bundle.log"
}

# Fills the bundle's repository by building the bundle's own sources with it: first from the repository that this clone
# was built from, and only if something is not there any more from the network.
bundle_repository() {
    begin "Maven repository"
    here=$(sed -n 's,/ai/djl/api/.*,,p' "$STATE/classpath" | head -n 1)
    "$PYTHON" - "$here" >"$STAGE/offline/settings.xml" <<'END'
import pathlib, sys, xml.sax.saxutils
print("<settings><mirrors><mirror><id>here</id><mirrorOf>*</mirrorOf><url>"
      + xml.sax.saxutils.escape(pathlib.Path(sys.argv[1]).as_uri()) + "</url></mirror></mirrors></settings>")
END
    (
        ROOT=$STAGE OFFLINE=$STAGE/offline
        build_library -ntp -C -s "$STAGE/offline/settings.xml" || build_library -C
    ) || fail "$LOGS/maven.log" "Maven could not fill the bundle's repository"
    rm -rf "$STAGE/offline/settings.xml" "$STAGE"/*/target
    # Without these notes Maven does not ask where a file came from.
    find "$STAGE/offline/repository" -type f \( -name '_remote.repositories' -o -name '*.lastUpdated' \
        -o -name 'resolver-status.properties' \) -exec rm {} +
    finish "$LOGS/maven.log"
}

bundle_wheels() {
    begin "Python packages"
    locked_packages download --only-binary :all: --dest "$STAGE/offline/wheels" >"$LOGS/bundle.log" 2>&1 ||
        fail "$LOGS/bundle.log" "the Python packages could not be fetched"
    finish "$LOGS/bundle.log"
}
