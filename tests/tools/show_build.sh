# shellcheck shell=bash
# Configures and builds with CMake and shows the progress. To be sourced by bash, 3.2 or later.
#
#     configure_and_build SOURCE BUILD CONFIGURE-OPTION... [--build BUILD-OPTION...]
#         On a terminal, one line shows how far the build is; elsewhere, one line for each tenth. If something fails, prints the
#         errors and fails. Everything that the compilers print is in BUILD/build.log.
#     number_of_jobs
#         Prints how many jobs to run at once: TELNYX_ERRORS_JOBS; default: one for each processor and each GiB of free memory.

number_of_jobs() {
    local jobs memory
    jobs=${TELNYX_ERRORS_JOBS:-}
    if [ -z "$jobs" ]; then
        jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
        memory=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null || true)
        if [ -n "$memory" ] && [ "$memory" -lt "$jobs" ]; then
            jobs=$memory
        fi
    fi
    [ "$jobs" -ge 1 ] && echo "$jobs" || echo 1
}

# Reads what make or ninja print, and shows the progress in it.
show_progress() {
    local line percent shown=0 width=0 before='' after=''
    if [ -t 1 ] && [ "${TERM:-dumb}" != dumb ]; then
        width=$({ stty size </dev/tty; } 2>/dev/null | cut -d ' ' -f 2)
        [ "${width:-0}" -gt 20 ] || width=80
        before=$'\r\033[K' after=$'\r\033[K'
    fi
    while IFS= read -r line; do
        case $line in
        '['*%']'*) # make: [ 12%] Building ...
            percent=${line%%\%*}
            percent=${percent#\[}
            percent=$((percent))
            ;;
        '['*/*']'*) # ninja: [3/25] Building ...
            percent=${line%%\]*}
            percent=${percent#\[}
            percent=$((100 * ${percent%/*} / ${percent#*/}))
            ;;
        *) continue ;;
        esac
        if [ "$width" -ne 0 ]; then
            line="$percent %${line#*\]}"
            printf '%s%s' "$before" "${line:0:width-1}"
        elif [ "$percent" -ge $((shown + 10)) ]; then
            shown=$((percent / 10 * 10))
            echo "  $shown %"
        fi
    done
    printf '%s' "$after"
}

# Prints what is in a log beside the progress, from shortly before the first error on.
print_errors() {
    awk '
        /^\[ *[0-9]+%\]/ || /^\[[0-9]+\/[0-9]+\]/ { next }
        /^-- / || /^g?make(\[[0-9]+\])?: (Entering|Leaving)/ { next }
        { lines[++count] = $0 }
        !first && /error:|Error|undefined reference|ERROR/ { first = count }
        END {
            begin = first > 8 ? first - 8 : 1
            end = begin + 99 < count ? begin + 99 : count
            for (i = begin; i <= end; i++) print lines[i]
            if (end < count) print "... and " (count - end) " more lines"
        }' "$1" >&2
}

configure_and_build() {
    local source=$1 build=$2 configure=() log=$2/build.log start=$SECONDS
    shift 2
    while [ $# -gt 0 ] && [ "$1" != --build ]; do
        configure+=("$1")
        shift
    done
    [ $# -eq 0 ] || shift
    mkdir -p "$build"
    if ! cmake -S "$source" -B "$build" ${configure[@]+"${configure[@]}"} >"$log" 2>&1; then
        print_errors "$log"
        echo "error: CMake cannot configure the build in $build; its output is in $log" >&2
        return 1
    fi
    if ! cmake --build "$build" --parallel "$(number_of_jobs)" "$@" 2>&1 | tee "$log" | show_progress; then
        print_errors "$log"
        echo "error: the build in $build failed; its output is in $log" >&2
        return 1
    fi
    echo "Built in $((SECONDS - start)) s"
}
