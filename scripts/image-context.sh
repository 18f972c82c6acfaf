#!/usr/bin/env bash
# Makes the directory from which docker/Dockerfile builds: our layers, each as a tar that is the same whenever it is made.
#   image-context.sh JAVA_HOME RUNTIME INITRDS BOM ARCH DIRECTORY
set -euo pipefail

java_home=$1 runtime=$2 initrds=$3 bom=$4 arch=$5 context=$(realpath --canonicalize-missing "$6")
# The pom's project.build.outputTimestamp.
timestamp=2026-01-01T00:00:00Z

rm -rf "$context"
programs=$context/root/opt/pxeboot-stack
mkdir -p "$programs"/{vm-watcher,pxeboot,native,bin} "$context/root/etc/pxeboot-stack"
cp -r docker nginx supervisord.conf "$context/"

# boot-handler's libraries are unpacked, as the AOT cache needs them.
cp boot-handler/target/boot-handler-0.1.0-SNAPSHOT.jar "$context/boot-handler.jar"
"$java_home/bin/java" -Djarmode=tools -jar "$context/boot-handler.jar" extract --destination "$programs/boot-handler"
rm "$context/boot-handler.jar"
cp vm-watcher/target/vm-watcher-0.1.0-SNAPSHOT.jar "$programs/vm-watcher/vm-watcher.jar"
cp -r vm-watcher/target/lib "$programs/vm-watcher/lib"
cp pxeboot-cli/target/pxeboot-cli-0.1.0-SNAPSHOT.jar "$programs/pxeboot/pxeboot.jar"
cp -r pxeboot-cli/target/lib "$programs/pxeboot/lib"

# without_natives JAR NATIVES LIBRARY FILE: of the native libraries in a jar, which are for all the world's machines, leaves
# one, as a file beside it: a library in a jar is first written to a temporary directory, from which a locked-down
# container starts nothing.
without_natives() {
  local jar=$1 unpacked=$context/unpacked
  mkdir "$unpacked"
  (
    cd "$unpacked"
    "$java_home/bin/jar" --extract --file "$jar"
    # shellcheck disable=SC2086 # a pattern
    install -m 0755 $3 "$4"
    # shellcheck disable=SC2086 # several directories
    rm -rf $2
    "$java_home/bin/jar" --create --no-manifest --date="$timestamp" --file "$jar" .
  )
  rm -rf "$unpacked"
}
case $arch in
  x86_64) zstd_arch=amd64 ;;
  *) zstd_arch=$arch ;;
esac
without_natives "$(echo "$programs"/boot-handler/lib/sqlite-jdbc-*.jar)" org/sqlite/native \
  "org/sqlite/native/Linux/$arch/libsqlitejdbc.so" "$programs/native/libsqlitejdbc.so"
without_natives "$(echo "$programs"/pxeboot/lib/zstd-jni-*.jar)" "aix darwin freebsd linux win" \
  "linux/$zstd_arch/libzstd-jni-*.so" "$programs/native/libzstd-jni.so"

# A library that several programs have is there once.
find "$programs" -name '*.jar' -exec sha256sum {} + | sort | while read -r sum jar; do
  if [ "$sum" = "${last_sum:-}" ]; then ln --force "$last_jar" "$jar"; else last_sum=$sum last_jar=$jar; fi
done

# Their licences and notices, to be read without unpacking them.
for jar in "$programs"/*/lib/*.jar; do
  directory=$context/root/usr/share/doc/pxeboot-stack/licences/$(basename "$jar" .jar)
  [ ! -d "$directory" ] || continue
  mkdir -p "$directory"
  busybox unzip -q -o -j "$jar" 'META-INF/LICEN*' 'META-INF/NOTICE*' 'META-INF/license/*' 'LICEN*' -d "$directory" 2>/dev/null || true
  rmdir --ignore-fail-on-non-empty "$directory"
done
cp "$bom" "$context/maven-bom.json"
cp "$runtime/release" "$context/runtime-release"

cp docker/bin/* docker/entrypoint.sh docker/log-lines.awk docker/supervise.py "$programs/bin/"
cp docker/*.mustache nginx/nginx.conf.mustache supervisord.conf "$context/root/etc/pxeboot-stack/"
mkdir -p "$context/root/usr/local/bin" "$context/root/tftpboot"
# Both have the stack's address in them, so they are written at the start.
ln -s /run/pxeboot-stack/{boot,autoexec}.ipxe "$context/root/tftpboot/"
install -D --mode=0644 docker/grub.cfg "$context/root/tftpboot/grub/grub.cfg"
ln -s /opt/pxeboot-stack/bin/pxeboot "$context/root/usr/local/bin/pxeboot"

# layer NAME DIRECTORY: whatever this clone's umask was, not everything in the container runs as root.
layer() {
  tar --create --file "$context/$1.tar" --directory "$2" --sort=name --mtime="$timestamp" --owner=0 --group=0 --numeric-owner \
    --mode=u=rwX,go=rX --format=gnu .
}
layer programs "$context/root"
rm -rf "$context/root"
mkdir -p "$context/root/opt/pxeboot-stack"
cp -r "$runtime" "$context/root/opt/pxeboot-stack/runtime"
layer runtime "$context/root"
rm -rf "$context/root"
mkdir -p "$context/root/www"
cp -r "$initrds" "$context/root/www/initrds"
layer initrds "$context/root"
rm -rf "$context/root"
