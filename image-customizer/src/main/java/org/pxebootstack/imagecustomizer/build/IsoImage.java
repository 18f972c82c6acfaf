package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.Architecture;

/** An ISO that boots by UEFI from a CD and from a USB stick (xorriso, El Torito, GPT). */
final class IsoImage {
  /** FAT's volume number, and one for all: nobody tells such file systems apart by it. */
  private static final String VOLUME_NUMBER = "50584542";

  private static final int ESP_SLACK = 512 * 1024;

  private final Path work;
  private final SourceDate date;
  private final Architecture architecture;
  private final Map<String, Path> files = new TreeMap<>();

  IsoImage(Path work, Architecture architecture, SourceDate date) {
    this.work = work;
    this.architecture = architecture;
    this.date = date;
  }

  /** Adds a file by its path on the ISO. */
  void add(String path, Path file) {
    files.put(path, file);
  }

  void add(String path, String text) throws IOException {
    add(path, Files.writeString(work.resolve("iso-" + files.size() + ".txt"), text));
  }

  /**
   * Writes it.
   *
   * @param shim goes on the ESP by the name that firmware looks for
   * @param grub goes beside it
   */
  void writeTo(Path iso, Path shim, Path grub) throws IOException {
    Path esp = esp(shim, grub);
    List<String> argv =
        new ArrayList<>(
            List.of("xorriso", "-as", "mkisofs", "-quiet", "-iso-level", "3", "-R", "-J"));
    argv.addAll(List.of("-joliet-long", "-V", GrubMenu.LABEL, "-uid", "0", "-gid", "0"));
    argv.addAll(List.of("--set_all_file_dates", "=" + date.seconds()));
    argv.addAll(List.of("-file-mode", "0444", "-dir-mode", "0555"));
    argv.addAll(List.of("-append_partition", "2", "0xef", esp.toString(), "-appended_part_as_gpt"));
    argv.addAll(List.of("-eltorito-alt-boot", "-e", "--interval:appended_partition_2:all::"));
    argv.addAll(List.of("-no-emul-boot", "-o", iso.toString(), "-graft-points"));
    files.forEach((path, file) -> argv.add("/" + path + "=" + file));
    var _ = dated(Command.of(argv)).run();
  }

  private Path esp(Path shim, Path grub) throws IOException {
    Path esp = work.resolve("esp.img");
    long bytes = Files.size(shim) + Files.size(grub) + ESP_SLACK;
    var _ =
        dated(
                Command.of("mkfs.vfat", "--invariant", "-i", VOLUME_NUMBER, "-n", "ESP", "-C")
                    .with(esp.toString(), Long.toString(Math.ceilDiv(bytes, 1024 * 32) * 32)))
            .run();
    mtools("mmd", esp, "::/EFI", "::/EFI/BOOT");
    mtools("mcopy", esp, shim.toString(), "::/EFI/BOOT/" + EfiNames.shim(architecture));
    mtools("mcopy", esp, grub.toString(), "::/EFI/BOOT/" + EfiNames.grub(architecture));
    return esp;
  }

  private void mtools(String program, Path esp, String... arguments) throws IOException {
    var _ = dated(Command.of(program, "-i", esp.toString()).with(arguments)).run();
  }

  private Command dated(Command command) {
    return command
        .withEnvironment(SourceDate.VARIABLE, date.seconds())
        .withEnvironment("TZ", "UTC");
  }
}
