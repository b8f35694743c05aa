# What the scripts beside this file share; they source it. Reports as the script's own name.

project=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
readonly project
readonly OLDEST_JAVA=17
readonly NATIVE_JAVA=22 # the oldest that can call the kernel without more

fail() { # line...
  printf '%s: %s\n' "benchmarks/${0##*/}" "$1" >&2
  shift
  [ $# -eq 0 ] || printf '%s\n' "$@" >&2
  exit 1
}

# Prints the feature release of a java, 17 for example; nothing if it cannot be run.
feature_of() { # java
  local version
  version=$("$1" -version 2>&1 | sed -n 's/^.* version "\([^"]*\)".*/\1/p') || return 0
  version=${version#1.} # 1.8.0_402 is 8
  printf '%s' "${version%%[!0-9]*}"
}

# Prints each java where JDKs usually lie.
candidates() {
  local java
  for java in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java "${HOME:-}"/.sdkman/candidates/java/*/bin/java; do
    if [ -x "$java" ]; then
      printf '%s\n' "$java"
    fi
  done
}

# Sets javas to the oldest and the newest that will do, each once.
find_javas() {
  local java feature oldest='' newest='' low=9999 high=0
  while IFS= read -r java; do
    feature=$(feature_of "$java")
    [ "${feature:-0}" -ge "$OLDEST_JAVA" ] || continue
    if [ "$feature" -lt "$low" ]; then
      oldest=$java low=$feature
    fi
    if [ "$feature" -gt "$high" ]; then
      newest=$java high=$feature
    fi
  done < <(candidates)
  [ -n "$newest" ] ||
    fail "no Java found, and this needs a JDK $OLDEST_JAVA or later" \
      "install one, or name its java with --java"
  javas=("$oldest")
  [ "$low" -eq "$high" ] || javas+=("$newest")
}

# Brings all that is measured up to date; the newest of the JDKs at hand compiles it.
build() { # java
  local java=$1 log=$project/benchmarks/suite/target/build.log jdk more=()
  command -v mvn >/dev/null ||
    fail "there is no mvn to build with" "install Maven 3.8.6 or later"
  { mkdir -p -- "${log%/*}" && : >"$log"; } 2>/dev/null ||
    fail "$project cannot be written to, and is to be built" "copy the project to a folder of yours"
  jdk=$(CDPATH='' cd -P -- "$(dirname -- "$(readlink -f -- "$java")")/.." && pwd)
  [ -x "$jdk/bin/javac" ] ||
    fail "$java is of no JDK: it has no javac beside it" "install a JDK, or name its java with --java"
  if [ "$(feature_of "$java")" -ge "$NATIVE_JAVA" ]; then
    more=(-Djava22.phase=process-classes -Pnative)
  else
    echo "no JDK $NATIVE_JAVA or later: the strategies that call the kernel are left out"
  fi
  # Only what runs: no tests, no gates.
  (
    cd -- "$project" &&
      JAVA_HOME=$jdk mvn -q -B -ntp -pl benchmarks/suite -am package \
        -Djdk17only -Dmaven.test.skip=true -Dmaven.compiler.failOnWarning=false \
        -Dspotless.check.skip=true -Dmaven.javadoc.skip=true -Dmaven.source.skip=true ${more[@]+"${more[@]}"}
  ) >"$log" 2>&1 </dev/null ||
    fail "the build failed; the end of $log:" "" "$(tail -n 15 "$log")" "" \
      "mend that (a first build needs the network), then run this again"
}

# The class path of what was built.
readonly CLASSES="$project/benchmarks/suite/target/sendfile-benchmarks.jar:$project/benchmarks/suite/target/lib/*"

# Sets access: what lets strategies and rivals call the kernel, and spares a reader the warnings.
allow_native() { # feature
  access=()
  if [ "$1" -ge "$NATIVE_JAVA" ]; then
    access=(--enable-native-access=ALL-UNNAMED
      --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.net=ALL-UNNAMED)
  fi
  if [ "$1" -ge 24 ]; then # from where on it warns; JMH and Netty use it
    access+=(--sun-misc-unsafe-memory-access=allow)
  fi
}
