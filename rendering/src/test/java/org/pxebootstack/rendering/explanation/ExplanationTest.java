package org.pxebootstack.rendering.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.KernelArguments;
import org.pxebootstack.rendering.cloudinit.Uplink;
import org.pxebootstack.rendering.ipxe.ScriptTemplate;

class ExplanationTest {
  private static final String WEB1 =
      """
      {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56", "ip": "192.168.105.10",
       "subnet": "192.168.105.0/24", "pxeboot": true, "distro": "debian-13",
       "install": {"policy": "once", "disk": {"serial": "S1", "min_size": "20GiB"},
         "users": [{"name": "admin", "password_hash": "$6$salt$abcdefgh"}],
         "user_data": "packages: [vim]\\n"}}
      """;
  private static final Problem CLASH =
      new Problem(
          "web2.json",
          "ip",
          "192.168.105.10",
          "also stands in web1.json, which is used",
          "give each machine its own");

  @Test
  void installs() {
    assertThat(Explanation.of(situation(vm(WEB1), true, false, "hidden", null)))
        .isEqualTo(
            """
            web1, 52:54:00:12:34:56, x86_64
            This is a test.

            == Definition ==
            web1.json is used.
            These problems touch it:
              web2.json: ip: "192.168.105.10" also stands in web1.json, which is used; give each machine its own
            These files could be meant for any machine, perhaps for this one:
              half.json: is not a JSON object; correct the file

            == What happens ==
            It is installed with debian-13, then left in the installer's shell, since web1.noreboot exists.
            install.policy is once: after an installation that succeeded it is left to its disk.
            That is right for firmware that tries the network first; to install it again: POST /api/v1/machines/<name>/reinstall.
            It counts as not installed yet.

            == DHCP: its line in dnsmasq.hosts ==
            52:54:00:12:34:56,192.168.105.10,web1

            == DNS: its lines in dns.hosts ==
            192.168.105.10 web1.pvmlab.local web1

            == Boot program, by what the firmware says that it is (DHCP option 93) ==
               0  BIOS                          undionly.kpxe
               6  32-bit UEFI                   nothing: this stack has no boot program for it
               7  UEFI                          snponly.efi
               9  UEFI that says EFI byte code  snponly.efi
              16  UEFI HTTP boot                http://192.168.105.1/tftpboot/snponly.efi
            iPXE, once it runs, is given boot.ipxe, which asks for the script below.

            == iPXE script: GET /ipxe?mac=52:54:00:12:34:56 ==
            #!ipxe
            echo pxeboot-stack: installing debian-13 on web1
            set tries:int32 0

            :again
            inc tries
            imgfree
            set step kernel
            kernel --name vmlinuz http://192.168.105.1/images/debian-13/x86_64/vmlinuz-6.12 initrd=initrd.gz initrd=modules.cpio.gz ip=dhcp console=tty0 console=ttyS0,115200 config_url=http://192.168.105.1/config/52:54:00:12:34:56 installer_mac=52:54:00:12:34:56 || goto trouble
            set step initrd.gz
            initrd --name initrd.gz http://192.168.105.1/initrds/x86_64/initrd.gz || goto trouble
            set step modules.cpio.gz
            initrd --name modules.cpio.gz http://192.168.105.1/images/debian-13/x86_64/modules.cpio.gz || goto trouble
            set step boot
            boot || goto trouble

            :trouble
            iseq ${tries} 4 && goto failed ||
            echo pxeboot-stack: ${step} failed, the message above says why: trying again in 3 seconds
            sleep 3
            goto again

            :failed
            echo pxeboot-stack: installing debian-13 on web1 failed at ${step}, the message above says why
            echo pxeboot-stack: see the log of the stack at http://192.168.105.1: is nginx running, is the file readable?
            echo pxeboot-stack: the local disk is next
            imgfetch --name report http://192.168.105.1/ipxe/failed?mac=52:54:00:12:34:56&step=${step} ||
            sleep 10
            exit 1

            A real boot also gets pxeboot.token=... on the kernel's command line.

            == Disk ==
            By install.disk the only disk is taken with the serial number S1, of at least 20.0 GiB.
            Where that leaves a doubt, the installation stops and nothing is written.
            install.wipe is blank-or-ours: it is overwritten where it is blank or has this stack's file systems.
            Where it has foreign data, the installation stops.

            == Installer configuration: GET /config/52:54:00:12:34:56 ==
            {
              "cloud_init_url" : "http://192.168.105.1/cloud-init/web1/",
              "distro" : "debian-13",
              "arch" : "x86_64",
              "rootfs_url" : "http://192.168.105.1/images/debian-13/x86_64/rootfs.tar.zst",
              "kmods_url" : "http://192.168.105.1/images/debian-13/x86_64/modules.cpio.gz",
              "kernel_url" : "http://192.168.105.1/images/debian-13/x86_64/vmlinuz-6.12",
              "reboot_on_success" : false,
              "rootfs_sha256" : "e3b0",
              "rootfs_size" : 1000,
              "manifest_url" : "http://192.168.105.1/images/debian-13/x86_64/manifest.json",
              "manifest_sha256" : "f00d",
              "progress_url" : "http://192.168.105.1/progress/52:54:00:12:34:56",
              "disk" : {
                "serial" : "S1",
                "min_size" : "21474836480"
              },
              "wipe" : "blank-or-ours"
            }

            == cloud-init: GET /cloud-init/web1/meta-data ==
            instance-id: iid-cloudimg-web1
            local-hostname: web1
            public-keys: []

            == cloud-init: GET /cloud-init/web1/user-data ==
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
            - type: text/cloud-config
              content: "(lines: 1, hidden)"

            == cloud-init: GET /cloud-init/web1/network-config ==
            version: 2
            ethernets:
              primary:
                match:
                  macaddress: "52:54:00:12:34:56"
                dhcp4: false
                addresses:
                - "192.168.105.10/24"
                routes:
                - to: "0.0.0.0/0"
                  via: "192.168.105.1"
                nameservers:
                  addresses:
                  - "192.168.105.1"
                  search:
                  - pvmlab.local

            == cloud-init: GET /cloud-init/web1/vendor-data ==
            #cloud-config
            {}

            The installer also gets phone_home there: the installed system says that it is ready.
            """);
  }

  @Test
  void leavesAnInstalledMachineToItsDisk() {
    assertThat(Explanation.of(situation(vm(WEB1), true, true, "hidden", null)))
        .isEqualTo(
            """
            web1, 52:54:00:12:34:56, x86_64
            This is a test.

            == Definition ==
            web1.json is used.
            These problems touch it:
              web2.json: ip: "192.168.105.10" also stands in web1.json, which is used; give each machine its own
            These files could be meant for any machine, perhaps for this one:
              half.json: is not a JSON object; correct the file

            == What happens ==
            It is left to its disk: web1 is installed.
            install.policy is once: after an installation that succeeded it is left to its disk.
            That is right for firmware that tries the network first; to install it again: POST /api/v1/machines/<name>/reinstall.
            It counts as installed.

            == DHCP: its line in dnsmasq.hosts ==
            52:54:00:12:34:56,192.168.105.10,web1

            == DNS: its lines in dns.hosts ==
            192.168.105.10 web1.pvmlab.local web1

            == Boot program, by what the firmware says that it is (DHCP option 93) ==
               0  BIOS                          undionly.kpxe
               6  32-bit UEFI                   nothing: this stack has no boot program for it
               7  UEFI                          snponly.efi
               9  UEFI that says EFI byte code  snponly.efi
              16  UEFI HTTP boot                http://192.168.105.1/tftpboot/snponly.efi
            iPXE, once it runs, is given boot.ipxe, which asks for the script below.

            == iPXE script: GET /ipxe?mac=52:54:00:12:34:56 ==
            #!ipxe
            echo pxeboot-stack: web1 is installed, its disk is next
            exit 1
            """);
  }

  @Test
  void aMissingImageHidesOnlyWhatNamesItsFiles() {
    assertThat(Explanation.of(situation(vm(WEB1), false, false, "hidden", null)))
        .contains(
            """
            It is not booted: web1.json: distro: "debian-13" for x86_64 was never pulled; run: pxeboot pull
            """,
            """
            #!ipxe
            echo pxeboot-stack: web1.json: distro: 'debian-13' for x86_64 was never pulled, run: pxeboot pull
            sleep 10
            """,
            "\n== Disk ==\n",
            "\n== cloud-init: GET /cloud-init/web1/user-data ==\n")
        .doesNotContain("GET /config/");
  }

  @Test
  void warnsOfAMachineThatNobodyCanLogInTo() {
    VmDefinition vm =
        vm(
            """
            {"name": "web2", "arch": "x86_64", "mac": "52:54:00:12:34:56", "pxeboot": true,
             "distro": "debian-13"}
            """);
    assertThat(Explanation.of(situation(vm, true, false, "hidden", null)))
        .contains("\nNobody will be able to log in: write an ssh_key, or install.users.\n");
  }

  @Test
  void startsTheImagesOwnKernelByTheUsersTemplate() {
    VmDefinition vm =
        vm(
            """
            {"name": "arm1", "arch": "aarch64", "mac": "52:54:00:12:34:57", "distro": "debian-13"}
            """);
    ScriptTemplate template =
        ScriptTemplate.parse("#!ipxe\necho mine for {{name}}\n".getBytes(StandardCharsets.UTF_8));
    assertThat(Explanation.of(situation(vm, true, false, "hidden", template)))
        .isEqualTo(
            """
            arm1, 52:54:00:12:34:57, aarch64
            This is a test.

            == Definition ==
            arm1.json is used.
            These files could be meant for any machine, perhaps for this one:
              half.json: is not a JSON object; correct the file

            == What happens ==
            It starts the kernel and initrd of debian-13 over the network, since pxeboot is not true.

            == DHCP: its line in dnsmasq.hosts ==
            52:54:00:12:34:57,arm1

            == DNS: its lines in dns.hosts ==
            None: no address is reserved; dnsmasq knows the name while there is a lease.

            == Boot program, by what the firmware says that it is (DHCP option 93) ==
              11  UEFI                          ipxe-arm64.efi
              19  UEFI HTTP boot                http://192.168.105.1/tftpboot/ipxe-arm64.efi
            iPXE, once it runs, is given boot.ipxe, which asks for the script below.

            == iPXE script: GET /ipxe?mac=52:54:00:12:34:57 ==
            #!ipxe
            echo mine for arm1

            == cloud-init: GET /cloud-init/arm1/meta-data ==
            instance-id: iid-cloudimg-arm1
            local-hostname: arm1
            public-keys: []

            == cloud-init: GET /cloud-init/arm1/user-data ==
            #cloud-config
            users:
            - name: ubuntu
              groups:
              - sudo
              shell: /bin/bash
              sudo: ALL=(ALL) NOPASSWD:ALL
              lock_passwd: true
            disable_root: true
            ssh_pwauth: false

            == cloud-init: GET /cloud-init/arm1/network-config ==
            version: 2
            ethernets:
              primary:
                match:
                  macaddress: "52:54:00:12:34:57"
                dhcp4: true
                dhcp-identifier: mac

            == cloud-init: GET /cloud-init/arm1/vendor-data ==
            #cloud-config
            {}
            """);
  }

  @Test
  void aProvisionerIsNotBooted() {
    VmDefinition vm =
        vm(
            """
            {"name": "prov", "arch": "aarch64", "mac": "52:54:00:12:34:58", "role": "provisioner",
             "ip": "192.168.105.1"}
            """);
    assertThat(Explanation.of(situation(vm, false, false, "hidden", null)))
        .isEqualTo(
            """
            prov, 52:54:00:12:34:58, aarch64
            This is a test.

            == Definition ==
            prov.json is used.
            These files could be meant for any machine, perhaps for this one:
              half.json: is not a JSON object; correct the file

            == What happens ==
            It is not booted: prov.json: role: a provisioner is not booted; write target to boot this machine

            == DHCP: its line in dnsmasq.hosts ==
            None: a provisioner has no lease, it is the server.

            == DNS: its lines in dns.hosts ==
            192.168.105.1 prov.pvmlab.local prov
            """);
  }

  @Test
  void showsSecretsToWhomTheyAreMeantFor() {
    assertThat(Explanation.of(situation(vm(WEB1), true, false, null, null)))
        .contains("passwd: $6$salt$abcdefgh", "packages: [vim]");
  }

  @Test
  void besideAnotherDhcpServerNoAddressIsOurs() {
    String proxy = Explanation.of(situation(vm(WEB1), DhcpMode.PROXY));
    assertThat(proxy)
        .contains(
            """

            == DHCP and DNS ==
            With DHCP_MODE=proxy another server gives it its address and its name; ip and ipv6 are not used.

            == Boot program,\
            """,
            "dhcp4: true")
        .doesNotContain("dnsmasq.hosts", "dns.hosts", "addresses:", "dhcp-snippet");
    assertThat(Explanation.of(situation(vm(WEB1), DhcpMode.NONE)))
        .contains(
            "With DHCP_MODE=none another server must say all this: pxeboot dhcp-snippet prints what to"
                + " write there.\n");
  }

  @Test
  void aLiveSystemMayStartByItsSignedShim() {
    VmDefinition vm =
        vm(
            """
            {"name": "web1", "arch": "x86_64", "mac": "52:54:00:12:34:56",
             "install": {"live": "rescue", "secure_boot": true}}
            """);
    LiveManifest manifest =
        new LiveManifest(
            Architecture.X86_64,
            "6.12",
            "image.squashfs",
            List.of("rd.live.image"),
            new KernelArguments("ip=dhcp"),
            DataSize.ofMebibytes(640),
            true);
    assertThat(Explanation.of(situation(vm, DhcpMode.SERVER, manifest)))
        .contains(
            "   7  UEFI                          bootx64.efi\n",
            "   0  BIOS                          nothing: this stack has no boot program for it\n",
            "It is a signed shim, ",
            "== GRUB script: GET /grub/52:54:00:12:34:56 ==\n",
            "linux (http,192.168.105.1)/live/rescue/boot/vmlinuz")
        .doesNotContain("iPXE");
    assertThat(Explanation.of(situation(vm, DhcpMode.PROXY, manifest)))
        .contains("snponly.efi", "== iPXE script: ");
  }

  private static Situation situation(VmDefinition vm, DhcpMode mode) {
    return situation(vm, mode, null);
  }

  private static Situation situation(VmDefinition vm, DhcpMode mode, @Nullable LiveManifest live) {
    Situation server = situation(vm, true, false, "hidden", null);
    return new Situation(
        vm,
        server.problems(),
        server.problemsOfUnknownMachines(),
        server.image(),
        live,
        server.imageProblem(),
        server.installed(),
        server.diskAsked(),
        server.staysInInstaller(),
        server.base(),
        new Uplink(server.uplink().provisioner(), mode, server.uplink().domain()),
        server.template(),
        server.insteadOfSecrets(),
        server.remarks());
  }

  private static Situation situation(
      VmDefinition vm,
      boolean pulled,
      boolean installed,
      @Nullable String insteadOfSecrets,
      @Nullable ScriptTemplate template) {
    DistroName debian = new DistroName("debian-13");
    DistroImage image =
        new DistroImage(
            debian,
            vm.arch(),
            new ImageFile("vmlinuz-6.12"),
            new ImageFile("initrd.img-6.12"),
            new ImageFile("rootfs.tar.zst"),
            new ImageFile("modules.cpio.gz"),
            "e3b0",
            1000L,
            "f00d");
    Problem missing =
        new Problem(
            vm.file(), "distro", "debian-13", "for x86_64 was never pulled", "run: pxeboot pull");
    List<Problem> own = vm.name().value().equals("web1") ? List.of(CLASH) : List.of();
    // What is known to be meant for a machine is not said a second time.
    List<Problem> perhaps = new ArrayList<>(own);
    perhaps.add(Problem.ofFile("half.json", "is not a JSON object", "correct the file"));
    return new Situation(
        vm,
        own,
        perhaps,
        pulled ? image : null,
        null,
        pulled ? null : missing,
        installed,
        false,
        vm.name().value().equals("web1"),
        URI.create("http://192.168.105.1"),
        new Uplink(IpNetwork.parseAddress("192.168.105.1"), DhcpMode.SERVER, "pvmlab.local"),
        template,
        insteadOfSecrets,
        List.of("This is a test."));
  }

  private static VmDefinition vm(String json) {
    String file = json.replaceFirst("(?s).*?\"name\": \"(\\w+)\".*", "$1.json");
    ParsedDefinition parsed = VmDefinitionParser.parse(file, json.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed).isInstanceOf(ParsedDefinition.Valid.class);
    return ((ParsedDefinition.Valid) parsed).definition();
  }
}
