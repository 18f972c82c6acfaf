package org.pxebootstack.contract.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.KernelArguments;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;
import org.pxebootstack.contract.machine.PasswordHash;
import org.pxebootstack.contract.machine.SshKey;
import org.pxebootstack.contract.machine.UserName;

class VmDefinitionParserTest {
  private static final String KEY =
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDExampleKeyThatIsNotReal lab";

  @Test
  void readsWhatPvmlabWrites() throws IOException {
    assertThat(valid(parse("client1.json", pvmlab("client1.json"))))
        .isEqualTo(
            new VmDefinition(
                "client1.json",
                new MachineName("client1"),
                Role.TARGET,
                Architecture.X86_64,
                MacAddress.parse("52:54:00:9c:2e:7f"),
                IpNetwork.parseAddress("192.168.105.2"),
                IpNetwork.parse("192.168.105.0/24"),
                IpNetwork.parseAddress("fd00:cafe:babe::2"),
                IpNetwork.parse("fd00:cafe:babe::/64"),
                true,
                new DistroName("ubuntu-24.04"),
                new SshKey(KEY),
                new ImageFile("vmlinuz-6.8.0-87-generic"),
                new ImageFile("initrd.img-6.8.0-87-generic"),
                InstallSettings.DEFAULT));
    VmDefinition client2 = valid(parse("client2.json", pvmlab("client2.json")));
    assertThat(client2.pxeboot()).isFalse();
    assertThat(client2.arch()).isEqualTo(Architecture.AARCH64);
    assertThat(client2.ipv6()).isNull();
    assertThat(valid(parse("provisioner.json", pvmlab("provisioner.json"))).role())
        .isEqualTo(Role.PROVISIONER);
  }

  @Test
  void readsOurOwnSettings() {
    String json =
        """
        {"name": "web1", "arch": "x86_64", "mac": "525400123456", "ip": "", "kernel": null,
         "something": "unknown",
         "install": {
           "policy": "once",
           "disk": {"by_id": "nvme-X_1", "serial": "S1", "wwn": "eui.01", "path": "/dev/nvme0n1",
                    "min_size": "20GiB", "max_size": "2TiB", "rotational": false},
           "wipe": "blank-only",
           "kernel_args": "nomodeset net.ifnames=0",
           "users": [{"name": "admin", "ssh_keys": ["%s"], "password_hash": "$6$salt$abcdefgh"}],
           "user_data": "#cloud-config\\npackages: [vim]\\n"
         }}
        """
            .formatted(KEY);
    assertThat(valid(parse("web1.json", json)).install())
        .isEqualTo(
            new InstallSettings(
                InstallPolicy.ONCE,
                new DiskHint(
                    "nvme-X_1",
                    "S1",
                    "eui.01",
                    "/dev/nvme0n1",
                    DataSize.parse("20GiB"),
                    DataSize.parse("2TiB"),
                    false),
                WipePolicy.BLANK_ONLY,
                new KernelArguments("nomodeset net.ifnames=0"),
                List.of(
                    new InstallSettings.User(
                        new UserName("admin"),
                        List.of(new SshKey(KEY)),
                        new PasswordHash("$6$salt$abcdefgh"))),
                "#cloud-config\npackages: [vim]\n",
                null,
                false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"arch":"x86_64","mac":"525400123456"}|web1.json: name: is missing; name the machine, such as web1
          {"name":"a","mac":"525400123456"}|web1.json: arch: is missing; write x86_64 or aarch64
          {"name":"a","arch":"x86_64"}|web1.json: mac: is missing; write the MAC address of the network card that boots, such as 52:54:00:12:34:56
          {"name":"a","arch":"x86_64","mac":"zz"}|web1.json: mac: "zz" is not a MAC address; write six pairs such as 52:54:00:12:34:56
          {"name":"a","arch":"x86_64","mac":"ff:ff:ff:ff:ff:ff"}|web1.json: mac: "ff:ff:ff:ff:ff:ff" is not the address of one card; write the card's own
          {"name":"a","arch":"sparc","mac":"525400123456"}|web1.json: arch: "sparc" is not an architecture of this stack; write x86_64 or aarch64
          {"name":"a","arch":"x86_64","mac":"525400123456","pxeboot":true}|web1.json: distro: is missing; say what to install, such as debian-13
          {"name":"a","arch":"x86_64","mac":"525400123456","pxeboot":"yes"}|web1.json: pxeboot: a JSON string is neither true nor false; write one of them
          {"name":"a","arch":"x86_64","mac":"525400123456","ip":"10.0.0.1","subnet":"10.1.0.0/16"}|web1.json: ip: "10.0.0.1" lies outside 10.1.0.0/16; correct one of them
          {"name":"a","arch":"x86_64","mac":"525400123456","ip":"10.0.0.255","subnet":"10.0.0.0/24"}|web1.json: ip: "10.0.0.255" is not an address for a machine, it stands for the whole of 10.0.0.0/24; choose another one inside it
          {"name":"a","arch":"x86_64","mac":"525400123456","ip":"127.0.0.1"}|web1.json: ip: "127.0.0.1" can't be reserved for a machine; write an IPv4 address such as 192.168.105.10
          {"name":"a","arch":"x86_64","mac":"525400123456","ip":"fd00::1"}|web1.json: ip: "fd00::1" is of the other IP family; write an IPv4 address such as 192.168.105.10
          {"name":"a","arch":"x86_64","mac":"525400123456","install":{"disk":{"min_size":"9999999999999TiB"}}}|web1.json: install.disk.min_size: "9999999999999TiB" is larger than any disk; write less, such as 20GiB
          {"name":"a","arch":"x86_64","mac":"525400123456","install":{"disk":{"min_size":"2GiB","max_size":"1GiB"}}}|web1.json: install.disk.max_size: "1.0 GiB" is less than min_size, 2.0 GiB; correct one of them
          {"name":"a","arch":"x86_64","mac":"525400123456","install":{"policy":"never"}}|web1.json: install.policy: "never" is not known; write always or once
          {"name":"a","arch":"x86_64","mac":"525400123456","install":{"secure_boot":true}}|web1.json: install.secure_boot: "true" counts for live systems alone; leave it out, or name one with install.live
          {"name":"a","arch":"x86_64","mac":"525400123456","install":{"users":[{"ssh_keys":["x"]}]}}|web1.json: install.users[0].name: is missing; name the user, such as admin
          """)
  void namesFileFieldValueAndCure(String json, String sentence) {
    assertThat(problems(parse("web1.json", json)))
        .first()
        .extracting(Problem::sentence)
        .isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "nonsense", "[]", "\"web1\"", "{\"name\": \"a\", \"name\": \"b\"}"})
  void saysWhenItIsNoJsonObject(String text) {
    assertThat(problems(parse("web1.json", text)))
        .singleElement()
        .extracting(Problem::sentence)
        .asString()
        .startsWith("web1.json: is not a JSON object (")
        .endsWith("); correct the file");
  }

  @Test
  void saysWhyItIsNone() {
    assertThat(problems(parse("a.json", "{\"name\": \"a\",\n \"name\": \"b\"}")))
        .extracting(Problem::complaint)
        .containsExactly("is not a JSON object (a key stands there twice at line 2, column 8)");
    assertThat(problems(parse("a.json", "[".repeat(5_000))))
        .extracting(Problem::complaint)
        .containsExactly("is not a JSON object (it is nested too deeply, or holds too much)");
  }

  /** A log line, an answer to curl and a screen are each one line. */
  @Test
  void aFilesNameForgesNoLine() {
    assertThat(problems(parse("web1\n2026-11-25 all is well.json", "[]")))
        .extracting(Problem::sentence)
        .containsExactly(
            "web1\\u000a2026-11-25 all is well.json: is not a JSON object (there is no { ... }"
                + " around it); correct the file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web1\\nreboot",
        "${net0/mac}",
        "web1 && reboot",
        "web1||shell",
        "../etc/passwd",
        "web 1",
        "-web1",
        "wéb1",
        "web1.example",
        "ignore",
        "infinite",
        "10",
        "12h",
        "a234567890123456789012345678901234567890123456789012345678901234"
      })
  void letsNoHostileNameThrough(String name) {
    String json =
        "{\"name\": \"%s\", \"arch\": \"x86_64\", \"mac\": \"525400123456\"}".formatted(name);
    ParsedDefinition parsed = parse("web1.json", json);
    assertThat(problems(parsed)).singleElement().extracting(Problem::field).isEqualTo("name");
    // The machine can be told why, since its MAC could be read.
    assertThat(((ParsedDefinition.Invalid) parsed).mac())
        .isEqualTo(MacAddress.parse("52:54:00:12:34:56"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "distro|../debian-13",
        "distro|debian 13",
        "kernel|../../etc/shadow",
        "kernel|vmlinuz ${x}",
        "initrd|a/b",
        "ssh_key|not a key",
        "ssh_key|ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ\\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ",
      })
  void letsNoHostileFieldThrough(String field, String value) {
    String json =
        "{\"name\": \"a\", \"arch\": \"x86_64\", \"mac\": \"525400123456\", \"%s\": \"%s\"}"
            .formatted(field, value);
    assertThat(problems(parse("web1.json", json)))
        .singleElement()
        .extracting(Problem::field)
        .isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"quiet; reboot", "a\\nb", "${x}", "a  b", "a && b", "a || b", "`id`", "a\\\"b"})
  void letsNoHostileKernelArgumentsThrough(String value) {
    String json =
        """
        {"name": "a", "arch": "x86_64", "mac": "525400123456", "install": {"kernel_args": "%s"}}
        """
            .formatted(value);
    assertThat(problems(parse("web1.json", json)))
        .singleElement()
        .extracting(Problem::field)
        .isEqualTo("install.kernel_args");
  }

  @Test
  void neverRepeatsAPasswordThatStandsWhereItsHashBelongs() {
    String json =
        """
        {"name": "a", "arch": "x86_64", "mac": "525400123456",
         "install": {"users": [{"name": "admin", "password_hash": "hunter2"}]}}
        """;
    assertThat(problems(parse("web1.json", json)))
        .singleElement()
        .extracting(Problem::sentence)
        .asString()
        .doesNotContain("hunter2")
        .contains("openssl passwd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "12345678", "{\"a\": \"hunter2\"}"})
  void neverRepeatsAPasswordThatIsNotEvenText(String value) {
    String json =
        """
        {"name": "a", "arch": "x86_64", "mac": "525400123456",
         "install": {"users": [{"name": "admin", "password_hash": %s}]}}
        """
            .formatted(value);
    assertThat(problems(parse("web1.json", json)))
        .singleElement()
        .extracting(Problem::sentence)
        .asString()
        .doesNotContain("hunter2", "12345678");
  }

  @Test
  void aVeryLongValueIsRefusedLikeAnyOther() {
    String json =
        "{\"name\": \"a\", \"arch\": \"x86_64\", \"mac\": \"525400123456\", \"distro\": \""
            + "a.".repeat(100_000)
            + "a\", \"install\": {\"kernel_args\": \""
            + "a ".repeat(100_000)
            + "a\"}}";
    assertThat(problems(parse("web1.json", json)))
        .extracting(Problem::field)
        .containsExactly("distro", "install.kernel_args");
  }

  private static ParsedDefinition parse(String file, String json) {
    return VmDefinitionParser.parse(file, json.getBytes(StandardCharsets.UTF_8));
  }

  private static VmDefinition valid(ParsedDefinition parsed) {
    assertThat(parsed).isInstanceOf(ParsedDefinition.Valid.class);
    return ((ParsedDefinition.Valid) parsed).definition();
  }

  private static List<Problem> problems(ParsedDefinition parsed) {
    assertThat(parsed).isInstanceOf(ParsedDefinition.Invalid.class);
    return ((ParsedDefinition.Invalid) parsed).problems();
  }

  private static String pvmlab(String name) throws IOException {
    try (InputStream in = VmDefinitionParserTest.class.getResourceAsStream("/pvmlab/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
