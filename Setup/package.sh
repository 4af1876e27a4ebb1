#!/usr/bin/env bash
# Writes into dist: dixit-VERSION-linux-x86_64.tar.gz, which runs wherever it is unpacked, and dixit_VERSION_amd64.deb, for Debian 12.
set -euo pipefail
cd "$(dirname "$0")/.."

made=.build/static/made/dixit
version=$("$made" --version | sed -n 's/^dixit //p')
name=dixit-$version-linux-x86_64
work=.build/package
rm -rf "$work"
mkdir -p "$work/$name" "$work/deb/DEBIAN" dist
export PATH="$PWD/.setup/packaging/bin:$PATH"

# The same files always give the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
pack() { tar -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -c "$1" | gzip -6n; }

Setup/install.sh "$work/$name"
Setup/install.sh "$work/deb/usr"
python3 Setup/bundle.py "$work/$name/lib/dixit" "$work/$name/bin/dixit"
pack "$name" >"dist/$name.tar.gz.partial"
mv "dist/$name.tar.gz.partial" "dist/$name.tar.gz"

# Debian's own libraries, by the packages that hold them here.
libraries=$(objdump -p "$made" | sed -n 's/^ *NEEDED *//p')
depends=()
for library in $libraries libdnnl.so.2; do
    path=$(/sbin/ldconfig -p | sed -n "s/^\t$library .* => //p" | head -n 1)
    path=$(readlink -f "$path")
    package=$({ dpkg -S "$path" || dpkg -S "${path#/usr}"; } 2>/dev/null | sed 's/:.*//' | head -n 1)
    [ "$package" = libc6 ] && package="libc6 (>= 2.35)"
    depends+=("$package")
done
python=$(cat "$work/deb/usr/lib/dixit/pages/interpreter")
depends+=("$python" ca-certificates)
mkdir -p "$work/deb/usr/share/doc/dixit"
cp NOTICE "$work/deb/usr/share/doc/dixit/copyright"
mv "$work/deb/usr/share/zsh/site-functions" "$work/deb/usr/share/zsh/vendor-completions"
cat >"$work/deb/DEBIAN/control" <<END
Package: dixit
Version: $version
Architecture: amd64
Maintainer: The Dixit authors <dixit@localhost>
Installed-Size: $(du -sk "$work/deb/usr" | cut -f 1)
Depends: $(printf '%s\n' "${depends[@]}" | sort -u | paste -sd , | sed 's/,/, /g')
Section: text
Priority: optional
Description: read news and record who said what
 Dixit reads news and records every attributed statement: who said it, by which
 words, what exactly, inside whose words, and how sure the record is. It runs
 offline and gives the same answer every time.
END
dpkg-deb --root-owner-group -Zgzip --build "$work/deb" "dist/dixit_${version}_amd64.deb" >/dev/null
rm -rf "$work"
ls -l "dist/$name.tar.gz" "dist/dixit_${version}_amd64.deb"
