package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.DataSize;

/**
 * A large file that a boot API has named, against nginx serving it directly, in turn. The
 * container's own nginx is the API and the file's server too, so all of it shares this machine's
 * processors: the file is copied three times where the direct way copies it once.
 */
final class SealedRate implements Benchmark {
  private static final DataSize SIZE = new DataSize(2L << 30);
  private static final int ROUNDS = 7;
  private static final String MAC = "52:54:00:ff:ff:01";
  private static final Pattern SEALED = Pattern.compile("http://\\S+/sealed/\\S+");

  private final String image;
  private final Path workDir;

  SealedRate(String image, Path workDir) {
    this.image = image;
    this.workDir = workDir;
  }

  @Override
  public String name() {
    return "sealed-rate";
  }

  @Override
  public List<Row> run() throws IOException {
    Rates unlimited;
    Rates limited;
    double memory;
    Map<String, String> api = Map.of("BOOT_API_URL", StackUnderTest.NGINX + "/images");
    try (StackUnderTest stack = StackUnderTest.start(image, workDir, 1, api)) {
      try (RandomAccessFile large =
          new RandomAccessFile(stack.images().resolve("large").toFile(), "rw")) {
        large.setLength(SIZE.bytes());
      }
      Path answers = Files.createDirectories(stack.images().resolve("v1/boot"));
      Files.writeString(answers.resolve(MAC), "{\"kernel\": \"/images/large\"}");
      String script = stack.lab().get("/ipxe?mac=" + MAC).output();
      Matcher url = SEALED.matcher(script);
      if (!url.find()) {
        throw new IOException("no sealed name in the script:\n" + script);
      }
      unlimited = Rates.of(stack.lab(), url.group());
      var _ =
          stack
              .inContainersNetwork(
                  Command.of("tc", "qdisc", "add", "dev", "eth0", "root", "tbf")
                      .with("rate", "10gbit", "burst", "4mb", "latency", "50ms"))
              .run();
      limited = Rates.of(stack.lab(), url.group());
      memory = stack.process("boot-handler.jar").residentMebibytes();
    }
    return List.of(
        unlimited.row("passed on, as fast as memory"),
        limited.row("passed on to a network of 10 Gbit/s"),
        Row.of(
            "boot-handler's resident memory then",
            "%.0f MiB".formatted(memory),
            "≤ 200 MB (191 MiB)"));
  }

  /**
   * Bytes each second, of rounds.
   *
   * @param direct from nginx itself
   * @param sealed passed on
   */
  private record Rates(List<Double> direct, List<Double> sealed) {
    static Rates of(Lab lab, String url) throws IOException {
      Rates rates = new Rates(new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < ROUNDS; i++) {
        rates.direct.add(rate(lab, StackUnderTest.NGINX + "/images/large"));
        rates.sealed.add(rate(lab, url));
      }
      return rates;
    }

    Row row(String how) {
      List<Double> ratios =
          IntStream.range(0, ROUNDS).mapToObj(i -> sealed.get(i) / direct.get(i)).toList();
      return new Row(
          "a file of " + SIZE + " that a boot API named, " + how,
          mebibytes(sealed),
          "nginx, directly: " + mebibytes(direct),
          "%.2f".formatted(Statistics.median(ratios)),
          "≥ 0.8");
    }
  }

  /** Bytes each second. */
  private static double rate(Lab lab, String url) throws IOException {
    Command curl =
        lab.inNetwork("curl", "--silent", "--show-error", "--fail", "--output", "/dev/null")
            .with("--write-out", "%{size_download} %{speed_download}", url);
    String[] said = curl.run().output().split(" ", -1);
    if (Long.parseLong(said[0]) != SIZE.bytes()) {
      throw new IOException(url + " gave " + said[0] + " bytes");
    }
    return Double.parseDouble(said[1]);
  }

  private static String mebibytes(List<Double> rates) {
    return "%,.0f MiB/s".formatted(Statistics.median(rates) / (1 << 20));
  }
}
