package org.pxebootstack.boothandler.plan;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.pxebootstack.boothandler.undefined.FirmwarePlatform;
import org.pxebootstack.boothandler.undefined.RequestingMachine;
import org.pxebootstack.boothandler.undefined.UndefinedMachines;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.contract.boot.BootPlan;
import org.pxebootstack.contract.boot.KernelKind;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.rendering.ipxe.UndefinedBoot;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Boots the plan on whatever asks, where that can work. */
@Component
@Order(0)
class PlannedBoot implements UndefinedMachines {
  private final CurrentPlan plan;
  private final Deliveries deliveries;

  PlannedBoot(CurrentPlan plan, Deliveries deliveries) {
    this.plan = plan;
    this.deliveries = deliveries;
  }

  @Override
  public CompletableFuture<Optional<UndefinedBoot>> bootOf(RequestingMachine machine) {
    return CompletableFuture.completedFuture(plan.get().map(each -> boot(each, machine)));
  }

  private UndefinedBoot boot(BootPlan plan, RequestingMachine machine) {
    if (!plan.macs().isEmpty() && !plan.macs().contains(machine.mac())) {
      return new UndefinedBoot.LeaveAlone("is not one of the machines to boot (--mac)");
    }
    if (plan.arch() != null
        && machine.architecture() != null
        && machine.architecture() != plan.arch()) {
      return new UndefinedBoot.LeaveAlone(
          "is " + machine.architecture() + ", and only " + plan.arch() + " is to boot (--arch)");
    }
    if (plan.thenFirmware() && deliveries.hasEverything(machine.mac())) {
      return new UndefinedBoot.LeaveAlone("has been booted once (--then-firmware)");
    }
    checkKernel(plan, machine);
    checkMemory(plan, machine);
    return new UndefinedBoot.Kernel(
        PlannedFiles.url(machine.base(), machine.mac(), 0, plan.kernel()),
        IntStream.rangeClosed(1, plan.initrds())
            .mapToObj(i -> PlannedFiles.url(machine.base(), machine.mac(), i, plan.files().get(i)))
            .toList(),
        plan.commandLine(
            machine.base(),
            i -> PlannedFiles.url(machine.base(), machine.mac(), i, plan.files().get(i))),
        plan.message());
  }

  private static void checkKernel(BootPlan plan, RequestingMachine machine) {
    KernelKind kind = plan.kernelKind();
    String kernel = plan.kernel().name() + " is " + kind.label();
    Architecture architecture = machine.architecture();
    if (architecture != null && architecture != kind.architecture()) {
      throw refusal(
          machine,
          "%s, but this machine is %s; boot it with a kernel for %s"
              .formatted(kernel, architecture, architecture));
    }
    if (machine.platform() == FirmwarePlatform.PCBIOS && !kind.startsOnBios()) {
      throw refusal(
          machine,
          kernel + ", but this machine has started by BIOS; switch it to UEFI, or boot a bzImage");
    }
    if (machine.platform() == FirmwarePlatform.EFI && !kind.startsOnUefi()) {
      throw refusal(
          machine,
          kernel
              + ", but this machine has started by UEFI; switch it to BIOS, or boot a 64-bit"
              + " kernel");
    }
  }

  /** Until the kernel has unpacked the archives, they are in memory twice, at the least. */
  private static void checkMemory(BootPlan plan, RequestingMachine machine) {
    DataSize memory = machine.memory();
    machine
        .lackOfMemory(plan.memory())
        .ifPresent(each -> {
          throw refusal(machine, plan.kernel().name() + " " + each);
        });
    List<BootPlan.PlannedFile> initrds = plan.files().subList(1, 1 + plan.initrds());
    long archives = initrds.stream().mapToLong(BootPlan.PlannedFile::bytes).sum();
    long needed = plan.kernel().bytes() + 2 * archives;
    if (memory != null && needed > memory.bytes()) {
      throw refusal(
          machine,
          "the initramfs has %s, and takes twice that while it is unpacked, but this machine has %s of memory; give it at least %s, or a smaller initramfs"
              .formatted(new DataSize(archives), memory, new DataSize(needed)));
    }
  }

  private static Refusal refusal(RequestingMachine machine, String sentence) {
    return new Refusal(HttpStatus.CONFLICT, machine.mac() + " is not booted: " + sentence);
  }
}
