package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.cli.distro.LiveRoots;
import org.pxebootstack.command.Command;
import org.pxebootstack.imagecustomizer.build.ImageBuild;
import org.pxebootstack.imagecustomizer.build.SourceDate;

/**
 * Building a live system of Debian's packages from a root file system that is in the cache, against
 * dracut and mksquashfs run by hand in that root file system.
 */
final class LiveBuild implements Benchmark {
  private static final SourceDate DATE = SourceDate.of(Map.of());
  private static final int MEGABYTE = 1_000_000;

  private final Path workDir;
  private final Path cache;

  LiveBuild(Path workDir) {
    this.workDir = workDir.toAbsolutePath();
    this.cache = this.workDir.resolve("cache");
  }

  @Override
  public String name() {
    return "live-build";
  }

  @Override
  public List<Row> run() throws IOException {
    Files.createDirectories(workDir);
    build("quiet"); // Whatever has to be downloaded is then in the cache.
    try (var parts = Files.newDirectoryStream(cache, "parts-*")) {
      for (Path each : parts) {
        FileUtils.deleteDirectory(each.toFile());
      }
    }
    double byHand = byHand();
    double ours = build("quiet");
    double again = build("quiet loglevel=4");
    long initramfs = Files.size(workDir.resolve("out/boot/initrd.img"));
    return List.of(
        Row.of(
            "live system: bootstrap initramfs with the cloud kernel",
            "%.1f MB".formatted((double) initramfs / MEGABYTE),
            "≤ 30 MB"),
        new Row(
            "live system built from a cached root file system",
            "%.1f s".formatted(ours),
            "dracut and mksquashfs by hand: %.1f s".formatted(byHand),
            "%.2f".formatted(ours / byHand),
            "≤ 1.2"),
        Row.of(
            "the same again, with another kernel command line",
            "%.1f s".formatted(again),
            "< 5 s"));
  }

  private double build(String argument) throws IOException {
    Path file =
        Files.writeString(
            workDir.resolve("live.yaml"),
            """
            input:
              distro: debian-13
              kernel: cloud
            output:
              image:
                path: out
                format: pxe-dir
            os:
              kernelCommandLine:
                extraCommandLine: %s
            pxe:
              initramfsType: bootstrap
              bootstrapBaseUrl: http://192.168.105.1/live/bench
            """
                .formatted(argument));
    long start = System.nanoTime();
    var _ = ImageBuild.of(file, cache, new LiveRoots(DATE), DATE, (_, _) -> {}).run(false);
    return seconds(start);
  }

  private double byHand() throws IOException {
    Path root = workDir.resolve("root");
    FileUtils.deleteDirectory(root.toFile());
    Files.createDirectories(root);
    try (var tars = Files.newDirectoryStream(cache, "base-*.tar")) {
      for (Path each : tars) {
        var _ = Command.of("tar", "-x", "-f", each.toString(), "-C", root.toString()).run();
      }
    }
    long start = System.nanoTime();
    List<String> dracut =
        new ArrayList<>(List.of("bwrap", "--bind", root.toString(), "/", "--dev", "/dev"));
    dracut.addAll(List.of("--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", "/var/tmp"));
    dracut.addAll(List.of("dracut", "--force", "--quiet", "--no-hostonly", "--zstd"));
    dracut.addAll(List.of("--add=dmsquash-live livenet", "--kver=" + kernel(root)));
    dracut.add("/boot/by-hand.img");
    var _ = Command.of(dracut).run();
    var _ =
        Command.of("mksquashfs", root.toString(), workDir.resolve("by-hand.squashfs").toString())
            .with("-noappend", "-quiet", "-no-progress", "-comp", "zstd", "-e", "boot")
            .run();
    double seconds = seconds(start);
    FileUtils.deleteDirectory(root.toFile());
    return seconds;
  }

  private static String kernel(Path root) throws IOException {
    try (var versions = Files.list(root.resolve("usr/lib/modules"))) {
      return versions.findFirst().orElseThrow().getFileName().toString();
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
