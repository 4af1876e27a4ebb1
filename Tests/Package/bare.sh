#!/usr/bin/env bash
# Installs what `make package` has written into Debian 12 as debootstrap leaves it, with the network off, and has it read an article there: no Swift, no
# Python and none of the libraries in the one root; in the other what the .deb names.
#
# usage: bare.sh        as root, where mmdebstrap is installed and Debian's packages can be fetched
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() { echo "bare: $1" >&2; exit 1; }

command -v mmdebstrap >/dev/null || fail "mmdebstrap is missing; install it (apt-get install mmdebstrap) and run make test-package again."
version=$(sed -n 's/.*programVersion = "\(.*\)".*/\1/p' Sources/Reading/Reader.swift)
archive=dist/dixit-$version-linux-x86_64.tar.gz
package=dist/dixit_${version}_amd64.deb
work=.setup/bare
mkdir -p "$work"

# A root for each, made once; what is installed there goes with a copy.
depends=$(dpkg-deb --field "$package" Depends | sed 's/ ([^)]*)//g; s/, /,/g')
root() { # NAME PACKAGES
    [ -e "$work/$1.tar" ] && [ "$(cat "$work/$1.of" 2>/dev/null)" = "$2" ] && return
    mmdebstrap --quiet --variant=minbase ${2:+--include="$2"} bookworm "$work/$1.tar"
    echo "$2" >"$work/$1.of"
}
root plain ""
root depends "$depends"

inside() { # ROOT COMMAND: without network, and without the variables of this shell
    unshare --net --mount --pid --fork --mount-proc="$1/proc" sh -c 'ip link set lo up 2>/dev/null; exec "$@"' sh env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 chroot "$1" bash -ec "$2"
}
fresh() {
    rm -rf "$work/root"
    mkdir "$work/root"
    tar -C "$work/root" --exclude='./dev/*' -xf "$work/$1.tar"
    install -m 644 Samples/far-bank-2021-03-12-who-speaks-for-orvane.txt "$work/root/article.txt"
    cat >"$work/root/page.html" <<'END'
<html><head><title>Harbour</title></head><body><article><h1>Harbour</h1><p>The harbour is “open to anyone who pays,” said Ilse Varn, the port warden, on Monday in the town of
Velm, where boats had waited for a week.</p><p>Her deputy denied it. He told reporters that nobody had asked him, and that nobody would.</p></article></body></html>
END
}
expected=$(.build/static/made/dixit read -q -f csv Samples/far-bank-2021-03-12-who-speaks-for-orvane.txt | sed 's/^[^,]*,//')
same() { [ "$(sed 's/^[^,]*,//' <<<"$1")" = "$expected" ] || fail "$2 reads otherwise than here: $1"; }

fresh plain
cp "$archive" "$work/root/"
[ ! -e "$work/root/usr/bin/python3" ] && [ ! -e "$work/root/usr/lib/x86_64-linux-gnu/libcurl.so.4" ] || fail "the root is not bare"
start=$(date +%s)
found=$(inside "$work/root" "tar xzf /$(basename "$archive") && /dixit-*/bin/dixit read -q -f csv article.txt")
echo "tar.gz: from the archive to a read article, two commands: $(($(date +%s) - start)) s"
same "$found" "what was unpacked"
# Moved to a folder with a space in its name, and called by a link.
inside "$work/root" "
    rm /dixit-*.tar.gz
    mkdir /opt/elsewhere
    mv /dixit-* '/opt/elsewhere/a b'
    ln -s '/opt/elsewhere/a b/bin/dixit' /usr/local/bin/dixit
    export PATH=/usr/local/bin:/usr/bin:/bin
    cd /tmp
    dixit --version >version
    cat version
    grep -q '^model reader.*/opt/elsewhere/a b/share' version
    dixit cite --self
    dixit add -q --ledger news.sqlite /article.txt
    dixit find --ledger news.sqlite Orvane -n 1
    if dixit read -q /page.html 2>said; then exit 1; fi
    cat said
    grep -q 'install python3.11' said"

fresh depends
cp "$package" "$work/root/"
inside "$work/root" "dpkg -i /$(basename "$package") >/dev/null"
same "$(inside "$work/root" "dixit read -q -f csv article.txt")" "what was installed from the .deb"
page=$(inside "$work/root" "dixit read -q -f csv page.html")
grep -q 'said,"The harbour is “open to anyone who pays,”",Ilse Varn' <<<"$page" || fail "the page is read otherwise: $page"
inside "$work/root" "
    zcat /usr/share/man/man1/dixit-read.1.gz | head -n 3
    dpkg -r dixit >/dev/null
    for gone in /usr/lib/dixit /usr/share/dixit /usr/bin/dixit; do if [ -e \$gone ]; then echo \$gone is left; exit 1; fi; done"

# The archive with a Python there.
rm "$work/root/$(basename "$package")"
cp "$archive" "$work/root/"
page=$(inside "$work/root" "tar xzf /$(basename "$archive") && /dixit-*/bin/dixit read -q -f csv page.html")
grep -q 'Ilse Varn' <<<"$page" || fail "the page is read otherwise by what was unpacked: $page"
rm -rf "$work/root"
echo "bare: all of it"
