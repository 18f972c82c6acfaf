#!/usr/bin/env bash
# Prints the home of a JDK 25 or newer: JAVA_HOME where it is one, else the first that is found.
set -euo pipefail

is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/jlink" ] || return 1
  local version
  version=$("$1/bin/javac" -version 2>&1)
  version=${version#javac }
  [ "${version%%.*}" -ge 25 ] 2>/dev/null
}

candidates() {
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  local javac
  javac=$(command -v javac || true)
  [ -z "$javac" ] || dirname "$(dirname "$(readlink -f "$javac")")"
  printf '%s\n' /usr/lib/jvm/*/ /opt/*jdk*/ "${HOME:-/root}"/.sdkman/candidates/java/*/
}

while read -r home; do
  if is_jdk25 "${home%/}"; then
    echo "${home%/}"
    exit 0
  fi
done < <(candidates)
echo "pxeboot: no JDK 25 found: install one (such as Temurin 25) or set JAVA_HOME to it" >&2
exit 1
