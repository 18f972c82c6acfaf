package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pxebootstack.command.Command;

/** The stack of a lab, in whichever way it is run. */
public interface Stack {
  /**
   * Starts it at {@link Lab#PROVISIONER_IP} of the network; it need not answer yet.
   *
   * @param environment beside PROVISIONER_IP
   */
  void start(
      LabNetwork network,
      String image,
      Path vmsDir,
      Path imagesDir,
      Map<String, String> environment)
      throws IOException;

  /** What its services have said. */
  String logs() throws IOException;

  /** A command that runs in it. */
  Command command(List<String> argv);

  /** Ends and removes it; nothing happens where there is none. */
  void remove() throws IOException;
}
