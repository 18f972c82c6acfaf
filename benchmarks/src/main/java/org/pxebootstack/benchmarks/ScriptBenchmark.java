package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.definitions.DefinitionDirectory;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.rendering.ipxe.BootSpec;
import org.pxebootstack.rendering.ipxe.IpxeScript;

/** JMH: what an iPXE script costs without HTTP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScriptBenchmark {
  private static final URI BASE = URI.create("http://192.168.105.1");
  private static final DistroImage IMAGE =
      new DistroImage(
          new DistroName("debian-13"),
          Architecture.X86_64,
          new ImageFile("vmlinuz-1"),
          new ImageFile("initrd.img-1"),
          new ImageFile("rootfs.tar.zst"),
          new ImageFile("modules.cpio.gz"),
          null,
          null,
          null);

  /** How many definitions there are. */
  @Param({"10", "100000"})
  public int machines;

  private DefinitionSet definitions = DefinitionSet.EMPTY;
  private int next;

  @Setup(Level.Trial)
  public void read() throws IOException {
    Path directory = Files.createTempDirectory("pxeboot-bench");
    for (int i = 0; i < machines; i++) {
      Files.writeString(directory.resolve(Machines.name(i) + ".json"), Machines.json(i, ""));
    }
    definitions = new DefinitionDirectory(directory).scan();
    FileUtils.deleteDirectory(directory.toFile());
  }

  @Benchmark
  public VmDefinition lookUp() {
    // A step that visits machines all over the memory, as life does.
    next = (next + 7919) % machines;
    return definitions.byMac(new MacAddress(0x525400000000L + next)).orElseThrow();
  }

  @Benchmark
  public String script() {
    return IpxeScript.boot(BootSpec.of(lookUp(), IMAGE, BASE), null);
  }
}
