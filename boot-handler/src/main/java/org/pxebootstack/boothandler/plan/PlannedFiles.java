package org.pxebootstack.boothandler.plan;

import java.net.URI;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.boothandler.web.RequestedMachine;
import org.pxebootstack.contract.boot.BootPlan;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /boot/<mac>/<number>/<name>}: a file of the plan. Which it is, its number alone says,
 * and the machine stands in the URL so that its log tells who has fetched what. nginx sends the
 * file itself.
 */
@RestController
class PlannedFiles {
  /** nginx looks for the file in this location of its own, which nobody else can ask for. */
  private static final String SERVED = "/served/";

  private final CurrentPlan plan;

  PlannedFiles(CurrentPlan plan) {
    this.plan = plan;
  }

  /** Where a machine fetches a file. */
  static URI url(URI base, MacAddress mac, int number, BootPlan.PlannedFile file) {
    return URI.create(base + "/boot/" + mac + "/" + number + "/" + file.name());
  }

  @GetMapping("/boot/{mac}/{number}/{name}")
  ResponseEntity<Void> file(@PathVariable String mac, @PathVariable String number) {
    var _ = RequestedMachine.mac(mac);
    int files = plan.get().map(each -> each.files().size()).orElse(0);
    if (!number.matches("[0-9]{1,3}") || Integer.parseInt(number) >= files) {
      throw new Refusal(
          HttpStatus.NOT_FOUND,
          files == 0
              ? "this stack boots defined machines only; start it with: boot KERNEL [INITRD...]"
              : "there are files 0 to " + (files - 1) + " to boot; ask for /ipxe first");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header("X-Accel-Redirect", SERVED + Integer.parseInt(number))
        .build();
  }
}
