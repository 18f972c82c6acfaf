package org.pxebootstack.cli.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.LiveName;
import org.pxebootstack.contract.machine.MacAddress;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be booted, on which machines. */
final class BootOptions {
  @Parameters(
      paramLabel = "KERNEL",
      index = "0",
      arity = "0..1",
      description = "a file or an http(s) URL: bzImage, ARM64 Image or EFI program")
  private String kernel = "";

  @Parameters(
      paramLabel = "INITRD",
      index = "1..*",
      arity = "0..*",
      description = "archives of the initramfs, loaded in this order: files or URLs")
  private List<String> initrds = new ArrayList<>();

  @Option(
      names = "--cmdline",
      description = {
        "the kernel command line; {{ URL \"path-or-url\" }} in it becomes",
        "a URL at which this stack serves that file"
      })
  private String commandLine = "";

  @Option(
      names = "--live",
      description = {"boots this published live system; words of --cmdline come after", "its own"})
  private @Nullable String live;

  @Option(
      names = "--images-dir",
      description = "where live systems are published (default: ${DEFAULT-VALUE})",
      defaultValue = "${env:IMAGES_DIR:-/www/images}")
  private Path imagesDir = Path.of("");

  @Option(
      names = "--memory",
      description = "refuses machines that have less, such as 2GiB, where their firmware tells")
  private @Nullable String memory;

  @Option(names = "--bootmsg", description = "shown on the machine's screen")
  private @Nullable String message;

  @Option(
      names = "--mac",
      split = ",",
      description = "boots only this machine; may be given several times (default: all that ask)")
  private List<String> macs = new ArrayList<>();

  @Option(
      names = "--arch",
      description = "boots only machines that are x86_64, or aarch64 (default: the kernel's)")
  private @Nullable String arch;

  @Option(
      names = "--count",
      description = "ends when so many machines have all they need (default: goes on for ever)")
  private @Nullable Integer count;

  @Option(
      names = "--then-firmware",
      description = "leaves a machine that was booted to its firmware when it asks again")
  private boolean thenFirmware;

  /** Whether there is anything to boot. */
  boolean hasKernel() {
    return !kernel.isEmpty();
  }

  boolean hasCommandLine() {
    return !commandLine.isEmpty();
  }

  /** As it was given; may be empty. */
  String commandLineText() {
    return commandLine;
  }

  /**
   * The live system that is to be booted, if any.
   *
   * @throws InvalidValueException with a sentence for people where it is not published
   */
  Optional<PublishedLive> live() {
    return Optional.ofNullable(live).map(each -> PublishedLive.read(imagesDir, new LiveName(each)));
  }

  @Nullable DataSize memory() {
    return memory == null ? null : DataSize.parse(memory);
  }

  /** As they were given. */
  String kernel() {
    return kernel;
  }

  List<String> initrds() {
    return initrds;
  }

  CommandLineTemplate commandLine() {
    return CommandLineTemplate.parse(commandLine);
  }

  @Nullable String message() {
    return message;
  }

  List<MacAddress> macs() {
    return macs.stream().map(MacAddress::parse).toList();
  }

  @Nullable Architecture arch() {
    return arch == null ? null : Architecture.parse(arch);
  }

  @Nullable Integer count() {
    return count;
  }

  boolean thenFirmware() {
    return thenFirmware;
  }

  /**
   * The same options for another {@code pxeboot boot}, with other names of the same files.
   *
   * @param place where the other one finds a file or a URL
   */
  List<String> argv(Function<String, String> place) {
    List<String> argv = new ArrayList<>();
    if (live != null) {
      argv.add("--live=" + live);
    }
    if (hasKernel()) {
      argv.add(place.apply(kernel));
    }
    initrds.forEach(each -> argv.add(place.apply(each)));
    CommandLineTemplate template = commandLine();
    if (!commandLine.isEmpty()) {
      argv.add(
          "--cmdline="
              + template.with(i -> "{{ URL \"" + place.apply(template.sources().get(i)) + "\" }}"));
    }
    if (memory != null) {
      argv.add("--memory=" + memory);
    }
    if (message != null) {
      argv.add("--bootmsg=" + message);
    }
    macs().forEach(each -> argv.add("--mac=" + each));
    if (arch() != null) {
      argv.add("--arch=" + arch());
    }
    if (count != null) {
      argv.add("--count=" + count);
    }
    if (thenFirmware) {
      argv.add("--then-firmware");
    }
    return argv;
  }

  /** Whether it is no file but a URL. */
  static boolean isUrl(String source) {
    return source.startsWith("http://") || source.startsWith("https://");
  }

  /** What a file or a URL is called: its last part. */
  static String fileName(String source) {
    String path = isUrl(source) ? source.replaceFirst("[?#].*", "") : source;
    Path name = Path.of(path).getFileName();
    String clean = String.valueOf(name).replaceAll("[^A-Za-z0-9._-]", "_");
    return clean.isEmpty() ? "file" : clean.substring(0, Math.min(clean.length(), 100));
  }
}
