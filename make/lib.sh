# 各脚本共用：说话、出错、找 Python、装系统的包。由 make/ 里的脚本引入，不单独运行。
# shellcheck shell=sh

# 别的环境带进来的设置会让 Python 找错库
unset PYTHONHOME PYTHONPATH

say() {
    printf '%s\n' "$*" >&2
}

die() {
    printf '错误：%s\n' "$*" >&2
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# 两个 make 同时来：后到的等先到的装完（系统没有 flock 就不等）
wait_turn() {
    if have flock && exec 9<Makefile && ! flock -n 9; then
        say "另一个 make 正在安装，等它结束…"
        flock 9
    fi
}

# 以管理员身份运行，记在 $log 里；不会停下来问密码
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@" >>"$log" 2>&1 </dev/null
    else
        sudo -n "$@" >>"$log" 2>&1 </dev/null
    fi
}

may_be_root() {
    have id && { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null </dev/null; }; }
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 "$@"
}

# 用系统的包管理器安装：$1 是要说的名字，其余是 Debian、Fedora、Alpine、Homebrew 的包名（一个参数里可有几个）。
# 没有包管理器或没有权限就什么也不做；装没装成，由后面能不能运行来定
# shellcheck disable=SC2086
install_package() {
    if have apt-get && may_be_root; then
        announce "$1"
        apt update
        apt install --no-install-recommends $2
    elif have dnf && may_be_root; then
        announce "$1"
        as_root dnf -q -y install $3
    elif have apk && may_be_root; then
        announce "$1"
        as_root apk add --no-cache $4
    elif have brew; then
        announce "$1"
        brew install --quiet $5 >>"$log" 2>&1 </dev/null
    fi
    hash -r
}

announce() {
    say "正在安装$1（测试要用，只在首次）…"
    if [ "$log" != /dev/null ]; then
        : >"$log"
        more="；详情见 $log"
    fi
}

# 输出：版本、能否建虚拟环境、（自己就在虚拟环境里时）它背后的解释器
probe='
import sys
try:
    import ensurepip, venv
    able = "yes"
except ImportError:
    able = "no"
inside = sys.prefix != getattr(sys, "base_prefix", sys.prefix)
base = getattr(sys, "_base_executable", "") if inside else ""
sys.stdout.write("%d.%d %s %s\n" % (sys.version_info[0], sys.version_info[1], able, base))
'

# 找一个 3.11 或更新的 Python：放进 $python，版本放进 $version；没有就说明怎么办并退出
find_python() {
    seen=
    bare=
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3 python3.13 python3.12 python3.11
    fi
    for python; do
        command -v "$python" >/dev/null 2>&1 || continue
        answer=$("$python" -E -c "$probe" 2>/dev/null </dev/null) || continue
        version=${answer%% *}
        answer=${answer#* }
        able=${answer%% *}
        base=${answer#"$able"}
        base=${base# }
        case $version in
        3.[0-9] | 3.10 | [0-2].*)
            seen="${seen:+$seen、}$python 是 $version"
            continue
            ;;
        3.[0-9]*) ;;
        *) continue ;;
        esac
        if [ "$able" != yes ]; then
            bare=${bare:-$python}
            continue
        fi
        if [ -n "$base" ]; then
            python=$base
        fi
        return 0
    done
    if [ -n "$bare" ]; then
        die "$bare 缺少 venv 与 ensurepip，建不了虚拟环境；Debian、Ubuntu 上请先运行 apt install python3-venv，再重试。"
    fi
    if [ -n "${PYTHON:-}" ] && [ -z "$seen" ]; then
        die "PYTHON 指定的 $PYTHON 不是能运行的 Python；请改成 Python 3.11 或更新版本的路径。"
    fi
    die "需要 Python 3.11 或更新版本${seen:+（$seen）}；请安装后重试，或用 PYTHON=路径 指定。"
}

# 从 pip 的记录看出失败的原因，说一句话并退出；$1 是在做什么，$2 是记录
die_of_pip() {
    if grep -Eiq 'DO NOT MATCH THE HASHES' "$2" 2>/dev/null; then
        die "$1失败：下载到的文件与锁定的校验值不符，请换一个软件源再试；详情见 $2"
    elif grep -Eiq 'no space left' "$2" 2>/dev/null; then
        die "$1失败：磁盘已满，请腾出空间再试；详情见 $2"
    elif grep -Eiq 'NewConnectionError|ConnectionError|ProxyError|SSLError|timed out|Temporary failure|Name or service|Connection (refused|reset)|Network is unreachable|[45][0-9][0-9] (Client|Server) Error' "$2" 2>/dev/null; then
        die "$1失败：连不上软件源，请检查网络或 pip 的镜像设置再试；详情见 $2"
    fi
    die "$1失败：请检查网络和 pip 的设置再试；详情见 $2"
}
