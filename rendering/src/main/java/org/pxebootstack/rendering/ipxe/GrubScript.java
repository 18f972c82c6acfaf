package org.pxebootstack.rendering.ipxe;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.GrubMemoryCheck;

/**
 * Renders what GRUB does (gnu.org/software/grub/manual), where a machine was started by its
 * distribution's signed shim. Pure; its values are those of {@link IpxeScript}, whose allow-lists
 * leave nothing that GRUB would expand either; a semicolon, which ends its commands, is escaped.
 */
public final class GrubScript {
  private GrubScript() {}

  /**
   * Boots a machine, or says what failed and leaves it to its firmware.
   *
   * @param token lets this boot report; null for a person who looks
   */
  public static String boot(BootSpec spec, @Nullable String token) {
    StringBuilder initrds = new StringBuilder();
    spec.initrds().forEach(each -> initrds.append(' ').append(device(each.uri())));
    String memoryCheck = spec.memory() == null ? "" : GrubMemoryCheck.of(spec.memory());
    return """
    echo "pxeboot-stack: %s"
    %sif linux %s %s; then
      if initrd%s; then
        boot
      fi
    fi
    echo "pxeboot-stack: that failed, the message above says why; the next boot device follows"
    sleep 10
    exit
    """
        .formatted(
            spec.title(),
            memoryCheck,
            device(spec.kernel()),
            IpxeScript.commandLine(spec, token).replace(";", "\\;"),
            initrds);
  }

  /** Hands the machine back to its firmware, which goes on with its next boot device. */
  public static String bootDisk(VmDefinition vm, String why) {
    return "echo \"pxeboot-stack: %s %s, its disk is next\"\nexit\n".formatted(vm.name(), why);
  }

  private static String device(URI uri) {
    return "(http,%s)%s".formatted(uri.getAuthority(), uri.getPath());
  }
}
