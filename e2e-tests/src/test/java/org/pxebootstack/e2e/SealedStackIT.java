package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.contract.image.Sha256;

/** What a boot API names, through the container's nginx, which is the API and its server too. */
class SealedStackIT {
  private static final String MAC = "52:54:00:00:90:01";
  private static final Pattern SEALED = Pattern.compile("http://192\\.168\\.105\\.1(/sealed/\\S+)");

  private final Path work = Path.of(TestLab.required("pxeboot.work-dir")).resolve("sealed");
  private final Path images = work.resolve("images");

  @Test
  void aLargeFileIsFetchedByNginxFromWhereBootHandlerHasLooked() throws IOException {
    byte[] large = new byte[20 << 20];
    new Random(1).nextBytes(large);
    Files.createDirectories(images.resolve("v1/boot"));
    Files.write(images.resolve("large.iso"), large);
    Files.write(images.resolve("small.img"), new byte[1000]);
    Files.writeString(
        images.resolve("v1/boot").resolve(MAC),
        "{\"kernel\": \"/images/large.iso\", \"initrd\": [\"/images/small.img\"]}");
    try (Lab lab = new Lab("sealed", work.resolve("lab"))) {
      lab.start(
          TestLab.required("pxeboot.image"),
          images,
          Map.of("DHCP_MODE", "proxy", "BOOT_API_URL", "http://" + Lab.PROVISIONER_IP + "/images"));
      String script = lab.get("/ipxe?mac=" + MAC).output();
      Matcher path = SEALED.matcher(script);
      assertThat(path.find()).as(script).isTrue();
      Path copy = work.resolve("copy");
      String head =
          lab.get(path.group(1), "--max-time", "60", "--dump-header", "-", "--output", copy + "")
              .output();
      assertThat(Sha256.of(Files.readAllBytes(copy))).isEqualTo(Sha256.of(large));
      assertThat(head)
          .startsWith("HTTP/1.1 200")
          .contains("Content-Length: " + large.length, "ETag: ", "X-Content-Type-Options: nosniff")
          .containsOnlyOnce("Content-Type: application/octet-stream")
          .doesNotContain("X-Pxeboot", "X-Accel");
      Await.that(
          "a line for boot-handler's look, which it ends at once, and one for nginx",
          Duration.ofSeconds(10),
          () -> requests(lab) == 2,
          () -> "it has " + requests(lab) + " lines of them");
      assertThat(lab.get(path.group(1), "--range", "5-9", "--output", copy + "").succeeded())
          .isTrue();
      assertThat(Files.size(copy)).isEqualTo(5);

      // Whoever else knows the name of the location is not let in.
      assertThat(lab.get("/upstream").exitCode()).isEqualTo(22);

      Files.delete(images.resolve("large.iso"));
      assertThat(lab.get(path.group(1)).output()).contains("answered 404");
    }
  }

  private static long requests(Lab lab) {
    try {
      return lab.stackLog().lines().filter(each -> each.contains("GET /images/large.iso ")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
