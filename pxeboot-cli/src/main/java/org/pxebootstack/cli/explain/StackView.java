package org.pxebootstack.cli.explain;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.Role;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.image.ImageCatalog;
import org.pxebootstack.definitions.image.ImageUnavailableException;
import org.pxebootstack.rendering.cloudinit.Uplink;
import org.pxebootstack.rendering.explanation.Situation;
import org.pxebootstack.rendering.ipxe.ScriptTemplate;

/** What the stack would know when a machine asks it, gathered without a running stack. */
record StackView(
    URI base,
    Uplink uplink,
    ImageCatalog images,
    @Nullable ScriptTemplate template,
    List<String> remarks) {
  private static final Pattern DOMAIN =
      Pattern.compile("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*");

  /** An address for examples (RFC 5737). */
  private static final InetAddress PLACEHOLDER = IpNetwork.parseAddress("192.0.2.1");

  /**
   * Reads settings.
   *
   * @throws InvalidValueException with a sentence for people when one can't be used
   */
  static StackView of(
      Optional<String> provisionerIp,
      DhcpMode dhcp,
      String domain,
      Path imagesDir,
      Optional<Path> template)
      throws IOException {
    List<String> remarks = new ArrayList<>();
    if (provisionerIp.isEmpty()) {
      remarks.add(
          "PROVISIONER_IP is not set: URLs show %s in its place, and network-config knows no static address."
              .formatted(IpNetwork.text(PLACEHOLDER)));
    }
    if (!DOMAIN.matcher(domain).matches()) {
      throw new InvalidValueException(domain, "is not a domain", "write one such as pvmlab.local");
    }
    InetAddress provisioner = provisionerIp.map(IpNetwork::parseAddress).orElse(null);
    ScriptTemplate script = null;
    if (template.isPresent()) {
      script = parsed(template.get());
      remarks.add("The iPXE script is made by the template " + template.get() + ".");
    }
    return new StackView(
        base(provisioner == null ? PLACEHOLDER : provisioner),
        new Uplink(provisioner, dhcp, domain),
        new ImageCatalog(imagesDir, Duration.ofMinutes(1)),
        script,
        remarks);
  }

  private static URI base(InetAddress address) {
    String text = IpNetwork.text(address);
    return URI.create("http://" + (address instanceof Inet6Address ? "[" + text + "]" : text));
  }

  private static ScriptTemplate parsed(Path file) throws IOException {
    try {
      return ScriptTemplate.parse(Files.readAllBytes(file));
    } catch (InvalidValueException e) {
      throw new IOException("the template " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(
          "the template %s can't be read (%s); correct its path or its permissions"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  Situation situation(
      VmDefinition vm,
      DefinitionSet definitions,
      boolean installed,
      @Nullable String insteadOfSecrets) {
    DistroImage image = null;
    LiveManifest live = null;
    Problem imageProblem = null;
    boolean asksForLive = vm.install().live() != null;
    if (vm.role() == Role.TARGET && (asksForLive || vm.distro() != null)) {
      try {
        if (asksForLive) {
          live = images.findLive(vm);
        } else {
          image = images.find(vm);
        }
      } catch (ImageUnavailableException e) {
        imageProblem = e.problem();
      }
    }
    return new Situation(
        vm,
        definitions.problemsAbout(vm),
        definitions.problemsOfUnknownMachines(),
        image,
        live,
        imageProblem,
        installed,
        false,
        definitions.staysInInstaller(vm),
        base,
        uplink,
        template,
        insteadOfSecrets,
        remarks);
  }
}
