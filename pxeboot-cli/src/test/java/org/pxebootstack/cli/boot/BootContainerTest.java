package org.pxebootstack.cli.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.cli.StackEnvironment;
import picocli.CommandLine;

class BootContainerTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void localFilesAreMountedAndNamedAsTheContainerSeesThem() throws IOException {
    Path kernel = Files.writeString(directory.resolve("vmlinuz"), "x");
    Path root = Files.writeString(directory.resolve("root fs.img"), "x");
    BootOptions options = new BootOptions();
    var _ =
        new CommandLine(options)
            .parseArgs(
                kernel.toString(),
                "https://example.org/initrd.gz",
                "--cmdline",
                "a={{ URL \"" + root + "\" }} b={{ID \"http://example.org/x\"}} -- c",
                "--bootmsg=two words",
                "--mac=52-54-00-00-00-01,525400000002",
                "--arch=x86_64",
                "--count=5",
                "--then-firmware");
    StackEnvironment environment =
        new StackEnvironment(Map.of("DHCP_MODE", "server", "PXE_INTERFACE", "", "HOME", "/root"));
    assertThat(new BootContainer(environment, "stack:1").argv(options, true))
        .containsExactly(
            "docker",
            "run",
            "--rm",
            "--net=host",
            "--cap-add=NET_ADMIN",
            "--cap-add=NET_RAW",
            "--env=DHCP_MODE",
            "--mount=type=bind,readonly,source=" + kernel + ",target=/boot-files/0/vmlinuz",
            "--mount=type=bind,readonly,source=" + root + ",target=/boot-files/1/root_fs.img",
            "stack:1",
            "boot",
            "/boot-files/0/vmlinuz",
            "https://example.org/initrd.gz",
            "--cmdline=a={{ URL \"/boot-files/1/root_fs.img\" }} b={{ URL \"http://example.org/x\""
                + " }} -- c",
            "--bootmsg=two words",
            "--mac=52:54:00:00:00:01",
            "--mac=52:54:00:00:00:02",
            "--arch=x86_64",
            "--count=5",
            "--then-firmware",
            "--verbose");
  }

  @Test
  void aFileThatIsMissingIsNamedBeforeAnythingStarts() {
    BootOptions options = new BootOptions();
    var _ = new CommandLine(options).parseArgs(directory.resolve("none").toString());
    assertThatThrownBy(
            () -> new BootContainer(new StackEnvironment(Map.of()), "stack:1").argv(options, false))
        .hasMessageEndingWith("does not exist; correct the path");
  }

  @Test
  void whatStandsInDoubleBracesIsUnderstoodOrRefused() {
    CommandLineTemplate template =
        CommandLineTemplate.parse("a={{URL \"x y\"}},{{ ID  \"z\" }} $1");
    assertThat(template.sources()).containsExactly("x y", "z");
    assertThat(template.with(i -> "<" + i + "$>")).isEqualTo("a=<0$>,<1$> $1");
    assertThatThrownBy(() -> CommandLineTemplate.parse("a={{ .URL }}"))
        .hasMessageContaining("has double braces that are not understood");
  }
}
