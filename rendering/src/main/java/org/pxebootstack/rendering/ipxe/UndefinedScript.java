package org.pxebootstack.rendering.ipxe;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.contract.machine.MacAddress;

/** Writes what a machine that no definition names boots as an iPXE script. Pure. */
public final class UndefinedScript {
  private UndefinedScript() {}

  /**
   * The whole script.
   *
   * @param base where this stack is reached, without a slash at the end
   */
  public static String of(UndefinedBoot boot, MacAddress mac, URI base) {
    return switch (boot) {
      case UndefinedBoot.Kernel kernel -> kernel(kernel, mac, base);
      case UndefinedBoot.Script(String text) -> text;
      case UndefinedBoot.LeaveAlone(String why) ->
          "%secho pxeboot-stack: %s %s, its firmware goes on\nexit 1\n"
              .formatted(IpxeScript.HEAD, mac, IpxeScript.plain(why));
    };
  }

  private static String kernel(UndefinedBoot.Kernel boot, MacAddress mac, URI base) {
    StringBuilder script = new StringBuilder(IpxeScript.HEAD);
    if (boot.message() != null) {
      boot.message()
          .lines()
          .forEach(each -> script.append("echo ").append(IpxeScript.plain(each)).append('\n'));
    }
    List<BootSpec.Initrd> initrds = new ArrayList<>();
    for (URI each : boot.initrds()) {
      initrds.add(new BootSpec.Initrd("initrd" + (initrds.size() + 1), each));
    }
    Loading loading =
        new Loading(
            "starting " + IpxeScript.plain(fileName(boot.kernel())) + " on " + mac,
            mac,
            boot.kernel(),
            initrds,
            boot.arguments().value(),
            "the firmware's next boot device is next",
            base);
    loading.appendTo(script);
    return script.toString();
  }

  /** For people: the last part of the path. */
  private static String fileName(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? "a kernel" : name;
  }
}
