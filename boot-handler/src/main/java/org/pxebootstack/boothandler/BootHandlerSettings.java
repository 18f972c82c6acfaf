package org.pxebootstack.boothandler;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings, which application.properties takes from the container's environment.
 *
 * @param provisionerIp where machines reach this stack; empty takes it from each request
 * @param vmsDir the definitions
 * @param imagesDir the images, as nginx serves them below {@code /images}
 * @param stateDir what must survive a restart
 * @param rescanInterval how often the definitions are read where the file system tells of no change
 * @param tokenLifetime how long an installation that a boot script started may report
 */
@ConfigurationProperties("pxeboot")
public record BootHandlerSettings(
    String provisionerIp,
    Path vmsDir,
    Path imagesDir,
    Path stateDir,
    Duration rescanInterval,
    Duration tokenLifetime) {}
