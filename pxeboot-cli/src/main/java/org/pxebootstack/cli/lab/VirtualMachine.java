package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.MacAddress;

/** A QEMU machine on the lab's bridge. */
public final class VirtualMachine {
  private static final Duration STOP = Duration.ofSeconds(10);

  private final LabNetwork network;
  private final Hardware hardware;
  private final Path directory;
  private @Nullable Path cd;

  /** What a disk is connected to. */
  public enum Bus {
    VIRTIO("virtio-blk-pci", null),
    /** The machine type has a controller for it. */
    SATA("ide-hd", null),
    SCSI("scsi-hd", "virtio-scsi-pci"),
    NVME("nvme", null);

    private final String device;
    private final @Nullable String controller;

    Bus(String device, @Nullable String controller) {
      this.device = device;
      this.controller = controller;
    }
  }

  /** A disk, made blank. */
  public record Disk(DataSize size, Bus bus) {
    public static Disk of(String size) {
      return new Disk(DataSize.parse(size), Bus.VIRTIO);
    }
  }

  /**
   * What the machine is made of.
   *
   * @param firmware ARM64 has {@link Firmware#UEFI} only
   * @param spareCard whether its first network card is another one, without a cable
   */
  public record Hardware(
      String name,
      Architecture architecture,
      MacAddress mac,
      Firmware firmware,
      DataSize memory,
      List<Disk> disks,
      boolean spareCard) {
    public Hardware {
      if (architecture == Architecture.AARCH64 && firmware != Firmware.UEFI) {
        throw new IllegalArgumentException("there is no " + firmware + " for ARM64; use UEFI");
      }
      disks = List.copyOf(disks);
    }

    /** An x86-64 machine of 1 GiB with a card in use. */
    public static Hardware of(String name, MacAddress mac, Firmware firmware, List<Disk> disks) {
      return of(name, Architecture.X86_64, mac, firmware, disks);
    }

    /** The same of any architecture. */
    public static Hardware of(
        String name,
        Architecture architecture,
        MacAddress mac,
        Firmware firmware,
        List<Disk> disks) {
      DataSize memory = DataSize.ofMebibytes(1024);
      return new Hardware(name, architecture, mac, firmware, memory, disks, false);
    }
  }

  /** From where it starts. */
  public enum BootFrom {
    /** The disk where it boots, else the network; it restarts by itself. */
    DISK_THEN_NETWORK,
    /** As before, but a restart ends QEMU. */
    DISK_THEN_NETWORK_ONCE,
    /** The network before the disk; a restart ends QEMU. */
    NETWORK_FIRST_ONCE,
    /** The disk; the network card has no boot program and is not in the boot order. */
    DISK_ONLY
  }

  /**
   * @param network where its card is plugged in
   * @param directory gets its disks, its firmware's variables and its log
   */
  public VirtualMachine(LabNetwork network, Hardware hardware, Path directory) {
    this.network = network;
    this.hardware = hardware;
    this.directory = directory;
  }

  public String name() {
    return hardware.name();
  }

  /** What its serial line has said since it was made. */
  public String console() throws IOException {
    Path log = serialLog();
    return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
  }

  public Path serialLog() {
    return directory.resolve("serial.log");
  }

  /** Makes its disks, which are blank. */
  public void create() throws IOException {
    Files.createDirectories(directory);
    for (int i = 0; i < hardware.disks().size(); i++) {
      try (RandomAccessFile sparse = new RandomAccessFile(disk(i).toFile(), "rw")) {
        sparse.setLength(hardware.disks().get(i).size().bytes());
      }
    }
    if (hardware.firmware().isUefi()) {
      Files.copy(
          hardware.firmware().variables(board().uefiVariables()), directory.resolve("vars.fd"));
    }
  }

  /** Puts a CD into its drive, which it starts from before anything else. */
  public void insert(Path iso) {
    cd = iso.toAbsolutePath();
  }

  public void powerOn(BootFrom bootFrom) throws IOException {
    network.addTap(tap());
    var _ = network.inside(Command.of(qemu(bootFrom))).run();
  }

  public boolean isRunning() {
    return QemuProcess.of(directory).isPresent();
  }

  /** Takes its power away; nothing happens where it has none. */
  public void powerOff() throws IOException {
    var process = QemuProcess.of(directory);
    if (process.isPresent()) {
      process.get().end(STOP);
    }
  }

  private Board board() {
    return Board.of(hardware.architecture());
  }

  private List<String> qemu(BootFrom bootFrom) {
    Firmware firmware = hardware.firmware();
    boolean netboot = bootFrom != BootFrom.DISK_ONLY;
    List<String> argv = new ArrayList<>();
    argv.add(board().program());
    argv.addAll(List.of("-name", hardware.name(), "-nodefaults"));
    argv.addAll(List.of("-machine", firmware.machineType(board().machine())));
    argv.addAll(Acceleration.of(board()).options(board()));
    argv.addAll(List.of("-m", "size=" + (hardware.memory().bytes() >> 20) + "M"));
    argv.addAll(List.of("-display", "none", "-serial", "chardev:serial0"));
    argv.addAll(List.of("-chardev", "file,id=serial0,append=on,path=" + serialLog()));
    argv.addAll(List.of("-device", "virtio-rng-pci"));
    argv.addAll(firmware.options());
    if (cd != null) {
      // Before the network, which is at 0 where it is first.
      argv.addAll(List.of("-device", "virtio-scsi-pci", "-device", "scsi-cd,drive=cd,bootindex=0"));
      argv.addAll(List.of("-drive", "if=none,id=cd,media=cdrom,format=raw,readonly=on,file=" + cd));
    }
    if (firmware.isUefi()) {
      String code =
          "if=pflash,format=raw,unit=0,readonly=on,file=" + firmware.code(board().uefiCode());
      String vars = "if=pflash,format=raw,unit=1,file=" + directory.resolve("vars.fd");
      argv.addAll(List.of("-drive", code, "-drive", vars));
    }
    for (int i = 0; i < hardware.disks().size(); i++) {
      Bus bus = hardware.disks().get(i).bus();
      if (bus.controller != null) {
        argv.addAll(List.of("-device", bus.controller));
      }
      // The disk need not survive a crash of this host, so nothing waits for it.
      argv.addAll(
          List.of(
              "-drive",
              "if=none,format=raw,cache=unsafe,discard=unmap,id=disk%d,file=%s"
                  .formatted(i, disk(i)),
              "-device",
              "%s,drive=disk%d,serial=lab-%s-%d,bootindex=%d"
                  .formatted(bus.device, i, hardware.name(), i, i + 1)));
    }
    if (hardware.spareCard()) {
      argv.addAll(List.of("-device", "virtio-net-pci,id=spare,romfile="));
    }
    argv.addAll(List.of("-netdev", "tap,id=net0,script=no,downscript=no,ifname=" + tap()));
    String card = "virtio-net-pci,netdev=net0,mac=" + hardware.mac();
    if (!netboot) {
      card += ",romfile=";
    } else {
      card += bootFrom == BootFrom.NETWORK_FIRST_ONCE ? ",bootindex=0" : ",bootindex=9";
      card += firmware.bringsItsOwnDriver() ? ",romfile=" : "";
    }
    argv.addAll(List.of("-device", card));
    if (bootFrom != BootFrom.DISK_THEN_NETWORK) {
      argv.add("-no-reboot");
    }
    argv.addAll(List.of("-daemonize", "-pidfile", QemuProcess.pidFile(directory).toString()));
    return argv;
  }

  /** What stands on a disk, as the host sees it; only to be touched while it is off. */
  public Path disk(int number) {
    return directory.resolve("disk" + number + ".img");
  }

  /** Unique on the bridge, and within the kernel's 15 characters. */
  private String tap() {
    return "tap" + Long.toHexString(hardware.mac().bits() & 0xffffffL);
  }
}
