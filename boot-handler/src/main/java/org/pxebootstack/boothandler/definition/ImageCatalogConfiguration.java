package org.pxebootstack.boothandler.definition;

import java.time.Duration;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.definitions.image.ImageCatalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The images directory, for whoever needs it. */
@Configuration(proxyBeanMethods = false)
class ImageCatalogConfiguration {
  /** A change on the disk is seen within a second, a burst of requests reads it once. */
  private static final Duration KEEP = Duration.ofMillis(500);

  @Bean
  ImageCatalog images(BootHandlerSettings settings) {
    return new ImageCatalog(settings.imagesDir(), KEEP);
  }
}
