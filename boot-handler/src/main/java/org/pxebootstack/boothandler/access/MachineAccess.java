package org.pxebootstack.boothandler.access;

import jakarta.servlet.http.HttpServletRequest;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.BootHandlerSettings.ConfigAccess;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.contract.definition.VmDefinition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Decides who gets what is meant for one machine. */
@Component
public class MachineAccess {
  private final ConfigAccess rule;
  private final ClientAddress clients;
  private final Leases leases;
  private final BootTokens tokens;

  MachineAccess(
      BootHandlerSettings settings, ClientAddress clients, Leases leases, BootTokens tokens) {
    this.rule = settings.configAccess();
    this.clients = clients;
    this.leases = leases;
    this.tokens = tokens;
  }

  /** Whether the request comes from the address that dnsmasq has leased to the machine. */
  public boolean isLeasedTo(VmDefinition vm, HttpServletRequest request) {
    return leases.isLeased(clients.of(request), vm.mac());
  }

  /**
   * Lets a request for the machine's secrets pass.
   *
   * @throws Refusal 403
   */
  public void require(VmDefinition vm, HttpServletRequest request) {
    boolean permitted =
        switch (rule) {
          case ANY -> true;
          case HOST -> clients.isThisHost(request) || isMachine(vm, request);
          case MACHINE -> isMachine(vm, request);
        };
    if (!permitted) {
      throw new Refusal(
          HttpStatus.FORBIDDEN,
          "this is for %s alone, by the token of its boot or from the address that is leased to %s;"
                  .formatted(vm.name(), vm.mac())
              + " to read it here, start the stack with CONFIG_ACCESS=host, or run: pxeboot explain "
              + vm.mac());
    }
  }

  private boolean isMachine(VmDefinition vm, HttpServletRequest request) {
    return tokens.check(vm.mac(), request.getHeader(HttpHeaders.AUTHORIZATION)).isPresent()
        || isLeasedTo(vm, request);
  }
}
