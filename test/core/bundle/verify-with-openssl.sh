#!/bin/bash
# What a reviewer does without the program: the steps that the README of a bundle prints, with the verdict as the exit status.
# Usage: verify-with-openssl.sh UNPACKED-FOLDER OWN.pem      0: signed by the owner of OWN.pem, and whole; 1: not.
set -euo pipefail
own=$(realpath "$2")
cd "$1"

refuse() {
  echo "refused: $1"
  exit 1
}

keyid=$(openssl pkey -pubin -in "$own" -outform DER | sha256sum | cut -d' ' -f1)
statement=signatures/$keyid.json
[ -f "$statement" ] || refuse 'not signed by that key'
openssl dgst -sha256 -verify "$own" -signature "signatures/$keyid.sig" "$statement" >/dev/null 2>&1 || refuse 'the signature does not verify'
sums=$(sha256sum SHA256SUMS | cut -d' ' -f1)
grep -qF "\"sha256sums\":\"$sums\"" "$statement" || refuse 'the statement is about another SHA256SUMS'
sha256sum --strict --quiet -c SHA256SUMS >/dev/null 2>&1 || refuse 'a file is not as it was signed'
files=$(find . -type f ! -path './signatures/*' ! -path ./SHA256SUMS | wc -l)
[ "$files" = "$(wc -l <SHA256SUMS)" ] || refuse 'a file is here that nobody signed'
[ -z "$(find . ! -type f ! -type d)" ] || refuse 'a link or a device is here'
[ -z "$(find signatures -type f | grep -vE '^signatures/[0-9a-f]{64}\.(json|sig|pem)$')" ] || refuse 'something else lies among the signatures'
echo "signed: $(cat "$statement")"
