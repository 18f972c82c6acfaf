package org.pxebootstack.cli.doctor.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;

/** With packets as dnsmasq 2.91 sent them. */
class DhcpOfferTest {
  private static final MacAddress SENDER = MacAddress.parse("52:54:00:00:00:09");
  private static final DhcpDiscover QUESTION =
      new DhcpDiscover(0x58d7dc84, MacAddress.parse("46:3c:28:0e:8c:a2"));
  private static final String HEADERS =
      "45c001481cfa00004011323ac0a86909ffffffff" + "0043004401342af7";
  private static final String OFFER =
      HEADERS
          + "0201060058d7dc840000800000000000c0a869e8c0a8690900000000463c280e8ca2"
          + "00".repeat(202)
          + "638253633501023604c0a86909330400000e103a04000007083b0400000c4e0104ffffff001c04c0a869ff"
          + "0304c0a86909ff"
          + "00".repeat(14);
  private static final String PROXY =
      HEADERS
          + "0201060058d7dc84000080000000000000000000c0a8690900000000463c280e8ca2"
          + "00".repeat(202)
          + "638253633501023604c0a869093c09505845436c69656e7461110000000000000000000000463c280e8ca2ff"
          + "00".repeat(20);

  @Test
  void readsAnOfferOfAnAddress() {
    DhcpOffer expected =
        new DhcpOffer(
            IpNetwork.parseAddress("192.168.105.9"),
            SENDER,
            IpNetwork.parseAddress("192.168.105.232"),
            "");
    assertThat(DhcpOffer.parse(bytes(OFFER), SENDER, QUESTION)).contains(expected);
    assertThat(expected.isProxy()).isFalse();
  }

  @Test
  void readsAnOfferToBootAlone() {
    DhcpOffer expected =
        new DhcpOffer(
            IpNetwork.parseAddress("192.168.105.9"), SENDER, IpNetwork.parseAddress("0.0.0.0"), "");
    assertThat(DhcpOffer.parse(bytes(PROXY), SENDER, QUESTION)).contains(expected);
    assertThat(expected.isProxy()).isTrue();
  }

  @Test
  void readsWhatToBootFromTheHeaderOrTheOption() {
    String header =
        OFFER.replace("00".repeat(202), "00".repeat(74) + "612e6566690062" + "00".repeat(121));
    assertThat(DhcpOffer.parse(bytes(header), SENDER, QUESTION).orElseThrow().bootFile())
        .isEqualTo("a.efi");
    String option = header.replace("0304c0a86909ff", "4305622e656669ff000000");
    assertThat(DhcpOffer.parse(bytes(option), SENDER, QUESTION).orElseThrow().bootFile())
        .isEqualTo("b.efi");
  }

  @Test
  void aServerThatDoesNotNameItselfIsNamedByItsPacket() {
    String nameless = OFFER.replace("3604c0a86909", "0b04c0a86963");
    assertThat(DhcpOffer.parse(bytes(nameless), SENDER, QUESTION).orElseThrow().server())
        .isEqualTo(IpNetwork.parseAddress("192.168.105.9"));
  }

  @Test
  void leavesOutWhatIsForOthersOrNoOffer() {
    assertNone(OFFER.replace("58d7dc84", "58d7dc85"));
    assertNone(OFFER.replace("463c280e8ca2", "463c280e8ca3"));
    assertNone(OFFER.replace("63825363350102", "63825363350106")); // DHCPNAK
    assertNone(OFFER.replace("63825363", "63825364"));
    assertNone(OFFER.replace("02010600", "01010600")); // a request
    assertNone(OFFER.replace("00430044", "00430045"));
    assertNone("60" + OFFER.substring(2)); // IPv6
  }

  @Test
  void whateverIsCutShortOrOverwrittenNeverFails() {
    byte[] offer = bytes(OFFER);
    int read = 0;
    for (int length = 0; length <= offer.length; length++) {
      read += DhcpOffer.parse(Arrays.copyOf(offer, length), SENDER, QUESTION).isPresent() ? 1 : 0;
      if (length < offer.length) {
        byte[] changed = offer.clone();
        changed[length] = (byte) 0xff;
        var _ = DhcpOffer.parse(changed, SENDER, QUESTION);
      }
    }
    // Whole, or after an option has ended.
    assertThat(read).isBetween(1, 30);
  }

  private static void assertNone(String packet) {
    assertThat(packet).isNotEqualTo(OFFER);
    assertThat(DhcpOffer.parse(bytes(packet), SENDER, QUESTION)).isEmpty();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
