package org.pxebootstack.boothandler.access;

import jakarta.servlet.http.HttpServletRequest;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.BootHandlerSettings.ConfigAccess;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.DhcpMode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Decides who gets what is meant for one machine. */
@Component
public class MachineAccess {
  private final ConfigAccess rule;
  private final ClientAddress clients;
  private final DhcpMode mode;
  private final MachineAddresses addresses;
  private final BootTokens tokens;

  MachineAccess(
      BootHandlerSettings settings,
      ClientAddress clients,
      Leases leases,
      Neighbours neighbours,
      BootTokens tokens) {
    this.rule = settings.configAccess();
    this.clients = clients;
    this.mode = settings.dhcpMode();
    this.addresses = mode.givesAddresses() ? leases : neighbours;
    this.tokens = tokens;
  }

  /**
   * Whether the request comes from the machine's own address: the one that dnsmasq has leased to
   * it, or where another server gives the addresses, the one that its MAC answers for.
   */
  public boolean comesFrom(VmDefinition vm, HttpServletRequest request) {
    return addresses.belongs(clients.of(request), vm.mac());
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
          "this is for %s alone, by the token of its boot or from the address that %s %s;"
                  .formatted(
                      vm.name(), mode.givesAddresses() ? "is leased to" : "belongs to", vm.mac())
              + " to read it here, start the stack with CONFIG_ACCESS=host, or run: pxeboot explain "
              + vm.mac());
    }
  }

  private boolean isMachine(VmDefinition vm, HttpServletRequest request) {
    return tokens.check(vm.mac(), request.getHeader(HttpHeaders.AUTHORIZATION)).isPresent()
        || comesFrom(vm, request);
  }
}
