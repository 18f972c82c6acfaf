package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.Pipeline;
import org.pxebootstack.contract.machine.DataSize;

/**
 * The installer's download and extraction against what a shell would do, from the container's nginx
 * over loopback to ext4 on a loop device. Each run begins with an empty file system, and ends when
 * everything is on the disk; the archives are in the page cache for all.
 */
final class InstallerExtraction implements Benchmark {
  private static final int ROUNDS = 7;

  private final String image;
  private final Path installer;
  private final Path workDir;
  private final List<Double> starts = new ArrayList<>();

  /**
   * @param image has the nginx
   * @param installer the installer's directory of the initramfs
   */
  InstallerExtraction(String image, Path installer, Path workDir) {
    this.image = image;
    this.installer = installer;
    this.workDir = workDir;
  }

  @Override
  public String name() {
    return "installer-extraction";
  }

  /** Ends when the directory is full; answers when it began, by {@link System#nanoTime}. */
  private interface Extraction {
    long into(Path directory) throws IOException;
  }

  @Override
  public List<Row> run() throws IOException {
    ServedTree tree = ServedTree.make(workDir.resolve("www"));
    List<Extraction> contestants =
        List.of(
            this::unpack, directory -> run(zstd(directory)), directory -> run(busybox(directory)));
    List<List<Double>> seconds = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
    double peak;
    try (StaticServer _ = StaticServer.start(image, tree.directory());
        LoopFilesystem disk = LoopFilesystem.make(workDir)) {
      disk.format();
      peak = ProcessTree.peakMebibytes(installer(disk.mountPoint()), workDir.resolve("log"));
      tree.requireIn(disk.mountPoint());
      for (int i = 0; i < ROUNDS; i++) {
        for (int each : order) {
          seconds.get(each).add(time(disk, contestants.get(each)));
        }
        Collections.rotate(order, 1);
      }
    }
    return rows(tree, seconds, peak);
  }

  private static double time(LoopFilesystem disk, Extraction extraction) throws IOException {
    disk.format();
    long start = extraction.into(disk.mountPoint());
    disk.flush();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.err.printf("    %.2f s%n", seconds);
    return seconds;
  }

  private Command installer(Path directory) {
    return Command.of(installer.resolve("bin/os-installer").toAbsolutePath().toString(), "unpack")
        .with(StaticServer.URL + ServedTree.CONFIGURATION, directory.toString());
  }

  /**
   * Its clock begins when it has its configuration, as it does when an installation comes to this
   * phase; what the Java runtime needs until then is a figure of its own.
   */
  private long unpack(Path directory) throws IOException {
    long start = System.nanoTime();
    AtomicLong began = new AtomicLong(start);
    var _ =
        installer(directory)
            .withLines(line -> {
              if (line.equals("unpacking begins")) {
                began.set(System.nanoTime());
              }
            })
            .run();
    starts.add((began.get() - start) / 1e9);
    return began.get();
  }

  private static long run(Pipeline pipeline) throws IOException {
    long start = System.nanoTime();
    pipeline.run(Pipeline.NOTHING);
    return start;
  }

  private static Pipeline zstd(Path directory) {
    return new Pipeline(
        Command.of("curl", "--silent", "--fail", StaticServer.URL + ServedTree.ZSTD),
        Command.of("zstd", "-dc"),
        Command.of("tar", "-x", "--xattrs", "-C", directory.toString()));
  }

  private static Pipeline busybox(Path directory) {
    return new Pipeline(
        Command.of("busybox", "wget", "-q", "-O", "-", StaticServer.URL + ServedTree.GZIP),
        Command.of("busybox", "tar", "-xz", "-C", directory.toString()));
  }

  private List<Row> rows(ServedTree tree, List<List<Double>> seconds, double peak) {
    String what =
        "installer: %s in %,d files downloaded, checked and unpacked (`.tar.zst` of %s)"
            .formatted(
                new DataSize(tree.bytes()), tree.files(), new DataSize(tree.compressedBytes()));
    double ours = Statistics.median(seconds.get(0));
    return List.of(
        against(what, seconds.get(0), "curl, zstd, tar", seconds.get(1), "≥ 0.9"),
        against("the same", seconds.get(0), "busybox, `.tar.gz`", seconds.get(2), "≥ 2.0"),
        Row.of(
            "the start of its process until then",
            "%.1f s".formatted(Statistics.median(starts)),
            ""),
        Row.of("its rate", "%.0f MiB/s".formatted(tree.bytes() / ours / (1 << 20)), ""),
        Row.of(
            "peak resident memory of installer, zstd and tar",
            "%.0f MiB".formatted(peak),
            "< 160 MB (152 MiB)"));
  }

  private static Row against(
      String what, List<Double> ours, String other, List<Double> theirs, String goal) {
    // Of each round: what else runs on this machine comes and goes.
    List<Double> ratios =
        IntStream.range(0, ROUNDS).mapToObj(i -> theirs.get(i) / ours.get(i)).toList();
    return new Row(
        what,
        range(ours),
        other + ": " + range(theirs),
        "%.2f".formatted(Statistics.median(ratios)),
        goal);
  }

  private static String range(List<Double> seconds) {
    return "%.1f s (%.1f to %.1f)"
        .formatted(
            Statistics.median(seconds),
            Statistics.percentile(seconds, 0),
            Statistics.greatest(seconds));
  }
}
