#!/bin/bash
# What a reviewer does without the program: the steps that the README of a bundle prints, with the verdict as the exit status.
# Usage: verify-with-openssl.sh BUNDLE.zip|UNPACKED-FOLDER OWN.pem      0: signed by the owner of OWN.pem, and whole; 1: not.
set -euo pipefail
own=$(realpath "$2")

refuse() {
  echo "refused: $1"
  exit 1
}

if [ -d "$1" ]; then
  cd "$1"
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  # Of two files with one name the first is taken, and what is taken is what is looked at.
  unzip -q -n "$1" -d "$folder" >/dev/null 2>&1 </dev/null || refuse 'it cannot be unpacked'
  cd "$folder"
fi

keyid=$(openssl pkey -pubin -in "$own" -outform DER | sha256sum | cut -d' ' -f1)
[ -f "signatures/$keyid.json" ] || refuse 'not signed by that key'
openssl dgst -sha256 -verify "$own" -signature "signatures/$keyid.sig" "signatures/$keyid.json" >/dev/null 2>&1 || refuse 'the signature does not verify'
sums=$(sha256sum SHA256SUMS | cut -d' ' -f1)
grep -qF "\"sha256sums\":\"$sums\"" "signatures/$keyid.json" || refuse 'the statement is about another SHA256SUMS'
sha256sum --strict -c SHA256SUMS >/dev/null 2>&1 || refuse 'a file is not as it was signed'
files=$(find . -type f ! -path "./signatures/*" ! -path ./SHA256SUMS | wc -l)
[ "$files" = "$(wc -l < SHA256SUMS)" ] || refuse 'a file is here that nobody signed'
[ -z "$(find . ! -type f ! -type d)" ] || refuse 'a link or a device is here'
others=$(ls -A signatures | grep -vE '^[0-9a-f]{64}\.(json|sig|pem)$' || true)
[ -z "$others" ] || refuse 'something else lies among the signatures'
echo "signed: $(cat "signatures/$keyid.json")"
