package org.pxebootstack.boothandler.undefined;

import java.net.URI;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * A machine that asks for its script, by what boot.ipxe says of it. Nothing but the MAC is certain
 * to be known, and what firmware says of itself may be wrong: what is no possible value is not
 * known, and never keeps a machine from booting.
 *
 * @param architecture by iPXE's {@code ${buildarch}}; iPXE for BIOS is a 32-bit program, on
 *     machines that this stack takes for x86_64
 * @param platform iPXE's {@code ${platform}}
 * @param memory how much iPXE has found; under EFI, where it does not look, the end of the last
 *     range that SMBIOS has
 * @param serial of the machine, from SMBIOS: up to 64 printable ASCII characters, as the next ones
 * @param uuid of the machine, from SMBIOS, in lower case
 * @param base where this machine reaches the stack, without a slash at the end
 */
public record RequestingMachine(
    MacAddress mac,
    @Nullable Architecture architecture,
    @Nullable FirmwarePlatform platform,
    @Nullable DataSize memory,
    @Nullable String serial,
    @Nullable String uuid,
    @Nullable String manufacturer,
    @Nullable String product,
    URI base) {

  private static final int LONGEST = 64;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");
  private static final Pattern MEBIBYTES = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern MEMORY_END = Pattern.compile("\\b\\p{XDigit}{8}\\b");
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Of the query that boot.ipxe asks with: /api/v1/openapi.yaml lists its parameters. */
  public static RequestingMachine of(MacAddress mac, Map<String, String> query, URI base) {
    Optional<FirmwarePlatform> platform = value(query, "platform", FirmwarePlatform::tryParse);
    return new RequestingMachine(
        mac,
        value(query, "arch", each -> architecture(each, platform.orElse(null))).orElse(null),
        platform.orElse(null),
        value(query, "memory", RequestingMachine::memory)
            .or(() -> value(query, "memory_end", RequestingMachine::memoryByItsEnd))
            .orElse(null),
        text(query, "serial"),
        value(query, "uuid", RequestingMachine::uuid).orElse(null),
        text(query, "manufacturer"),
        text(query, "product"),
        base);
  }

  private static Optional<Architecture> architecture(
      String buildarch, @Nullable FirmwarePlatform platform) {
    return switch (buildarch) {
      case "x86_64" -> Optional.of(Architecture.X86_64);
      case "arm64" -> Optional.of(Architecture.AARCH64);
      case "i386" ->
          platform == FirmwarePlatform.PCBIOS ? Optional.of(Architecture.X86_64) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<DataSize> memory(String mebibytes) {
    return MEBIBYTES.matcher(mebibytes).matches()
        ? Optional.of(DataSize.ofMebibytes(Long.parseLong(mebibytes)))
        : Optional.empty();
  }

  /**
   * By SMBIOS (DSP0134, 7.20): the last KiB of each range, as iPXE's {@code hexraw} prints these
   * four bytes, the lowest first.
   */
  private static Optional<DataSize> memoryByItsEnd(String ranges) {
    return MEMORY_END
        .matcher(ranges)
        .results()
        .map(each -> Integer.reverseBytes(Integer.parseUnsignedInt(each.group(), 16)))
        .map(Integer::toUnsignedLong)
        .max(Comparator.naturalOrder())
        .filter(last -> last > 0)
        .map(last -> new DataSize((last + 1) << 10));
  }

  private static Optional<String> uuid(String text) {
    return UUID.matcher(text).matches()
        ? Optional.of(text.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static @Nullable String text(Map<String, String> query, String name) {
    return value(query, name, each -> Optional.of(UNPRINTABLE.matcher(each).replaceAll("?")))
        .map(each -> each.substring(0, Math.min(each.length(), LONGEST)).strip())
        .filter(each -> !each.isEmpty())
        .orElse(null);
  }

  private interface Reader<T> {
    Optional<T> read(String text);
  }

  private static <T> Optional<T> value(Map<String, String> query, String name, Reader<T> reader) {
    String text = query.get(name);
    return text == null || text.isBlank() ? Optional.empty() : reader.read(text.strip());
  }

  /**
   * Why the machine can't run what needs so much memory, for people; empty where it can, or where
   * its memory is not known.
   */
  public Optional<String> lackOfMemory(@Nullable DataSize needed) {
    // Firmware keeps a part to itself.
    return memory == null || needed == null || memory.bytes() / 16 * 17 >= needed.bytes()
        ? Optional.empty()
        : Optional.of(
            "needs %d MiB of memory, and this machine has %d: give it more"
                .formatted(needed.mebibytes(), memory.mebibytes()));
  }

  /** For people: the MAC, then what is known of it. */
  @Override
  public String toString() {
    String known =
        Stream.of(
                architecture,
                platform == FirmwarePlatform.EFI ? "UEFI" : platform == null ? null : "BIOS",
                memory,
                manufacturer,
                product,
                serial == null ? null : "serial number " + serial)
            .flatMap(Stream::ofNullable)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? mac.toString() : mac + " (" + known + ")";
  }
}
