package org.pxebootstack.rendering.ipxe;

import java.net.URI;
import java.util.List;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * The part of a script that loads a kernel and its initrds and starts it. A download that fails is
 * tried again with all the others; after the last try boot-handler is told, and the firmware goes
 * on with its next boot device.
 *
 * <p>Each initrd has a name and stands on the kernel's command line by that name: an iPXE of 2019
 * under EFI starts the kernel without its initrd otherwise, and newer ones don't mind.
 *
 * @param title what happens, for people: {@code installing debian-13 on web1}
 * @param arguments the kernel command line without the names of initrds; may be empty
 * @param afterwards what the machine does after the last try: {@code the local disk is next}
 * @param base where this stack is reached, without a slash at the end
 */
record Loading(
    String title,
    MacAddress mac,
    URI kernel,
    List<BootSpec.Initrd> initrds,
    String arguments,
    String afterwards,
    URI base) {

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

  /** Appends it, up to the end of the script. */
  void appendTo(StringBuilder script) {
    script.append("echo pxeboot-stack: ").append(title).append('\n');
    script.append("set tries:int32 0\n\n:again\ninc tries\nimgfree\nset step kernel\n");
    script.append("kernel --name vmlinuz ").append(kernel);
    for (BootSpec.Initrd each : initrds) {
      script.append(" initrd=").append(each.name());
    }
    script.append(arguments.isEmpty() ? "" : " ").append(arguments).append(" || goto trouble\n");
    for (BootSpec.Initrd each : initrds) {
      script.append("set step ").append(each.name());
      script.append("\ninitrd --name ").append(each.name()).append(' ').append(each.uri());
      script.append(" || goto trouble\n");
    }
    script.append(AGAIN);
    script.append("echo pxeboot-stack: ").append(title);
    script.append(" failed at ${step}, the message above says why\n");
    script.append("echo pxeboot-stack: see the log of the stack at ").append(base);
    script.append(": is nginx running, is the file readable?\n");
    script.append("echo pxeboot-stack: ").append(afterwards).append('\n');
    script.append("imgfetch --name report ").append(base);
    script.append("/ipxe/failed?mac=").append(mac).append("&step=${step} ||\n");
    script.append("sleep 10\nexit 1\n");
  }
}
