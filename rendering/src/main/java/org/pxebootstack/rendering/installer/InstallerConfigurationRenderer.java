package org.pxebootstack.rendering.installer;

import java.net.URI;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.contract.machine.ImageFile;

/** Renders what os-installer is told. Pure. */
public final class InstallerConfigurationRenderer {
  private static final ImageFile MANIFEST = new ImageFile(ImageManifest.FILE_NAME);

  private InstallerConfigurationRenderer() {}

  public static InstallerConfiguration render(
      VmDefinition vm, DistroImage image, URI base, boolean rebootOnSuccess) {
    return new InstallerConfiguration(
        URI.create(base + "/cloud-init/" + vm.name() + "/"),
        image.distro(),
        image.arch(),
        URI.create(base + image.path(image.rootfs())),
        URI.create(base + image.path(image.modules())),
        URI.create(base + image.path(image.kernel())),
        rebootOnSuccess,
        image.rootfsSha256(),
        image.rootfsSize(),
        image.manifestSha256() == null ? null : URI.create(base + image.path(MANIFEST)),
        image.manifestSha256(),
        URI.create(base + "/progress/" + vm.mac()),
        vm.install().disk(),
        vm.install().wipe(),
        vm.install().kernelArgs());
  }
}
