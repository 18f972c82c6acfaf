package org.pxebootstack.rendering.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.ClientArchitecture;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.rendering.cloudinit.NoCloudSeed;
import org.pxebootstack.rendering.dnsmasq.HostFiles;
import org.pxebootstack.rendering.installer.InstallerConfigurationRenderer;
import org.pxebootstack.rendering.ipxe.BootSpec;
import org.pxebootstack.rendering.ipxe.GrubScript;
import org.pxebootstack.rendering.ipxe.IpxeScript;
import org.pxebootstack.rendering.ipxe.ScriptTemplate;
import tools.jackson.databind.ObjectWriter;

/**
 * Everything that would happen to one machine, in the order in which it happens, and every text
 * that it would be given. Pure.
 */
public final class Explanation {
  private static final ObjectWriter JSON = ContractJson.mapper().writerWithDefaultPrettyPrinter();

  private final Situation situation;
  private final VmDefinition vm;
  private final Outcome outcome;
  private final List<Section> sections = new ArrayList<>();
  private String title = "";
  private StringBuilder text = new StringBuilder();

  private Explanation(Situation situation) {
    this.situation = situation;
    this.vm = situation.vm();
    this.outcome = Outcome.of(situation);
  }

  /**
   * One part of it.
   *
   * @param title empty for the first, which says which machine it is
   * @param text lines, each with its end
   */
  public record Section(String title, String text) {}

  /** Sections with headings {@code == ... ==}. */
  public static String of(Situation situation) {
    return sections(situation).stream()
        .map(each ->
            each.title().isEmpty() ? each.text() : "\n== " + each.title() + " ==\n" + each.text())
        .collect(Collectors.joining());
  }

  /** The same, section by section. */
  public static List<Section> sections(Situation situation) {
    Explanation explanation = new Explanation(situation);
    explanation.definition();
    explanation.outcome();
    explanation.addressAndName();
    if (explanation.vm.role() == Role.TARGET) {
      explanation.bootProgram();
      explanation.script();
    }
    explanation.installation();
    explanation.seed();
    explanation.endSection();
    return List.copyOf(explanation.sections);
  }

  private void definition() {
    text.append("%s, %s, %s\n".formatted(vm.name(), vm.mac(), vm.arch()));
    situation.remarks().forEach(each -> text.append(each).append('\n'));
    section("Definition", vm.file() + " is used.\n");
    list("These problems touch it:", situation.problems());
    list(
        "These files could be meant for any machine, perhaps for this one:",
        situation.problemsOfUnknownMachines().stream()
            .filter(each -> !situation.problems().contains(each))
            .toList());
  }

  private void outcome() {
    section(
        "What happens",
        switch (outcome) {
          case Outcome.Refused refused -> "It is not booted: " + refused.sentence() + "\n";
          case Outcome.LeftToDisk left ->
              "It is left to its disk: %s %s.\n".formatted(vm.name(), left.reason());
          case Outcome.Booted booted -> road(booted.spec());
        });
    if (vm.role() == Role.TARGET && vm.pxeboot()) {
      text.append(InWords.policy(vm.install().policy()));
      text.append(
          situation.installed()
              ? "It counts as installed.\n"
              : "It counts as not installed yet.\n");
      if (letsNobodyIn()) {
        text.append("Nobody will be able to log in: write an ssh_key, or install.users.\n");
      }
    }
  }

  private boolean letsNobodyIn() {
    return vm.sshKey() == null && vm.install().users().isEmpty() && vm.install().userData() == null;
  }

  private String road(BootSpec spec) {
    return switch (spec.kind()) {
      case LIVE ->
          "It starts %s, which runs from memory and leaves its disk alone.\n"
              .formatted(spec.what());
      case INSTALL ->
          "It is installed with %s, then %s\n"
              .formatted(
                  vm.distro(),
                  situation.staysInInstaller()
                      ? "left in the installer's shell, since %s.noreboot exists."
                          .formatted(vm.name())
                      : "restarted.");
      case OWN_KERNEL ->
          "It starts the kernel and initrd of %s over the network, since pxeboot is not true.\n"
              .formatted(vm.distro());
    };
  }

  private void addressAndName() {
    DhcpMode mode = situation.uplink().dhcp();
    if (!mode.givesAddresses()) {
      section(
          "DHCP and DNS",
          "With DHCP_MODE=%s another server gives it its address and its name; ip and ipv6 are not used.\n"
              .formatted(mode));
      return;
    }
    String dhcp = HostFiles.dhcpHosts(List.of(vm));
    String dns = HostFiles.dnsHosts(List.of(vm), situation.uplink().domain());
    section(
        "DHCP: its line in dnsmasq.hosts",
        dhcp.isEmpty() ? "None: a provisioner has no lease, it is the server.\n" : dhcp);
    section(
        "DNS: its lines in dns.hosts",
        dns.isEmpty()
            ? "None: no address is reserved; dnsmasq knows the name while there is a lease.\n"
            : dns);
  }

  private void bootProgram() {
    boolean told = situation.uplink().dhcp() != DhcpMode.NONE;
    section(
        "Boot program, by what the firmware says that it is (DHCP option 93)",
        InWords.bootPrograms(vm.arch(), situation.base(), startsSigned())
            + (startsSigned()
                ? "It is a signed shim, which starts the signed GRUB beside it, and that asks for the script"
                    + " below.\n"
                : "iPXE, once it runs, is given "
                    + ClientArchitecture.IPXE_SCRIPT
                    + ", which asks for the script below.\n")
            + (told
                ? ""
                : "With DHCP_MODE=none another server must say all this: pxeboot dhcp-snippet prints what"
                    + " to write there.\n"));
  }

  /** Beside another DHCP server a machine gets iPXE in any case. */
  private boolean startsSigned() {
    return vm.install().live() != null
        && vm.install().secureBoot()
        && situation.uplink().dhcp() == DhcpMode.SERVER;
  }

  private void script() {
    if (startsSigned() && outcome instanceof Outcome.Booted booted) {
      section("GRUB script: GET /grub/" + vm.mac(), GrubScript.boot(booted.spec(), null));
      return;
    }
    section(
        "iPXE script: GET /ipxe?mac=" + vm.mac(),
        switch (outcome) {
          case Outcome.Refused refused -> IpxeScript.refusal(List.of(refused.sentence()));
          case Outcome.LeftToDisk left -> IpxeScript.bootDisk(vm, left.reason());
          case Outcome.Booted booted -> script(booted.spec());
        });
    if (outcome instanceof Outcome.Booted && vm.pxeboot() && situation.template() == null) {
      text.append("\nA real boot also gets pxeboot.token=... on the kernel's command line.\n");
    }
  }

  private String script(BootSpec spec) {
    ScriptTemplate template = situation.template();
    return template == null ? IpxeScript.boot(spec, null) : template.render(spec, null);
  }

  private void installation() {
    if (vm.role() != Role.TARGET || !vm.pxeboot() || outcome instanceof Outcome.LeftToDisk) {
      return;
    }
    section("Disk", InWords.disk(vm.install().disk(), vm.install().wipe()));
    if (outcome instanceof Outcome.Booted booted) {
      section(
          "Installer configuration: GET /config/" + vm.mac(),
          JSON.writeValueAsString(
                  InstallerConfigurationRenderer.render(
                      vm,
                      Objects.requireNonNull(booted.image(), "what is installed has an image"),
                      situation.base(),
                      !situation.staysInInstaller()))
              + "\n");
    }
  }

  /** Also where the image is missing: it has no say in this. */
  private void seed() {
    if (vm.role() != Role.TARGET || outcome instanceof Outcome.LeftToDisk) {
      return;
    }
    String path = "cloud-init: GET /cloud-init/" + vm.name() + "/";
    section(path + "meta-data", NoCloudSeed.metaData(vm));
    section(path + "user-data", userData(situation.insteadOfSecrets()));
    section(path + "network-config", NoCloudSeed.networkConfig(vm, situation.uplink()));
    section(path + "vendor-data", NoCloudSeed.vendorData(null));
    if (vm.pxeboot()) {
      text.append(
          "\n"
              + "The installer also gets phone_home there: the installed system says that it is"
              + " ready.\n");
    }
  }

  private String userData(@Nullable String insteadOfSecrets) {
    return insteadOfSecrets == null
        ? NoCloudSeed.userData(vm)
        : NoCloudSeed.userDataWithoutSecrets(vm, insteadOfSecrets);
  }

  private void section(String title, String body) {
    endSection();
    this.title = title;
    text.append(body);
  }

  private void endSection() {
    sections.add(new Section(title, text.toString()));
    text = new StringBuilder();
  }

  private void list(String title, List<Problem> problems) {
    if (!problems.isEmpty()) {
      text.append(title).append('\n');
      problems.forEach(each -> text.append("  ").append(each.sentence()).append('\n'));
    }
  }
}
