package org.pxebootstack.rendering.ipxe;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.KernelCommandLine;

/** What a machine that no definition names boots, before it is written as an iPXE script. */
public sealed interface UndefinedBoot {

  /**
   * A Linux kernel, or an EFI program.
   *
   * @param kernel where iPXE fetches it: http, https or tftp
   * @param initrds loaded in this order, likewise
   * @param arguments without the names of initrds
   * @param message shown on the machine's screen, each line on one of its own; null for none
   */
  record Kernel(
      URI kernel, List<URI> initrds, KernelCommandLine arguments, @Nullable String message)
      implements UndefinedBoot {
    private static final Set<String> SCHEMES = Set.of("http", "https", "tftp");
    private static final int LONGEST_URL = 2048;

    /**
     * @throws InvalidValueException with a sentence for people where iPXE can't be given a URL
     */
    public Kernel {
      initrds = List.copyOf(initrds);
      Stream.concat(Stream.of(kernel), initrds.stream()).forEach(Kernel::check);
    }

    /** {@link URI} has refused braces, white space and control characters. */
    private static void check(URI uri) {
      String text = uri.toString();
      if (uri.getScheme() == null
          || !SCHEMES.contains(uri.getScheme())
          || uri.getHost() == null
          || text.length() > LONGEST_URL
          || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
        throw new InvalidValueException(
            text,
            "is no URL that iPXE can fetch",
            "write one in ASCII that begins with http:// or https://");
      }
    }
  }

  /**
   * An iPXE script, which is served as it is: whoever names it is trusted with the machine.
   *
   * @param text begins with {@code #!ipxe}
   */
  record Script(String text) implements UndefinedBoot {
    /**
     * @throws InvalidValueException where iPXE would not take it for a script
     */
    public Script {
      if (!text.startsWith("#!ipxe")
          || text.length() < 7
          || !Character.isWhitespace(text.charAt(6))) {
        throw InvalidValueException.hiding(
            "the script does not begin with a line #!ipxe", "write #!ipxe above it");
      }
    }
  }

  /**
   * The machine goes on with its firmware's next boot device.
   *
   * @param why as it goes on after the machine's name: {@code has been booted already}
   */
  record LeaveAlone(String why) implements UndefinedBoot {}
}
