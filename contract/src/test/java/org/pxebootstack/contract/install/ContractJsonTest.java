package org.pxebootstack.contract.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.DistroName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class ContractJsonTest {
  private final JsonMapper json = ContractJson.mapper();

  @Test
  void configurationSurvivesTheWire() {
    InstallerConfiguration configuration =
        new InstallerConfiguration(
            URI.create("http://10.0.0.1/cloud-init/web1/"),
            new DistroName("debian-13"),
            Architecture.X86_64,
            URI.create("http://10.0.0.1/images/debian-13/x86_64/rootfs.tar.zst"),
            URI.create("http://10.0.0.1/images/debian-13/x86_64/modules.cpio.gz"),
            URI.create("http://10.0.0.1/images/debian-13/x86_64/vmlinuz-6.12"),
            true,
            null,
            42L,
            URI.create("http://10.0.0.1/images/debian-13/x86_64/manifest.json"),
            "f00d",
            URI.create("http://10.0.0.1/progress/52:54:00:12:34:56"),
            new DiskHint(null, "S1", null, null, DataSize.parse("20GiB"), null, false),
            WipePolicy.BLANK_OR_OURS,
            null);
    String text = json.writeValueAsString(configuration);
    assertThat(text)
        .isEqualTo(
            "{\"cloud_init_url\":\"http://10.0.0.1/cloud-init/web1/\",\"distro\":\"debian-13\","
                + "\"arch\":\"x86_64\","
                + "\"rootfs_url\":\"http://10.0.0.1/images/debian-13/x86_64/rootfs.tar.zst\","
                + "\"kmods_url\":\"http://10.0.0.1/images/debian-13/x86_64/modules.cpio.gz\","
                + "\"kernel_url\":\"http://10.0.0.1/images/debian-13/x86_64/vmlinuz-6.12\","
                + "\"reboot_on_success\":true,\"rootfs_size\":42,"
                + "\"manifest_url\":\"http://10.0.0.1/images/debian-13/x86_64/manifest.json\","
                + "\"manifest_sha256\":\"f00d\","
                + "\"progress_url\":\"http://10.0.0.1/progress/52:54:00:12:34:56\","
                + "\"disk\":{\"serial\":\"S1\",\"min_size\":\"21474836480\",\"rotational\":false},"
                + "\"wipe\":\"blank-or-ours\"}");
    assertThat(json.readValue(text, InstallerConfiguration.class)).isEqualTo(configuration);
  }

  @Test
  void eventsSurviveTheWire() {
    ProgressEvent event = ProgressEvent.running("root-filesystem", 10, 25, 7);
    String text = json.writeValueAsString(event);
    assertThat(text)
        .isEqualTo(
            "{\"status\":\"running\",\"phase\":\"root-filesystem\",\"done_bytes\":10,\"total_bytes\":25,"
                + "\"bytes_per_second\":7,\"seconds_left\":3}");
    assertThat(json.readValue(text, ProgressEvent.class)).isEqualTo(event);
  }

  @Test
  void anEventNeedsItsParts() {
    assertThatThrownBy(() -> json.readValue("{\"status\":\"running\"}", ProgressEvent.class))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("phase is needed");
  }
}
