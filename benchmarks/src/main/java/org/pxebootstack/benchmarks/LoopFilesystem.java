package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.pxebootstack.command.Command;

/** ext4 on a loop device, made anew for each measurement. */
record LoopFilesystem(Path file, String device, Path mountPoint) implements AutoCloseable {
  private static final long SIZE = 6L << 30;
  private static final int TRIES = 10;

  static LoopFilesystem make(Path directory) throws IOException {
    Path file = directory.resolve("disk").toAbsolutePath();
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.setLength(SIZE);
    }
    String device =
        Command.of("losetup", "--find", "--show", file.toString()).run().output().strip();
    return new LoopFilesystem(
        file, device, Files.createDirectories(directory.resolve("mounted")).toAbsolutePath());
  }

  /** Mounts an empty one. */
  void format() throws IOException {
    unmount();
    Command mkfs = Command.of("mkfs.ext4", "-q", "-F", device);
    // The kernel may hold the device for a moment after it was unmounted.
    for (int i = 0; i < TRIES && !mkfs.tryRun().succeeded(); i++) {
      StackUnderTest.pause(Duration.ofSeconds(1));
    }
    var _ = Command.of("mount", device, mountPoint.toString()).run();
    var _ = Command.of("sync").run();
  }

  /** Ends when all of it is on this host's disk. */
  void flush() throws IOException {
    var _ = Command.of("umount", mountPoint.toString()).run();
    var _ = Command.of("sync", file.toString()).run();
  }

  private void unmount() throws IOException {
    var _ = Command.of("umount", mountPoint.toString()).tryRun();
  }

  @Override
  public void close() throws IOException {
    unmount();
    var _ = Command.of("losetup", "--detach", device).run();
    Files.delete(file);
  }
}
