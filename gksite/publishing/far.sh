# What the far side of a publish does: POSIX sh with the coreutils, read by `sh` from its standard input.
# The client then calls one function after another and ends each with `end $?`. What has a special ending says so by its
# status: 10 no folder, 11 other things in it, 12 held by somebody else, 13 a program is missing (which is said),
# 14 nothing published yet, 15 something stands in the place of the link.
LC_ALL=C
export LC_ALL
umask 022

end() {
    printf '\n%s %s\n' "$token" "$1"
}

# Without flock two publishes cannot wait for each other, which is said and no more.
hold() { # DIR new|old SECONDS
    for program in sha256sum rsync readlink mv; do
        command -v "$program" >/dev/null || { echo "$program"; return 13; }
    done
    if [ -L "$1" ] || [ -e "$1" ]; then
        [ -d "$1" ] || return 10
    else
        [ "$2" = new ] || return 14
        mkdir "$1" || return
    fi
    cd "$1" || return
    if [ -L releases ]; then
        return 10
    elif [ ! -d releases ]; then
        [ "$2" = new ] || return 14
        [ -z "$(ls -A)" ] || return 11
        mkdir releases || return
    fi
    [ ! -L releases/.lock ] || return 10
    [ -f releases/.lock ] || touch releases/.lock || return
    [ -r releases/.lock ] || { echo "releases/.lock: Permission denied"; return 1; }
    exec 9<releases/.lock
    command -v flock >/dev/null || { echo unlocked; return 0; }
    tries=0
    until flock -n 9; do
        tries=$((tries + 1))
        [ "$tries" -le "$3" ] || return 12
        sleep 1
    done
}

one_line() { # TEXT
    printf '%s' "$1" | tr '\n' '?'
}

# One line for each thing in releases/, for the floor and for the link: its kind, the first digits of its list's digest, its name.
look() {
    for entry in releases/* releases/.[!.]*; do
        if [ ! -e "$entry" ] && [ ! -L "$entry" ]; then
            continue
        fi
        kind=other mark=-
        if [ -d "$entry" ] && [ ! -L "$entry" ]; then
            kind=folder
            if [ -f "$entry/release/manifest.json" ]; then
                mark=$(sha256sum <"$entry/release/manifest.json" | cut -c 1-12)
            fi
        fi
        printf '%s %s %s\n' "$kind" "${mark:--}" "$(one_line "${entry#releases/}")"
    done
    if [ -f releases/.floor ] && [ ! -L releases/.floor ]; then
        printf 'floor - %s\n' "$(one_line "$(cat releases/.floor)")"
    fi
    if [ -L current ]; then
        printf 'link - %s\n' "$(one_line "$(readlink current)")"
    elif [ -e current ]; then
        return 15
    fi
}

# A small file in letters that a line can hold, behind a line that says that it is there.
paper() { # FILE BYTES
    if [ ! -f "$1" ] || [ -L "$1" ]; then
        return 0
    fi
    [ -r "$1" ] || { echo "$1: Permission denied"; return 1; }
    echo paper
    head -c "$2" "$1" | base64
}

prepare() { # NAME
    [ ! -L "releases/.$1.partial" ] || rm -f "releases/.$1.partial" || return
    rm -rf "releases/.$1.arriving" || return
    mkdir -p "releases/.$1.partial" "releases/.$1.arriving"
}

# Digests of the files of a folder against those on standard input: the lines that tell of a fault.
compare() { # DIR
    (
        cd "$1" || exit
        said=$(sha256sum -c - 2>&1)
        status=$?
        printf '%s\n' "$said" | grep -v ': OK$' | head -n 20
        exit "$status"
    )
}

# The same of a release against its own list.
own() { # NAME
    compare "releases/$1" <"releases/$1/release/SHA256SUMS"
}

# The files of a folder, and before them with `!` what is neither file nor folder.
names() { # DIR
    (
        cd "$1" || exit
        find . ! -type f ! -type d -exec echo '!' ';' && find . ! -type d -print
    )
}

settle() { # NAME
    rm -rf "releases/.$1.arriving" || return
    if [ -e "releases/$1" ] || [ -L "releases/$1" ]; then
        echo "releases/$1: File exists"
        return 1
    fi
    sync
    mv -T "releases/.$1.partial" "releases/$1" && sync
}

point() { # NAME
    rm -f .current.new
    ln -s "releases/$1" .current.new && mv -T .current.new current && sync
}

bar() { # FLOOR
    rm -f .floor.new
    printf '%s\n' "$1" >.floor.new && sync && mv -T .floor.new releases/.floor && sync
}

remove() { # NAME
    rm -rf "releases/.$1.going"
    mv -T "releases/$1" "releases/.$1.going" && rm -rf "releases/.$1.going"
}
