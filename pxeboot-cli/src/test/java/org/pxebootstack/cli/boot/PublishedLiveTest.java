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
import org.pxebootstack.contract.machine.LiveName;
import picocli.CommandLine;

class PublishedLiveTest {
  private static final LiveName RESCUE = new LiveName("rescue");

  @TempDir private Path images = Path.of("");

  @Test
  void bootsWithWhatItIsServedWith() throws IOException {
    Path directory =
        publish(
            """
            "root": "image.iso", "root_arguments": ["rd.live.image"], "fetches": true
            """);
    assertThat(PublishedLive.read(images, RESCUE).arguments("quiet"))
        .containsExactly(
            directory + "/boot/vmlinuz",
            directory + "/boot/initrd.img",
            "--cmdline=root=live:{{ URL \""
                + directory
                + "/image.iso\" }} rd.live.image pxeboot.memory=640 ip=dhcp"
                + " pxeboot.files={{ STACK }}/live/rescue quiet",
            "--memory=640MiB");
  }

  @Test
  void fullOsHasEverythingInItsInitramfs() throws IOException {
    var _ = publish("\"root\": null, \"root_arguments\": [], \"fetches\": false");
    assertThat(PublishedLive.read(images, RESCUE).arguments(""))
        .contains("--cmdline=ip=dhcp", "--memory=640MiB");
  }

  @Test
  void theContainerSeesItWhereItLooksItself() throws IOException {
    Path directory = publish("\"root\": null, \"root_arguments\": [], \"fetches\": false");
    BootOptions options = new BootOptions();
    var _ =
        new CommandLine(options)
            .parseArgs("--live=rescue", "--images-dir=" + images, "--cmdline=quiet", "--count=1");
    assertThat(new BootContainer(new StackEnvironment(Map.of()), "stack:1").argv(options, false))
        .endsWith(
            "--mount=type=bind,readonly,source=" + directory + ",target=/www/images/live/rescue",
            "stack:1",
            "boot",
            "--live=rescue",
            "--cmdline=quiet",
            "--count=1");
  }

  @Test
  void oneThatIsNotPublishedIsNamed() {
    assertThatThrownBy(() -> PublishedLive.read(images, RESCUE))
        .hasMessageContaining("rescue")
        .hasMessageContaining("run pxeboot image publish DIR --name rescue");
  }

  private Path publish(String more) throws IOException {
    Path directory = Files.createDirectories(images.resolve("live/rescue"));
    Files.writeString(
        directory.resolve("live.json"),
        """
        {"arch": "x86_64", "kernel": "6.12", "arguments": "ip=dhcp", "memory": "671088640", %s}
        """
            .formatted(more));
    return directory;
  }
}
