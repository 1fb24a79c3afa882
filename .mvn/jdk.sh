# Sourced by mvnw and deploy/run: leaves JAVA_HOME at a JDK of at least version 25, or stops with one line.
# The java on the PATH is not trusted: machines often keep an older default.

voltaire_jdk_feature() {
  [ -r "$1/release" ] && [ -x "$1/bin/javac" ] || { echo 0; return 0; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1 | grep . || echo 0
}

voltaire_jdk_find() {
  for voltaire_home in "$@"; do
    if [ "$(voltaire_jdk_feature "$voltaire_home")" -ge 25 ]; then
      JAVA_HOME=$voltaire_home
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

voltaire_jdk_require() {
  voltaire_jdk_find "${JAVA_HOME:-/nonexistent}" && return 0
  voltaire_jdk_find "${JAVA_HOME_25_X64:-/nonexistent}" "${JAVA_HOME_25_ARM64:-/nonexistent}" && return 0
  voltaire_jdk_find /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/java /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    && return 0
  echo "Voltaire needs a JDK 25 or newer and found none: install one (for example Eclipse Temurin 25) or set JAVA_HOME to it." >&2
  exit 1
}

voltaire_jdk_require
