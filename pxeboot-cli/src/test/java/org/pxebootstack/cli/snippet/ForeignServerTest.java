package org.pxebootstack.cli.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.IpNetwork;

/** What each server must say; DhcpSnippetIT shows it to the real ones. */
class ForeignServerTest {
  private static final Inet4Address STACK = (Inet4Address) IpNetwork.parseAddress("192.168.105.1");

  private static final String DNSMASQ_OPTIONS =
      """
      dhcp-match=set:pxeboot-ipxe,175
      dhcp-userclass=set:pxeboot-ipxe,iPXE
      dhcp-match=set:pxeboot-bios,option:client-arch,0
      dhcp-match=set:pxeboot-efi-x86-64,option:client-arch,7
      dhcp-match=set:pxeboot-efi-bc,option:client-arch,9
      dhcp-match=set:pxeboot-efi-arm64,option:client-arch,11
      dhcp-match=set:pxeboot-efi-x86-64-http,option:client-arch,16
      dhcp-match=set:pxeboot-efi-arm64-http,option:client-arch,19
      dhcp-boot=tag:!pxeboot-ipxe,tag:pxeboot-bios,undionly.kpxe,,192.168.105.1
      dhcp-boot=tag:!pxeboot-ipxe,tag:pxeboot-efi-x86-64,snponly.efi,,192.168.105.1
      dhcp-boot=tag:!pxeboot-ipxe,tag:pxeboot-efi-bc,snponly.efi,,192.168.105.1
      dhcp-boot=tag:!pxeboot-ipxe,tag:pxeboot-efi-arm64,ipxe-arm64.efi,,192.168.105.1
      dhcp-boot=tag:!pxeboot-ipxe,tag:pxeboot-efi-x86-64-http,http://192.168.105.1/tftpboot/snponly.efi,,192.168.105.1
      dhcp-option-force=tag:!pxeboot-ipxe,tag:pxeboot-efi-x86-64-http,option:vendor-class,HTTPClient
      dhcp-boot=tag:!pxeboot-ipxe,tag:pxeboot-efi-arm64-http,http://192.168.105.1/tftpboot/ipxe-arm64.efi,,192.168.105.1
      dhcp-option-force=tag:!pxeboot-ipxe,tag:pxeboot-efi-arm64-http,option:vendor-class,HTTPClient
      dhcp-boot=tag:pxeboot-ipxe,http://192.168.105.1/tftpboot/boot.ipxe,,192.168.105.1
      dhcp-option=tag:pxeboot-ipxe,encap:175,176,1b
      """;

  @Test
  void dnsmasq() {
    assertThat(ForeignServer.DNSMASQ.snippet(STACK))
        .isEqualTo(
            """
            # Network boot by 192.168.105.1: into dnsmasq.conf, or into a file of its own that it includes (Debian:
            # /etc/dnsmasq.d/pxeboot.conf). Then restart dnsmasq.
            """
                + DNSMASQ_OPTIONS);
  }

  @Test
  void opnsense() {
    assertThat(ForeignServer.OPNSENSE.snippet(STACK))
        .isEqualTo(
            """
            # Network boot by 192.168.105.1, for OPNsense with Services: Dnsmasq DNS & DHCP: into a file
            # /usr/local/etc/dnsmasq.conf.d/pxeboot.conf on the firewall. Then restart that service.
            """
                + DNSMASQ_OPTIONS);
  }

  @Test
  void isc() {
    assertThat(ForeignServer.ISC.snippet(STACK))
        .isEqualTo(
            """
            # Network boot by 192.168.105.1: into dhcpd.conf, outside of any subnet. Then restart dhcpd.
            option pxeboot-architecture code 93 = unsigned integer 16;
            option pxeboot-ipxe code 175 = string;
            next-server 192.168.105.1;
            if exists pxeboot-ipxe or (exists user-class and option user-class = "iPXE") {
              filename "http://192.168.105.1/tftpboot/boot.ipxe";
              option pxeboot-ipxe b0:01:01;
            } elsif exists pxeboot-architecture and option pxeboot-architecture = 00:00 {
              filename "undionly.kpxe";
            } elsif exists pxeboot-architecture and option pxeboot-architecture = 00:07 {
              filename "snponly.efi";
            } elsif exists pxeboot-architecture and option pxeboot-architecture = 00:09 {
              filename "snponly.efi";
            } elsif exists pxeboot-architecture and option pxeboot-architecture = 00:0b {
              filename "ipxe-arm64.efi";
            } elsif exists pxeboot-architecture and option pxeboot-architecture = 00:10 {
              option vendor-class-identifier "HTTPClient";
              filename "http://192.168.105.1/tftpboot/snponly.efi";
            } elsif exists pxeboot-architecture and option pxeboot-architecture = 00:13 {
              option vendor-class-identifier "HTTPClient";
              filename "http://192.168.105.1/tftpboot/ipxe-arm64.efi";
            }
            """);
  }

  @Test
  void kea() {
    assertThat(ForeignServer.KEA.snippet(STACK))
        .isEqualTo(
            """
            // Network boot by 192.168.105.1: into "Dhcp4" of kea-dhcp4.conf, with the classes that are there already
            // in the same list. Then: systemctl reload kea-dhcp4-server
            "client-classes": [
              { "name": "pxeboot-ipxe", "test": "option[175].exists or option[77].hex == 'iPXE'",
                "next-server": "192.168.105.1", "boot-file-name": "http://192.168.105.1/tftpboot/boot.ipxe",
                "option-data": [ { "code": 175, "csv-format": false, "data": "b00101", "always-send": true } ] },
              { "name": "pxeboot-bios", "test": "not member('pxeboot-ipxe') and option[93].hex == 0x0000",
                "next-server": "192.168.105.1", "boot-file-name": "undionly.kpxe" },
              { "name": "pxeboot-efi-x86-64", "test": "not member('pxeboot-ipxe') and option[93].hex == 0x0007",
                "next-server": "192.168.105.1", "boot-file-name": "snponly.efi" },
              { "name": "pxeboot-efi-bc", "test": "not member('pxeboot-ipxe') and option[93].hex == 0x0009",
                "next-server": "192.168.105.1", "boot-file-name": "snponly.efi" },
              { "name": "pxeboot-efi-arm64", "test": "not member('pxeboot-ipxe') and option[93].hex == 0x000b",
                "next-server": "192.168.105.1", "boot-file-name": "ipxe-arm64.efi" },
              { "name": "pxeboot-efi-x86-64-http", "test": "not member('pxeboot-ipxe') and option[93].hex == 0x0010",
                "next-server": "192.168.105.1", "boot-file-name": "http://192.168.105.1/tftpboot/snponly.efi",
                "option-data": [ { "name": "vendor-class-identifier", "data": "HTTPClient", "always-send": true } ] },
              { "name": "pxeboot-efi-arm64-http", "test": "not member('pxeboot-ipxe') and option[93].hex == 0x0013",
                "next-server": "192.168.105.1", "boot-file-name": "http://192.168.105.1/tftpboot/ipxe-arm64.efi",
                "option-data": [ { "name": "vendor-class-identifier", "data": "HTTPClient", "always-send": true } ] }
            ]
            """);
  }

  @Test
  void mikrotik() {
    assertThat(ForeignServer.MIKROTIK.snippet(STACK))
        .isEqualTo(
            """
            # Network boot by 192.168.105.1: into a terminal of RouterOS 7.16 or later, with the names of your own
            # DHCP server, pool and network in the places of dhcp1, pool1 and 192.168.88.0/24.
            /ip dhcp-server network set [find address=192.168.88.0/24] next-server=192.168.105.1
            /ip dhcp-server option
            add name=pxeboot-ipxe code=67 value="s'http://192.168.105.1/tftpboot/boot.ipxe'"
            add name=pxeboot-ipxe-settings code=175 value=0xb00101
            add name=pxeboot-http-client code=60 value="s'HTTPClient'"
            add name=pxeboot-bios code=67 value="s'undionly.kpxe'"
            add name=pxeboot-efi-x86-64 code=67 value="s'snponly.efi'"
            add name=pxeboot-efi-bc code=67 value="s'snponly.efi'"
            add name=pxeboot-efi-arm64 code=67 value="s'ipxe-arm64.efi'"
            add name=pxeboot-efi-x86-64-http code=67 value="s'http://192.168.105.1/tftpboot/snponly.efi'"
            add name=pxeboot-efi-arm64-http code=67 value="s'http://192.168.105.1/tftpboot/ipxe-arm64.efi'"
            /ip dhcp-server option sets
            add name=pxeboot-ipxe options=pxeboot-ipxe,pxeboot-ipxe-settings
            add name=pxeboot-bios options=pxeboot-bios
            add name=pxeboot-efi-x86-64 options=pxeboot-efi-x86-64
            add name=pxeboot-efi-bc options=pxeboot-efi-bc
            add name=pxeboot-efi-arm64 options=pxeboot-efi-arm64
            add name=pxeboot-efi-x86-64-http options=pxeboot-efi-x86-64-http,pxeboot-http-client
            add name=pxeboot-efi-arm64-http options=pxeboot-efi-arm64-http,pxeboot-http-client
            /ip dhcp-server matcher
            add name=pxeboot-ipxe server=dhcp1 address-pool=pool1 option-set=pxeboot-ipxe code=77 matching-type=exact value="iPXE"
            add name=pxeboot-bios server=dhcp1 address-pool=pool1 option-set=pxeboot-bios code=60 matching-type=substring value="PXEClient:Arch:00000"
            add name=pxeboot-efi-x86-64 server=dhcp1 address-pool=pool1 option-set=pxeboot-efi-x86-64 code=60 matching-type=substring value="PXEClient:Arch:00007"
            add name=pxeboot-efi-bc server=dhcp1 address-pool=pool1 option-set=pxeboot-efi-bc code=60 matching-type=substring value="PXEClient:Arch:00009"
            add name=pxeboot-efi-arm64 server=dhcp1 address-pool=pool1 option-set=pxeboot-efi-arm64 code=60 matching-type=substring value="PXEClient:Arch:00011"
            add name=pxeboot-efi-x86-64-http server=dhcp1 address-pool=pool1 option-set=pxeboot-efi-x86-64-http code=60 matching-type=substring value="HTTPClient:Arch:00016"
            add name=pxeboot-efi-arm64-http server=dhcp1 address-pool=pool1 option-set=pxeboot-efi-arm64-http code=60 matching-type=substring value="HTTPClient:Arch:00019"
            """);
  }
}
