package org.pxebootstack.rendering.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.IpNetwork;

class NoCloudSeedTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample me@laptop: home";

  private static final Uplink UPLINK =
      new Uplink(IpNetwork.parseAddress("192.168.105.1"), DhcpMode.SERVER, "pvmlab.local");

  @Test
  void rendersTheFourFiles() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56", "ipv6": "fd00::2",
             "ssh_key": "%s"}
            """
                .formatted(KEY));
    assertThat(NoCloudSeed.metaData(vm))
        .isEqualTo(
            """
            instance-id: iid-cloudimg-web1
            local-hostname: web1
            public-keys:
            - "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample me@laptop: home"
            """);
    assertThat(NoCloudSeed.userData(vm))
        .isEqualTo(
            """
            #cloud-config
            users:
            - name: ubuntu
              groups:
              - sudo
              shell: /bin/bash
              sudo: ALL=(ALL) NOPASSWD:ALL
              lock_passwd: true
              ssh_authorized_keys:
              - "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample me@laptop: home"
            disable_root: true
            ssh_pwauth: false
            """);
    assertThat(NoCloudSeed.networkConfig(vm, UPLINK))
        .isEqualTo(
            """
            version: 2
            ethernets:
              primary:
                match:
                  macaddress: "52:54:00:12:34:56"
                dhcp4: true
                dhcp-identifier: mac
                dhcp6: true
            """);
    assertThat(NoCloudSeed.vendorData(null)).isEqualTo("#cloud-config\n{}\n");
    assertThat(
            NoCloudSeed.vendorData(
                URI.create("http://ready:T-_0@10.0.0.1/ready/52:54:00:00:00:01")))
        .isEqualTo(
            """
            #cloud-config
            phone_home:
              url: http://ready:T-_0@10.0.0.1/ready/52:54:00:00:00:01
              post:
              - instance_id
              tries: 20
            """);
  }

  @Test
  void addressesOfTheDefinitionAreStatic() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56",
             "ip": "192.168.105.10", "subnet": "192.168.105.0/24",
             "ipv6": "fd00:cafe:babe::2", "subnetv6": "fd00:cafe:babe::/64"}
            """);
    assertThat(NoCloudSeed.networkConfig(vm, UPLINK))
        .isEqualTo(
            """
            version: 2
            ethernets:
              primary:
                match:
                  macaddress: "52:54:00:12:34:56"
                dhcp4: false
                addresses:
                - "192.168.105.10/24"
                - fd00:cafe:babe::2/64
                routes:
                - to: "0.0.0.0/0"
                  via: "192.168.105.1"
                nameservers:
                  addresses:
                  - "192.168.105.1"
                  search:
                  - pvmlab.local
            """);
  }

  @ParameterizedTest
  @EnumSource(names = "SERVER", mode = EnumSource.Mode.EXCLUDE)
  void besideAnotherDhcpServerNoAddressIsStatic(DhcpMode mode) {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56",
             "ip": "192.168.105.10", "subnet": "192.168.105.0/24",
             "ipv6": "fd00:cafe:babe::2", "subnetv6": "fd00:cafe:babe::/64"}
            """);
    Uplink uplink = new Uplink(IpNetwork.parseAddress("192.168.105.1"), mode, "pvmlab.local");
    assertThat(NoCloudSeed.networkConfig(vm, uplink))
        .isEqualTo(
            """
            version: 2
            ethernets:
              primary:
                match:
                  macaddress: "52:54:00:12:34:56"
                dhcp4: true
                dhcp-identifier: mac
            """);
  }

  @Test
  void anAddressInANetworkThatThisStackIsNotInComesByDhcp() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56",
             "ip": "10.0.0.10", "subnet": "10.0.0.0/24"}
            """);
    assertThat(NoCloudSeed.networkConfig(vm, UPLINK))
        .contains("dhcp4: true", "dhcp-identifier: mac")
        .doesNotContain("addresses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "off", "null", "0x1", "1e3", "y", "true"})
  void aNameThatYamlTakesForSomethingElseIsQuoted(String name) {
    VmDefinition vm =
        vm(
            "{\"name\": \"%s\", \"arch\": \"x86_64\", \"mac\": \"52:54:00:12:34:56\"}"
                .formatted(name));
    assertThat(NoCloudSeed.metaData(vm)).contains("local-hostname: \"" + name + "\"");
  }

  @Test
  void aPartThatSaysItselfWhatItIsHasNoType() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56",
             "install": {"user_data": "#!/bin/sh\\ntouch /done\\n"}}
            """);
    assertThat(NoCloudSeed.userData(vm))
        .endsWith("\n- content: |\n    #!/bin/sh\n    touch /done\n");
  }

  /** To YAML 1.1, U+2028 ends a line: what is behind it would be outside of the text. */
  @Test
  void userDataBeyondAsciiIsEscaped() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56",
             "install": {"user_data": "# \\u00e9\\u2028- \\ud83d\\ude00\\n"}}
            """);
    assertThat(NoCloudSeed.userData(vm))
        .endsWith("\n- content: \"# \\xe9\\u2028- \\U0001f600\\n\"\n");
  }

  @Test
  void userDataOfTheDefinitionComesBehindOurs() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56",
             "install": {
               "users": [{"name": "admin", "password_hash": "$6$salt$abcdefgh"}],
               "user_data": "#cloud-config\\npackages: [vim]\\n"}}
            """);
    assertThat(NoCloudSeed.userData(vm))
        .startsWith("#cloud-config-archive\n- type: text/cloud-config\n  content: ")
        .contains("name: admin", "passwd: $6$salt$abcdefgh", "lock_passwd: false")
        .contains("packages: [vim]");
  }

  @Test
  void secretsAreLeftOutForWhoeverOnlyLooks() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56",
             "install": {
               "users": [{"name": "admin", "password_hash": "$6$salt$abcdefgh"}],
               "user_data": "#!/bin/sh\\necho hunter2\\n"}}
            """);
    assertThat(NoCloudSeed.userDataWithoutSecrets(vm, "hidden"))
        .isEqualTo(
            """
            #cloud-config-archive
            - type: text/cloud-config
              content: |
                #cloud-config
                users:
                - name: ubuntu
                  groups:
                  - sudo
                  shell: /bin/bash
                  sudo: ALL=(ALL) NOPASSWD:ALL
                  lock_passwd: true
                - name: admin
                  groups:
                  - sudo
                  shell: /bin/bash
                  sudo: ALL=(ALL) NOPASSWD:ALL
                  lock_passwd: false
                  passwd: (hidden)
                disable_root: true
                ssh_pwauth: false
            - content: "#(lines: 2, hidden)"
            """);
  }

  private static VmDefinition vm(String json) {
    ParsedDefinition parsed =
        VmDefinitionParser.parse("vm.json", json.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed).isInstanceOf(ParsedDefinition.Valid.class);
    return ((ParsedDefinition.Valid) parsed).definition();
  }
}
