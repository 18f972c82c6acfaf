package org.pxebootstack.rendering.ipxe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.VmDefinition;

/**
 * Renders iPXE scripts (https://ipxe.org/scripting). Pure: what goes in are checked values whose
 * allow-lists leave nothing that iPXE would expand or take for a second command.
 *
 * <p>Each initrd has a name and stands on the kernel's command line by that name: an iPXE of 2019
 * under EFI starts the kernel without its initrd otherwise, and newer ones don't mind.
 */
public final class IpxeScript {
  private static final String HEAD = "#!ipxe\n";

  /** How often everything is loaded before the machine is left to its disk. */
  private static final int TRIES = 4;

  /** What boots, or else tries again, up to the label that gives up. */
  private static final String AGAIN =
      """
      set step boot
      boot || goto trouble

      :trouble
      iseq ${tries} %d && goto failed ||
      echo pxeboot-stack: ${step} failed, the message above says why: trying again in 3 seconds
      sleep 3
      goto again

      :failed
      """
          .formatted(TRIES);

  /** Only so that it is not copied while it grows. */
  private static final int LONGEST_BOOT_SCRIPT = 2048;

  /** What an iPXE screen shows of one line, and then some. */
  private static final int LONGEST_SENTENCE = 300;

  private IpxeScript() {}

  /**
   * Boots a machine. A download that fails is tried again with all the others; after the last try
   * boot-handler is told, and the firmware goes on with its next boot device.
   *
   * @param token lets this boot fetch its configuration and report; null for a person who looks
   */
  public static String boot(BootSpec spec, @Nullable String token) {
    StringBuilder script = new StringBuilder(LONGEST_BOOT_SCRIPT).append(HEAD);
    script.append("echo pxeboot-stack: ").append(spec.title()).append('\n');
    script.append("set tries:int32 0\n\n:again\ninc tries\nimgfree\nset step kernel\n");
    script.append("kernel --name vmlinuz ").append(spec.kernel());
    for (BootSpec.Initrd each : spec.initrds()) {
      script.append(" initrd=").append(each.name());
    }
    script.append(' ').append(commandLine(spec, token)).append(" || goto trouble\n");
    for (BootSpec.Initrd each : spec.initrds()) {
      script.append("set step ").append(each.name());
      script.append("\ninitrd --name ").append(each.name()).append(' ').append(each.uri());
      script.append(" || goto trouble\n");
    }
    script.append(AGAIN);
    script.append("echo pxeboot-stack: ").append(spec.title());
    script.append(" failed at ${step}, the message above says why\n");
    script.append("echo pxeboot-stack: see the log of the stack at ").append(spec.base());
    script.append(": is nginx running, is the file readable?\n");
    script.append("echo pxeboot-stack: the local disk is next\n");
    script.append("imgfetch --name report ").append(spec.base());
    script.append("/ipxe/failed?mac=").append(spec.machine().mac()).append("&step=${step} ||\n");
    return script.append("sleep 10\nexit 1\n").toString();
  }

  /** The kernel's command line, with the token where there is one. */
  static String commandLine(BootSpec spec, @Nullable String token) {
    return spec.arguments() + (token == null ? "" : " pxeboot.token=" + token);
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
  private static String plain(String sentence) {
    String line =
        sentence.replace('"', '\'').replace(';', ',').replaceAll("[^A-Za-z0-9 .,:'/_()@=+-]", "?");
    return line.length() > LONGEST_SENTENCE ? line.substring(0, LONGEST_SENTENCE) + "..." : line;
  }
}
