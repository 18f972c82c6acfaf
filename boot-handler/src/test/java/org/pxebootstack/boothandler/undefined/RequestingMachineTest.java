package org.pxebootstack.boothandler.undefined;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.MacAddress;

class RequestingMachineTest {
  private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");
  private static final URI BASE = URI.create("http://10.0.0.1");

  @Test
  void whatBootIpxeSays() {
    assertThat(
            machine(
                Map.of(
                    "arch", "i386",
                    "platform", "pcbios",
                    "memory", "1024",
                    "serial", "S/N 12",
                    "uuid", "4C4C4544-0051-3010-8033-B7C04F4D3232",
                    "manufacturer", "Dell Inc.",
                    "product", "R640")))
        .isEqualTo(
            new RequestingMachine(
                MAC,
                Architecture.X86_64,
                FirmwarePlatform.PCBIOS,
                DataSize.ofMebibytes(1024),
                "S/N 12",
                "4c4c4544-0051-3010-8033-b7c04f4d3232",
                "Dell Inc.",
                "R640",
                BASE))
        .hasToString(
            "52:54:00:12:34:56 (x86_64, BIOS, 1.0 GiB, Dell Inc., R640, serial number S/N 12)");
    assertThat(machine(Map.of("arch", "arm64", "platform", "efi")))
        .hasToString("52:54:00:12:34:56 (aarch64, UEFI)");
  }

  @Test
  void memoryByItsEndWhereIpxeDoesNotLook() {
    assertThat(machine(Map.of("memory", "", "memory_end", "ffff0f00,")).memory())
        .isEqualTo(DataSize.ofMebibytes(1024));
    // 2 GiB below what the PC keeps to itself, and the rest above 4 GiB.
    assertThat(machine(Map.of("memory", "", "memory_end", "ffff1f00,ffff5f00")).memory())
        .isEqualTo(DataSize.ofMebibytes(6144));
    assertThat(machine(Map.of("memory", "", "memory_end", ",")).memory()).isNull();
    assertThat(machine(Map.of("memory", "", "memory_end", "ffff1f00ff,x")).memory()).isNull();
  }

  @Test
  void memoryIsTooLittleWhereFirmwareSaysSo() {
    DataSize needed = DataSize.ofMebibytes(1024);
    assertThat(machine(Map.of("memory", "512")).lackOfMemory(needed))
        .contains("needs 1024 MiB of memory, and this machine has 512: give it more");
    assertThat(machine(Map.of("memory", "1000")).lackOfMemory(needed)).isEmpty();
    assertThat(machine(Map.of()).lackOfMemory(needed)).isEmpty();
    assertThat(machine(Map.of("memory", "512")).lackOfMemory(null)).isEmpty();
  }

  @Test
  void aMacIsEnough() {
    assertThat(machine(Map.of("mac", "52:54:00:12:34:56", "arch", "", "serial", " ")))
        .isEqualTo(new RequestingMachine(MAC, null, null, null, null, null, null, null, BASE))
        .hasToString("52:54:00:12:34:56");
  }

  @Test
  void whatCannotBeIsNotKnown() {
    RequestingMachine machine =
        machine(
            Map.of(
                "arch", "i386",
                "platform", "efi",
                "memory", "-1",
                "uuid", "'; drop",
                "serial", "a\n\u0000\u00fc" + "x".repeat(100)));
    assertThat(machine)
        .isEqualTo(
            new RequestingMachine(
                MAC,
                null,
                FirmwarePlatform.EFI,
                null,
                "a???" + "x".repeat(60),
                null,
                null,
                null,
                BASE));
  }

  private static RequestingMachine machine(Map<String, String> query) {
    return RequestingMachine.of(MAC, query, BASE);
  }
}
