package org.pxebootstack.boothandler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;

class NoCloudSeedTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample me@laptop: home";

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
    assertThat(NoCloudSeed.networkConfig(vm))
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
    assertThat(NoCloudSeed.vendorData()).isEqualTo("#cloud-config\n{}\n");
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

  private static VmDefinition vm(String json) {
    ParsedDefinition parsed =
        VmDefinitionParser.parse("vm.json", json.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed).isInstanceOf(ParsedDefinition.Valid.class);
    return ((ParsedDefinition.Valid) parsed).definition();
  }
}
