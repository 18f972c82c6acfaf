# The installer as a native image, made where GraalVM 25 is: GRAALVM names an image with native-image, and for x86-64 with musl's
# compiler and a static zlib as well. LINK is --static --libc=musl there, --static-nolibc on ARM64, where glibc stays beside it.
# Nobody has built it yet: docs/adr/0012-installer-and-tools-that-were-not-built.md.
ARG GRAALVM
FROM ${GRAALVM} AS native
ARG LINK="--static --libc=musl"
COPY os-installer-0.1.0-SNAPSHOT.jar /installer/
COPY lib/ /installer/lib/
# The other options are in the jar's META-INF/native-image.
RUN native-image ${LINK} -cp '/installer/os-installer-0.1.0-SNAPSHOT.jar:/installer/lib/*' -o /installer/os-installer \
      org.pxebootstack.installer.OsInstaller

FROM scratch
COPY --from=native /installer/os-installer /bin/os-installer
