package org.pxebootstack.initrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import net.fornwall.jelf.ElfFile;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsArchiveTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void holdsWhatWasAddedInOrderWithoutTimesAndOwners() throws IOException {
    assertThat(entries(write("a.gz")))
        .containsExactly(
            "bin -> usr/bin 0120777",
            "dev 040755",
            "dev/console 020600 5,1",
            "init = #!/bin/sh 0100755",
            "usr 040755",
            "usr/bin 040755",
            "usr/bin/tool = content 0100644");
  }

  @Test
  void theSameInputsGiveTheSameBytes() throws IOException {
    Path first = write("a.gz");
    Files.setLastModifiedTime(directory.resolve("tool"), FileTime.fromMillis(0));
    assertThat(Files.mismatch(first, write("b.gz"))).isEqualTo(-1);
  }

  @Test
  void programsComeWithTheirLoaderAndLibraries() throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("test.spec"),
            """
            # a comment
            library-path /lib/x86_64-linux-gnu /lib/aarch64-linux-gnu /lib64 /usr/lib64
            copy /bin/sh   # and another
            """);
    ToolsRoot thisHost = new ToolsRoot(Path.of("/"));
    InitramfsSpec content = InitramfsSpec.read(spec, thisHost);
    new SharedLibraries(thisHost, content.libraryPath())
        .addTo(content.archive(), content.libraries());
    assertThat(content.archive().files().keySet())
        .anyMatch(path -> path.endsWith("/dash") || path.endsWith("/bash"))
        .anyMatch(path -> path.endsWith("/libc.so.6"))
        .anyMatch(path -> path.contains("/ld-linux"));
  }

  /** As ARM64's in {@code /lib}, which is a directory of the initramfs and no link to usr/lib. */
  @Test
  void theLoaderIsWhereProgramsLookForIt() throws IOException {
    ToolsRoot thisHost = new ToolsRoot(Path.of("/"));
    String loader = ElfFile.from(Path.of("/bin/sh").toRealPath().toFile()).getInterpreter();
    Path spec =
        Files.writeString(
            directory.resolve("test.spec"),
            """
            library-path /lib/x86_64-linux-gnu /lib/aarch64-linux-gnu /lib64 /usr/lib64
            directory %s
            copy /bin/sh
            """
                .formatted(Path.of(loader).getParent()));
    InitramfsSpec content = InitramfsSpec.read(spec, thisHost);
    assertThat(content.archive().leadsSomewhere(loader)).isFalse();
    new SharedLibraries(thisHost, content.libraryPath())
        .addTo(content.archive(), content.libraries());
    assertThat(content.archive().leadsSomewhere(loader)).isTrue();
  }

  @Test
  void linksAreFollowedAsTheKernelDoes() {
    InitramfsArchive archive = new InitramfsArchive();
    archive.addSymlink("/bin", "usr/bin");
    archive.addSymlink("/usr/bin/sh", "../lib/busybox");
    archive.addSymlink("/loop", "loop");
    archive.addSymlink("/usr/lib/busybox", "/opt/busybox");
    assertThat(archive.leadsSomewhere("/bin/sh")).isFalse();
    archive.addDirectory("/opt/busybox");
    assertThat(archive.leadsSomewhere("/bin/sh")).isTrue();
    assertThat(archive.leadsSomewhere("/loop")).isFalse();
  }

  @Test
  void aLineThatCannotBeFollowedIsNamed() throws IOException {
    Path spec = Files.writeString(directory.resolve("test.spec"), "\ncopy /no/such/file\n");
    assertThatThrownBy(() -> InitramfsSpec.read(spec, new ToolsRoot(directory)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(spec + ":2: copy /no/such/file: ");
    Files.writeString(spec, "cpoy /init\n");
    assertThatThrownBy(() -> InitramfsSpec.read(spec, new ToolsRoot(directory)))
        .hasMessageEndingWith("there is no such directive");
  }

  private Path write(String name) throws IOException {
    Path init = Files.writeString(directory.resolve("init"), "#!/bin/sh");
    Path tool = Files.writeString(directory.resolve("tool"), "content");
    InitramfsArchive archive = new InitramfsArchive();
    archive.addFile("/usr/bin/tool", tool, false);
    archive.addCharacterDevice("/dev/console", 5, 1);
    archive.addFile("/init", init, true);
    archive.addSymlink("/bin", "usr/bin");
    Path file = directory.resolve(name);
    archive.writeTo(file);
    return file;
  }

  private static List<String> entries(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    try (CpioArchiveInputStream cpio =
        new CpioArchiveInputStream(new ZstdInputStream(Files.newInputStream(file)))) {
      for (CpioArchiveEntry each = cpio.getNextEntry(); each != null; each = cpio.getNextEntry()) {
        assertThat(each.getTime()).isZero();
        assertThat(each.getUID() + each.getGID()).isZero();
        String content = new String(cpio.readAllBytes(), StandardCharsets.UTF_8);
        String shown =
            each.isSymbolicLink() ? " -> " + content : each.isRegularFile() ? " = " + content : "";
        String device =
            each.isCharacterDevice()
                ? " " + each.getRemoteDeviceMaj() + "," + each.getRemoteDeviceMin()
                : "";
        found.add(each.getName() + shown + " 0" + Long.toOctalString(each.getMode()) + device);
      }
    }
    return found;
  }
}
