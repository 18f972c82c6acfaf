package org.pxebootstack.boothandler.definition;

import jakarta.servlet.http.HttpServletRequest;
import org.pxebootstack.boothandler.web.BaseUrl;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.definitions.image.ImageCatalog;
import org.pxebootstack.definitions.image.ImageUnavailableException;
import org.pxebootstack.rendering.ipxe.BootSpec;
import org.springframework.stereotype.Component;

/** What a machine boots, with the files that are on the disk now. */
@Component
public class BootSpecs {
  private final ImageCatalog images;
  private final BaseUrl baseUrl;

  BootSpecs(ImageCatalog images, BaseUrl baseUrl) {
    this.images = images;
    this.baseUrl = baseUrl;
  }

  /**
   * What the definition asks for.
   *
   * @throws ImageUnavailableException when something that the definition needs is not on the disk
   */
  public BootSpec of(VmDefinition vm, HttpServletRequest request) throws ImageUnavailableException {
    return vm.install().live() == null
        ? BootSpec.of(vm, images.find(vm), baseUrl.of(request))
        : BootSpec.live(vm, images.findLive(vm), baseUrl.of(request));
  }
}
