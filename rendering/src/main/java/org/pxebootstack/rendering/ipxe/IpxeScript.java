package org.pxebootstack.rendering.ipxe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.VmDefinition;

/**
 * Renders iPXE scripts (https://ipxe.org/scripting). Pure: what goes in are checked values whose
 * allow-lists leave nothing that iPXE would expand or take for a second command.
 */
public final class IpxeScript {
  static final String HEAD = "#!ipxe\n";

  /** Only so that it is not copied while it grows. */
  private static final int LONGEST_BOOT_SCRIPT = 2048;

  /** What an iPXE screen shows of one line, and then some. */
  private static final int LONGEST_SENTENCE = 300;

  private IpxeScript() {}

  /**
   * Boots a machine.
   *
   * @param token lets this boot fetch its configuration and report; null for a person who looks
   */
  public static String boot(BootSpec spec, @Nullable String token) {
    StringBuilder script = new StringBuilder(LONGEST_BOOT_SCRIPT).append(HEAD);
    Loading loading =
        new Loading(
            spec.title(),
            spec.machine().mac(),
            spec.kernel(),
            spec.initrds(),
            commandLine(spec, token),
            "the local disk is next",
            spec.base());
    loading.appendTo(script);
    return script.toString();
  }

  /** The kernel's command line, with the token where there is one. */
  static String commandLine(BootSpec spec, @Nullable String token) {
    if (token == null) {
      return spec.arguments();
    }
    return spec.arguments()
        + (spec.kind() == BootSpec.Kind.LIVE
            ? " pxeboot.ready=" + readyUrl(spec, token)
            : " pxeboot.token=" + token);
  }

  /** Where a live system reports, with what lets it (docs/adr/0009). */
  private static String readyUrl(BootSpec spec, String token) {
    return spec.base().getScheme()
        + "://ready:"
        + token
        + "@"
        + spec.base().getAuthority()
        + "/ready/"
        + spec.machine().mac();
  }

  /** Hands the machine back to its firmware, which goes on with its next boot device. */
  public static String bootDisk(VmDefinition vm, String why) {
    return HEAD + "echo pxeboot-stack: %s %s, its disk is next\nexit 1\n".formatted(vm.name(), why);
  }

  /** Says on the machine's screen why it is not booted, then hands it back to its firmware. */
  public static String refusal(List<String> sentences) {
    StringBuilder script = new StringBuilder(HEAD);
    sentences.forEach(
        each -> script.append("echo pxeboot-stack: ").append(plain(each)).append('\n'));
    return script.append("sleep 10\nexit 1\n").toString();
  }

  /** Sentences quote what people wrote, so everything that iPXE could understand is taken out. */
  static String plain(String sentence) {
    String line =
        sentence.replace('"', '\'').replace(';', ',').replaceAll("[^A-Za-z0-9 .,:'/_()@=+-]", "?");
    return line.length() > LONGEST_SENTENCE ? line.substring(0, LONGEST_SENTENCE) + "..." : line;
  }
}
