package org.pxebootstack.installer.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A GUID partition table (UEFI, section 5.3), read without its protective MBR: sfdisk(8) writes
 * that one last, and after a power cut just before that, the names in the table tell that it is
 * ours.
 *
 * @param entries the partitions, by number
 */
record GptTable(List<Entry> entries) {
  /** Where GRUB for BIOS keeps its core; it has no file system. */
  static final UUID BIOS_BOOT = UUID.fromString("21686148-6449-6e6f-744e-656564454649");

  private static final long SIGNATURE = 0x5452415020494645L; // "EFI PART", little-endian
  private static final UUID UNUSED = new UUID(0, 0);
  private static final int HEADER = 92;
  private static final int LARGEST = 1 << 20;

  GptTable {
    entries = List.copyOf(entries);
  }

  record Entry(int number, UUID type, String name) {}

  /**
   * Reads the table, or where it is damaged its copy at the end of the disk.
   *
   * @param sector the disk's logical sector size in bytes
   * @return null where there is neither
   */
  static @Nullable GptTable read(Path disk, int sector) throws IOException {
    try (FileChannel device = FileChannel.open(disk, StandardOpenOption.READ)) {
      GptTable table = at(device, sector, sector);
      return table != null ? table : at(device, device.size() / sector * sector - sector, sector);
    }
  }

  /**
   * Whether the disk was divided where its sectors had another size, as in some USB enclosures: the
   * kernel sees no partition then.
   *
   * @param sector the disk's logical sector size in bytes
   * @return that other size in bytes
   */
  static OptionalInt otherSectors(Path disk, int sector) throws IOException {
    int other = sector == 512 ? 4096 : 512;
    try (FileChannel device = FileChannel.open(disk, StandardOpenOption.READ)) {
      return at(device, other, other) == null ? OptionalInt.empty() : OptionalInt.of(other);
    }
  }

  private static @Nullable GptTable at(FileChannel device, long position, int sector)
      throws IOException {
    ByteBuffer header = bytes(device, position, sector);
    if (header.limit() < HEADER || header.getLong(0) != SIGNATURE) {
      return null;
    }
    int headerSize = header.getInt(12);
    int crc = header.getInt(16);
    header.putInt(16, 0);
    if (headerSize < HEADER || headerSize > sector || crc(header.slice(0, headerSize)) != crc) {
      return null;
    }
    int count = header.getInt(80);
    int size = header.getInt(84);
    if (count < 0 || size < 128 || (long) count * size > LARGEST) {
      return null;
    }
    ByteBuffer entries = bytes(device, header.getLong(72) * sector, count * size);
    if (entries.limit() < count * size || crc(entries.duplicate()) != header.getInt(88)) {
      return null;
    }
    List<Entry> used = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = entries.slice(i * size, size).order(ByteOrder.LITTLE_ENDIAN);
      UUID type = guid(entry);
      if (!type.equals(UNUSED)) {
        byte[] name = new byte[72];
        entry.get(56, name);
        String text = new String(name, StandardCharsets.UTF_16LE);
        int end = text.indexOf('\0');
        used.add(new Entry(i + 1, type, end < 0 ? text : text.substring(0, end)));
      }
    }
    return new GptTable(used);
  }

  private static ByteBuffer bytes(FileChannel device, long position, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    if (position >= 0) {
      while (bytes.hasRemaining() && device.read(bytes, position + bytes.position()) > 0) {}
    }
    return bytes.flip();
  }

  private static int crc(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** The first three parts are little-endian (UEFI, appendix A). */
  private static UUID guid(ByteBuffer entry) {
    long high =
        (Integer.toUnsignedLong(entry.getInt(0)) << 32)
            | (Short.toUnsignedLong(entry.getShort(4)) << 16)
            | Short.toUnsignedLong(entry.getShort(6));
    return new UUID(high, Long.reverseBytes(entry.getLong(8)));
  }
}
