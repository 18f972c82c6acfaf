package org.pxebootstack.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.DefinitionDirectory;

class AddressesCheckTest {
  private static final MacAddress STRANGER = MacAddress.parse("02:00:00:00:00:99");

  @TempDir private Path directory = Path.of("");

  @Test
  void namesWhoElseHasTheStacksAddress() {
    Set<MacAddress> others = Set.of(STRANGER, MacAddress.parse("02:00:00:00:00:98"));
    assertThat(
            AddressesCheck.stackConflict("eth0", IpNetwork.parseAddress("192.168.105.1"), others)
                .sentence())
        .isEqualTo(
            "address: PROVISIONER_IP, 192.168.105.1, also belongs to another host on eth0, with the"
                + " MAC 02:00:00:00:00:98 and 02:00:00:00:00:99; give one of the two another"
                + " address");
  }

  @Test
  void aReservedAddressMayBelongToItsMachineAlone() throws IOException {
    Map<Inet4Address, VmDefinition> asked = new TreeMap<>(Comparator.comparing(IpNetwork::text));
    for (int i = 1; i <= 3; i++) {
      asked.put(ip(i), definition(i));
    }
    assertThat(
            AddressesCheck.reservationConflicts(
                    asked, Map.of(ip(1), Set.of(mac(1)), ip(3), Set.of(STRANGER)))
                .stream()
                .map(Finding::sentence))
        .containsExactly(
            "address: web3.json: 192.168.105.13 is reserved for 52:54:00:00:00:03, but the MAC"
                + " 02:00:00:00:00:99 answers for it; reserve another address, or correct the mac");
    assertThat(
            AddressesCheck.reservationConflicts(
                asked, Map.of(ip(1), Set.of(mac(1), STRANGER), ip(2), Set.of(mac(2)))))
        .hasSize(1);
    assertThat(AddressesCheck.reservationConflicts(asked, Map.of())).isEmpty();
  }

  @Test
  void saysThatItDidNotAskForAll() {
    Finding finding = AddressesCheck.limited(1000);
    assertThat(finding.isProblem()).isFalse();
    assertThat(finding.sentence())
        .isEqualTo(
            "address: only the first 256 of 1000 reserved addresses were asked for; ask for others"
                + " with: arping -D <address>");
  }

  private VmDefinition definition(int number) throws IOException {
    Files.writeString(
        directory.resolve("web" + number + ".json"),
        """
        {"name": "web%d", "arch": "x86_64", "mac": "%s", "ip": "%s", "subnet": "192.168.105.0/24"}
        """
            .formatted(number, mac(number), IpNetwork.text(ip(number))));
    return List.copyOf(new DefinitionDirectory(directory).scan().all()).getLast();
  }

  private static MacAddress mac(int number) {
    return new MacAddress(0x525400000000L + number);
  }

  private static Inet4Address ip(int number) {
    return (Inet4Address) IpNetwork.parseAddress("192.168.105.1" + number);
  }
}
