package org.pxebootstack.vmwatcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.machine.IpNetwork;

class ConfigurationTemplateTest {
  private static final HostInterface CARD =
      new HostInterface(
          "enp1s0", List.of(IpNetwork.parse("10.0.0.1/24"), IpNetwork.parse("fd00::1/64")));

  @Test
  void dnsmasqForIpv4() throws IOException, BadEnvironmentException {
    Map<String, String> environment = new HashMap<>(StackSettingsTest.GOOD);
    environment.remove("DHCP_RANGE_V6_START");
    environment.remove("DHCP_RANGE_V6_END");
    assertThat(dnsmasq(environment))
        .isEqualTo(
            """
            interface=enp1s0
            bind-interfaces
            except-interface=lo
            pid-file=/run/pxeboot-stack/dnsmasq.pid
            domain=pvmlab.local
            local=/pvmlab.local/
            expand-hosts
            no-hosts
            addn-hosts=/var/lib/pvmlab/dns.hosts
            dhcp-ignore-names
            dhcp-authoritative
            dhcp-range=10.0.0.100,10.0.0.200,255.255.255.0,12h
            dhcp-hostsfile=/var/lib/pvmlab/dnsmasq.hosts
            dhcp-leasefile=/var/lib/pvmlab/dnsmasq.leases
            dhcp-lease-max=100000
            dhcp-ignore-clid
            dhcp-option=option:router,10.0.0.1
            dhcp-option=option:dns-server,10.0.0.1
            dhcp-option=option:domain-search,pvmlab.local
            log-dhcp
            dhcp-match=set:ipxe,175
            dhcp-userclass=set:ipxe,iPXE
            dhcp-match=set:firmware,option:client-arch
            dhcp-match=set:bios,option:client-arch,0
            dhcp-match=set:efi-ia32,option:client-arch,6
            dhcp-match=set:efi-x86-64,option:client-arch,7
            dhcp-match=set:efi-bc,option:client-arch,9
            dhcp-match=set:efi-arm64,option:client-arch,11
            dhcp-match=set:efi-x86-64-http,option:client-arch,16
            dhcp-match=set:efi-arm64-http,option:client-arch,19
            tag-if=set:no-boot-program,tag:firmware,tag:!ipxe,tag:!bios,tag:!efi-x86-64,tag:!efi-bc,tag:!efi-arm64,tag:!efi-x86-64-http,tag:!efi-arm64-http
            enable-tftp
            tftp-root=/tftpboot
            dhcp-boot=tag:!ipxe,tag:!signed,tag:bios,undionly.kpxe,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:!signed,tag:efi-x86-64,snponly.efi,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:signed,tag:efi-x86-64,bootx64.efi,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:!signed,tag:efi-bc,snponly.efi,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:signed,tag:efi-bc,bootx64.efi,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:!signed,tag:efi-arm64,ipxe-arm64.efi,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:signed,tag:efi-arm64,bootaa64.efi,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:!signed,tag:efi-x86-64-http,http://10.0.0.1/tftpboot/snponly.efi,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:signed,tag:efi-x86-64-http,http://10.0.0.1/tftpboot/bootx64.efi,,10.0.0.1
            dhcp-option-force=tag:!ipxe,tag:efi-x86-64-http,option:vendor-class,HTTPClient
            dhcp-boot=tag:!ipxe,tag:!signed,tag:efi-arm64-http,http://10.0.0.1/tftpboot/ipxe-arm64.efi,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:signed,tag:efi-arm64-http,http://10.0.0.1/tftpboot/bootaa64.efi,,10.0.0.1
            dhcp-option-force=tag:!ipxe,tag:efi-arm64-http,option:vendor-class,HTTPClient
            dhcp-boot=tag:ipxe,boot.ipxe,,10.0.0.1
            dhcp-option=tag:ipxe,encap:175,176,1b
            """);
  }

  @Test
  void dnsmasqForIpv6AsWell() throws IOException, BadEnvironmentException {
    assertThat(dnsmasq(StackSettingsTest.GOOD))
        .endsWith(
            """
            dhcp-option=tag:ipxe,encap:175,176,1b
            enable-ra
            dhcp-match=set:firmware,option6:61
            tag-if=set:boot-stage,tag:ipxe
            tag-if=set:boot-stage,tag:firmware
            dhcp-range=tag:boot-stage,fd00::100,fd00::200,64,2m
            dhcp-range=tag:!boot-stage,fd00::100,fd00::200,64,12h
            dhcp-option=option6:dns-server,[fd00::1]
            dhcp-option=option6:domain-search,pvmlab.local
            dhcp-match=set:bios,option6:61,00:00
            dhcp-option=tag:!ipxe,tag:bios,option6:bootfile-url,tftp://[fd00::1]/undionly.kpxe
            dhcp-match=set:efi-x86-64,option6:61,00:07
            dhcp-option=tag:!ipxe,tag:efi-x86-64,option6:bootfile-url,tftp://[fd00::1]/snponly.efi
            dhcp-match=set:efi-bc,option6:61,00:09
            dhcp-option=tag:!ipxe,tag:efi-bc,option6:bootfile-url,tftp://[fd00::1]/snponly.efi
            dhcp-match=set:efi-arm64,option6:61,00:0b
            dhcp-option=tag:!ipxe,tag:efi-arm64,option6:bootfile-url,tftp://[fd00::1]/ipxe-arm64.efi
            dhcp-option=tag:ipxe,option6:bootfile-url,tftp://[fd00::1]/boot.ipxe
            """);
  }

  /** The server address behind each service keeps firmware from looking for one by broadcast. */
  @Test
  void dnsmasqBesideAnotherDhcpServer() throws IOException, BadEnvironmentException {
    assertThat(dnsmasq(Map.of("PROVISIONER_IP", "10.0.0.1", "DHCP_MODE", "proxy")))
        .isEqualTo(
            """
            interface=enp1s0
            bind-interfaces
            except-interface=lo
            pid-file=/run/pxeboot-stack/dnsmasq.pid
            port=0
            dhcp-range=10.0.0.1,proxy,255.255.255.0
            dhcp-pxe-vendor=PXEClient,HTTPClient
            leasefile-ro
            log-dhcp
            dhcp-match=set:ipxe,175
            dhcp-userclass=set:ipxe,iPXE
            dhcp-match=set:firmware,option:client-arch
            dhcp-match=set:bios,option:client-arch,0
            dhcp-match=set:efi-ia32,option:client-arch,6
            dhcp-match=set:efi-x86-64,option:client-arch,7
            dhcp-match=set:efi-bc,option:client-arch,9
            dhcp-match=set:efi-arm64,option:client-arch,11
            dhcp-match=set:efi-x86-64-http,option:client-arch,16
            dhcp-match=set:efi-arm64-http,option:client-arch,19
            tag-if=set:no-boot-program,tag:firmware,tag:!ipxe,tag:!bios,tag:!efi-x86-64,tag:!efi-bc,tag:!efi-arm64,tag:!efi-x86-64-http,tag:!efi-arm64-http
            enable-tftp
            tftp-root=/tftpboot
            dhcp-ignore=tag:no-boot-program
            pxe-service=tag:!ipxe,0,"iPXE",undionly.kpxe,10.0.0.1
            pxe-service=tag:!ipxe,7,"iPXE",snponly.efi,10.0.0.1
            pxe-service=tag:!ipxe,9,"iPXE",snponly.efi,10.0.0.1
            pxe-service=tag:!ipxe,11,"iPXE",ipxe-arm64.efi,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:efi-x86-64-http,http://10.0.0.1/tftpboot/snponly.efi,,10.0.0.1
            dhcp-boot=tag:!ipxe,tag:efi-arm64-http,http://10.0.0.1/tftpboot/ipxe-arm64.efi,,10.0.0.1
            dhcp-boot=tag:ipxe,http://10.0.0.1/tftpboot/boot.ipxe,,10.0.0.1
            """);
  }

  @Test
  void dnsmasqForTftpAlone() throws IOException, BadEnvironmentException {
    assertThat(dnsmasq(Map.of("PROVISIONER_IP", "10.0.0.1", "DHCP_MODE", "none")))
        .isEqualTo(
            """
            interface=enp1s0
            bind-interfaces
            except-interface=lo
            pid-file=/run/pxeboot-stack/dnsmasq.pid
            port=0
            enable-tftp
            tftp-root=/tftpboot
            """);
  }

  /** By the stack's own address: next-server may be another server's. */
  @Test
  void ipxesFirstScript() throws IOException, BadEnvironmentException {
    assertThat(render("../docker/boot.ipxe.mustache", StackSettingsTest.GOOD))
        .isEqualTo(
            """
            #!ipxe
            # With the stack's own address: next-server may be that of another DHCP server.
            set stack http://10.0.0.1
            echo pxeboot-stack: asking ${stack}/ipxe?mac=${mac}
            # What else is known of the machine decides for those that no definition names.
            set about arch=${buildarch}&platform=${platform}&memory=${memsize}&uuid=${uuid}
            set about ${about}&serial=${serial:uristring}&manufacturer=${manufacturer:uristring}&product=${product:uristring}
            # Under EFI iPXE does not say how much memory there is: SMBIOS (type 19) has where it ends.
            set about ${about}&memory_end=${smbios/19.8.4:hexraw},${smbios/1.19.8.4:hexraw}
            imgfetch --name script ${stack}/ipxe?mac=${mac}&${about} || goto failed
            # A script that ends with "exit 1" has said why: the firmware goes on with its next boot device.
            imgexec script ||
            exit 1

            :failed
            echo pxeboot-stack: no boot script for ${mac} from ${stack}, the message above says why
            echo pxeboot-stack: is the stack running, and port 80 of 10.0.0.1 reachable?
            sleep 10
            exit 1
            """);
  }

  /** A bare name would be looked for at next-server, once iPXE has asked DHCP. */
  @Test
  void ipxesScriptBesideTheBootProgramNamesTheNextOneInWhole()
      throws IOException, BadEnvironmentException {
    assertThat(render("../docker/autoexec.ipxe.mustache", StackSettingsTest.GOOD))
        .contains("\nchain --autofree http://10.0.0.1/tftpboot/boot.ipxe ||\n")
        .doesNotContain("{{");
  }

  @Test
  void nginx() throws IOException, BadEnvironmentException {
    assertThat(render("../nginx/nginx.conf.mustache", StackSettingsTest.GOOD))
        .contains(
            "    listen 10.0.0.1:80;\n",
            "    proxy_set_header X-Pxeboot-Proxy 0123;\n",
            "      alias /www/images/;\n")
        .doesNotContain("{{");
  }

  /** Without comments: what dnsmasq reads. */
  private static String dnsmasq(Map<String, String> environment)
      throws IOException, BadEnvironmentException {
    return render("../docker/dnsmasq.conf.mustache", environment).replaceAll("(?m)^(#.*)?\\n", "");
  }

  private static String render(String template, Map<String, String> environment)
      throws IOException, BadEnvironmentException {
    StackSettings settings = StackSettings.parse(environment, _ -> true);
    assertThat(ServingNetwork.search(settings, List.of(CARD)))
        .isInstanceOf(ServingNetwork.Search.Found.class);
    ServingNetwork serving =
        ((ServingNetwork.Search.Found) ServingNetwork.search(settings, List.of(CARD))).serving();
    return ConfigurationTemplate.render(
        Files.readString(Path.of(template)), settings, serving, "0123");
  }
}
