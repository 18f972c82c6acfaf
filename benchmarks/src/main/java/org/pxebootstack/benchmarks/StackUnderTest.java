package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.command.Command;

/** The container as people run it, with many definitions, on a closed network. Needs root. */
final class StackUnderTest implements AutoCloseable {
  static final String NAME = "bench";
  static final String NGINX = "http://" + Lab.PROVISIONER_IP;
  static final String BOOT_HANDLER = "http://127.0.0.1:8080";

  /** Where clients of this host are. */
  static final String BRIDGE = "br0";

  /** Reaches the stack from there. */
  static final String BROADCAST = "192.255.255.255";

  /** Of a network in which each of very many machines has an address. */
  private static final int PREFIX_LENGTH = 8;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Lab lab;
  private final Path images;
  private final long containerPid;

  private StackUnderTest(Lab lab, Path images, long containerPid) {
    this.lab = lab;
    this.images = images;
    this.containerPid = containerPid;
  }

  /** Starts it with so many definitions, and waits until boot-handler has read them all. */
  static StackUnderTest start(String image, Path workDir, int machines) throws IOException {
    return start(image, workDir, machines, Map.of());
  }

  /**
   * As the other.
   *
   * @param more of its environment
   */
  static StackUnderTest start(String image, Path workDir, int machines, Map<String, String> more)
      throws IOException {
    Map<String, String> environment = new HashMap<>(Lab.DHCP_RANGE);
    environment.putAll(more);
    Path images = workDir.resolve("images");
    writeImage(images);
    Lab lab = new Lab(NAME, workDir.resolve("lab"), PREFIX_LENGTH);
    lab.start(image, images, environment);
    var _ =
        lab.inNetwork("ip", "addr", "add", "192.168.105.253/" + PREFIX_LENGTH, "dev", BRIDGE).run();
    StackUnderTest stack = new StackUnderTest(lab, images, ContainerMemory.pid(lab.namespace()));
    for (int i = 0; i < machines; i++) {
      stack.define(i, "");
    }
    stack.await(
        machines + " definitions to be read",
        () -> stack.health().contains("\"definitions\":" + machines + ","));
    return stack;
  }

  /** An image that machines could be sent to, in a directory of images. */
  static void writeImage(Path images) throws IOException {
    Path distro = Files.createDirectories(images.resolve("debian-13/x86_64"));
    for (String file : List.of("vmlinuz-1", "initrd.img-1", "rootfs.tar.zst", "modules.cpio.gz")) {
      Files.writeString(distro.resolve(file), "not read by a benchmark\n");
    }
  }

  Lab lab() {
    return lab;
  }

  Path images() {
    return images;
  }

  /** Writes machine number {@code i}'s definition, as pvmlab does, with these kernel arguments. */
  void define(int i, String kernelArguments) throws IOException {
    lab.define(Machines.name(i), Machines.json(i, kernelArguments));
  }

  Command inContainersNetwork(Command command) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("nsenter", "--target", Long.toString(containerPid), "--net"));
    argv.addAll(command.argv());
    return command.withArguments(argv);
  }

  private String health() throws IOException {
    return inContainersNetwork(Command.of("curl", "--silent", BOOT_HANDLER + "/actuator/health"))
        .tryRun()
        .output();
  }

  /** The running service whose command line contains this. */
  Optional<ServiceProcess> find(String text) throws IOException {
    return ServiceProcess.find(containerPid, text);
  }

  ServiceProcess process(String text) throws IOException {
    return find(text).orElseThrow(() -> new IOException(text + " is not running"));
  }

  interface Condition {
    boolean holds() throws IOException;
  }

  void await(String what, Condition condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IOException("waited in vain for " + what + "; the log:\n" + lab.stackLog());
      }
      pause(Duration.ofMillis(10));
    }
  }

  static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    lab.close();
    FileUtils.deleteDirectory(images.toFile());
  }
}
