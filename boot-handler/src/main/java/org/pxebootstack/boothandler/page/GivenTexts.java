package org.pxebootstack.boothandler.page;

import java.net.URI;
import java.util.List;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.boothandler.template.UserTemplate;
import org.pxebootstack.boothandler.web.BaseUrl;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.image.ImageCatalog;
import org.pxebootstack.definitions.image.ImageUnavailableException;
import org.pxebootstack.rendering.cloudinit.Uplink;
import org.pxebootstack.rendering.explanation.Explanation;
import org.pxebootstack.rendering.explanation.Situation;
import org.springframework.stereotype.Component;

/** What a machine would be given now, as {@code pxeboot explain} says it. */
@Component
class GivenTexts {
  private static final String INSTEAD_OF_SECRETS = "hidden: pxeboot explain --show-secrets";

  private final CurrentDefinitions definitions;
  private final ImageCatalog images;
  private final UserTemplate template;
  private final Uplink uplink;

  GivenTexts(
      CurrentDefinitions definitions,
      ImageCatalog images,
      UserTemplate template,
      BootHandlerSettings settings) {
    this.definitions = definitions;
    this.images = images;
    this.template = template;
    this.uplink = new Uplink(BaseUrl.provisioner(settings), settings.dhcpMode(), settings.domain());
  }

  List<Explanation.Section> of(VmDefinition vm, MachineState state, URI base) {
    DefinitionSet set = definitions.snapshot();
    DistroImage image = null;
    LiveManifest live = null;
    Problem imageProblem = null;
    if (vm.install().live() != null || vm.distro() != null) {
      try {
        if (vm.install().live() != null) {
          live = images.findLive(vm);
        } else {
          image = images.find(vm);
        }
      } catch (ImageUnavailableException e) {
        imageProblem = e.problem();
      }
    }
    return Explanation.sections(
        new Situation(
            vm,
            set.problemsAbout(vm),
            set.problemsOfUnknownMachines(),
            image,
            live,
            imageProblem,
            state.installedAt() != null,
            state.diskAskedAt() != null,
            set.staysInInstaller(vm),
            base,
            uplink,
            template.current().orElse(null),
            INSTEAD_OF_SECRETS,
            List.of()));
  }
}
