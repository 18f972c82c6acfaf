package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pxebootstack.contract.machine.DhcpMode;

/** Says which of the ports that the stack can't do without other programs have. */
public final class TakenPorts {
  private TakenPorts() {}

  /**
   * A sentence with its cure for each; empty where all are free.
   *
   * @param address the stack's own
   * @param wantedInterface which interface should hold it
   */
  public static List<String> sentences(String address, Optional<String> wantedInterface)
      throws IOException {
    try {
      ServingCard serving = ServingCard.find(Optional.of(address), wantedInterface);
      return new PortsCheck(serving, DhcpMode.NONE, false)
          .findings(List.of(StackPort.TFTP, StackPort.HTTP, StackPort.BOOT_HANDLER)).stream()
              .map(Finding::sentence)
              .toList();
    } catch (ServingCard.NotFoundException e) {
      return e.asCheck().findings().stream().map(Finding::sentence).toList();
    }
  }
}
