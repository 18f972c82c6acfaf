package org.pxebootstack.contract.boot;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.KernelCommandLine;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * What {@code pxeboot boot} boots on every machine that asks. {@code pxeboot} has checked it and
 * writes it as {@link #FILE_NAME} into a directory of its own, beside a link to each file in {@link
 * #SERVED}, by its number; boot-handler reads it.
 *
 * @param kernelKind what the first file is
 * @param files the kernel, then the initrds, then what else the command line names
 * @param initrds how many of the files are initrds
 * @param commandLine where a served file's URL is to stand, its number in double braces does, and
 *     {@link #STACK} where this stack's is
 * @param message shown on the machine's screen; null for none
 * @param macs who is booted; empty for everyone
 * @param arch which machines are booted; null for all that the kernel is for
 * @param memory what a machine needs; null where that is not known
 * @param count after how many machines the stack ends; null for never
 * @param thenFirmware whether a machine that was booted is left to its firmware when it asks again
 */
public record BootPlan(
    KernelKind kernelKind,
    List<PlannedFile> files,
    int initrds,
    String commandLine,
    @Nullable String message,
    Set<MacAddress> macs,
    @Nullable Architecture arch,
    @Nullable DataSize memory,
    @Nullable Integer count,
    boolean thenFirmware) {

  /** The plan's own name. */
  public static final String FILE_NAME = "plan.json";

  /** The directory with a link to each file. */
  public static final String SERVED = "served";

  /** The named pipe into which boot-handler writes when the last machine has what it needs. */
  public static final String FINISHED = "finished";

  /** Stands in the command line for this stack's own URL. */
  public static final String STACK = "{{stack}}";

  private static final Pattern REFERENCE = Pattern.compile("\\{\\{([0-9]{1,3})}}");

  public BootPlan {
    files = List.copyOf(files);
    macs = Set.copyOf(macs);
    if (initrds < 0 || files.size() <= initrds) {
      throw new IllegalArgumentException("a plan has a kernel before its initrds");
    }
  }

  /**
   * A file that is served.
   *
   * @param name the last part of its URL: for people, and for systems that look at its ending
   * @param path where it is
   * @param bytes its size
   */
  public record PlannedFile(String name, Path path, long bytes) {
    /** Of what {@code name} is made. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    public PlannedFile {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("a file's name is of letters, digits and ._-");
      }
    }
  }

  public PlannedFile kernel() {
    return files.getFirst();
  }

  /** How a reference to a file is written in the command line. */
  public static String reference(int number) {
    return "{{" + number + "}}";
  }

  /**
   * The kernel command line with its URLs.
   *
   * @param stack where the stack is reached, without a slash at the end
   * @param urls by a file's number
   * @throws org.pxebootstack.contract.machine.InvalidValueException where it can't be one
   */
  public KernelCommandLine commandLine(URI stack, IntFunction<URI> urls) {
    Matcher matcher = REFERENCE.matcher(commandLine.replace(STACK, stack.toString()));
    return new KernelCommandLine(
        matcher.replaceAll(found ->
            Matcher.quoteReplacement(urls.apply(Integer.parseInt(found.group(1))).toString())));
  }
}
