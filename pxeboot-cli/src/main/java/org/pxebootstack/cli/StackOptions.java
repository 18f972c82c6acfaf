package org.pxebootstack.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which stack is meant; what nobody gave is as in the container's environment. */
public final class StackOptions {
  private final StackEnvironment environment;

  @Option(
      names = "--vms-dir",
      description = "where definitions are (default: VMS_DIR, PVMLAB_VMS_DIR, or /mnt/host/vms)")
  private @Nullable Path vmsDir;

  @Option(
      names = "--images-dir",
      description = "where images are (default: IMAGES_DIR, or /www/images)")
  private @Nullable Path imagesDir;

  @Option(
      names = "--provisioner-ip",
      description = "where machines reach the stack (default: PROVISIONER_IP)")
  private @Nullable String provisionerIp;

  public StackOptions(StackEnvironment environment) {
    this.environment = environment;
  }

  public Path vmsDir() {
    return vmsDir == null ? environment.vmsDir() : vmsDir;
  }

  public Path imagesDir() {
    return Optional.ofNullable(imagesDir).or(environment::imagesDir).orElse(Path.of("/www/images"));
  }

  /** As it was written. */
  public Optional<String> provisionerIp() {
    return Optional.ofNullable(provisionerIp).or(environment::provisionerIp);
  }
}
