package org.pxebootstack.cli.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.pxebootstack.contract.boot.BootPlan;
import org.pxebootstack.contract.boot.BootPlan.PlannedFile;
import org.pxebootstack.contract.boot.KernelKind;
import org.pxebootstack.contract.machine.InvalidValueException;

/** Looks at the files that are to be booted, and makes the plan of them. */
final class BootSources {
  private static final URI LONGEST_BASE = URI.create("http://255.255.255.255");

  private final Download downloads;
  private final PrintWriter messages;

  BootSources(Download downloads, PrintWriter messages) {
    this.downloads = downloads;
    this.messages = messages;
  }

  /**
   * Fetches what is elsewhere, and checks everything.
   *
   * @throws IOException with a sentence for people, likewise {@link InvalidValueException}
   */
  BootPlan plan(BootOptions options) throws IOException {
    CommandLineTemplate commandLine = options.commandLine();
    List<String> sources = new ArrayList<>(List.of(options.kernel()));
    sources.addAll(options.initrds());
    sources.addAll(commandLine.sources());
    Integer count = options.count();
    if (count != null && count < 1) {
      throw new InvalidValueException(
          count.toString(), "is no number of machines", "write --count=1 or more");
    }
    List<PlannedFile> files = new ArrayList<>();
    KernelKind kind = null;
    for (String each : sources) {
      Path path = local(each);
      long bytes = size(each, path);
      if (kind == null) {
        kind = KernelProbe.kindOf(each, head(path));
      } else if (files.size() <= options.initrds().size()) {
        checkArchive(each, path);
      }
      files.add(new PlannedFile(BootOptions.fileName(each), path, bytes));
    }
    BootPlan plan =
        new BootPlan(
            Objects.requireNonNull(kind),
            files,
            options.initrds().size(),
            commandLine.with(i -> BootPlan.reference(1 + options.initrds().size() + i)),
            options.message(),
            Set.copyOf(options.macs()),
            options.arch(),
            options.memory(),
            count,
            options.thenFirmware());
    check(plan);
    return plan;
  }

  private static void check(BootPlan plan) {
    if (plan.arch() != null && plan.arch() != plan.kernelKind().architecture()) {
      throw new InvalidValueException(
          plan.kernel().name(),
          "is " + plan.kernelKind().label() + ", and --arch is " + plan.arch(),
          "give a kernel for " + plan.arch() + ", or leave --arch out");
    }
    // As long as any that boot-handler makes.
    var _ =
        plan.commandLine(
            LONGEST_BASE,
            i ->
                URI.create(
                    LONGEST_BASE
                        + "/boot/52:54:00:00:00:00/%d/%s"
                            .formatted(i, plan.files().get(i).name())));
  }

  private Path local(String source) throws IOException {
    if (BootOptions.isUrl(source)) {
      messages.println("pxeboot: fetching " + source);
      messages.flush();
      return downloads.fetch(source);
    }
    if (source.contains("://")) {
      throw new InvalidValueException(
          source, "is no URL that can be fetched", "write one of http or https, or a file");
    }
    return Path.of(source).toAbsolutePath();
  }

  private static long size(String source, Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new InvalidValueException(
          source,
          "does not exist",
          "correct the path; the container sees only what is mounted, as with -v \"$PWD\":/image");
    }
    if (!Files.isRegularFile(path)) {
      throw new InvalidValueException(source, "is no file", "give a file or a URL");
    }
    if (!Files.isReadable(path)) {
      throw new InvalidValueException(
          source, "can't be read by the stack", "let everyone read it, with: chmod a+r");
    }
    long size = Files.size(path);
    if (size == 0) {
      throw new InvalidValueException(source, "is empty", "make or fetch it again");
    }
    return size;
  }

  private static byte[] head(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(KernelProbe.HEAD);
    }
  }

  /** What is no kernel may be any archive, or a file for a boot loader such as wimboot. */
  private static void checkArchive(String source, Path path) throws IOException {
    KernelKind kind;
    try {
      kind = KernelProbe.kindOf(source, head(path));
    } catch (InvalidValueException e) {
      return;
    }
    throw new InvalidValueException(
        source, "is " + kind.label() + ", no initramfs", "give one kernel, first, then archives");
  }
}
