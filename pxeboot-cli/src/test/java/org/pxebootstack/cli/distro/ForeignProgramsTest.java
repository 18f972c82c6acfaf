package org.pxebootstack.cli.distro;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.machine.Architecture;

class ForeignProgramsTest {
  @TempDir Path handlers = Path.of("");

  @Test
  void aHostRunsItsOwn() {
    assertThatCode(() -> new ForeignPrograms("amd64", handlers).require(Architecture.X86_64))
        .doesNotThrowAnyException();
    assertThatCode(() -> new ForeignPrograms("aarch64", handlers).require(Architecture.AARCH64))
        .doesNotThrowAnyException();
  }

  @Test
  void anEmulatorRunsOthers() throws IOException {
    Files.createFile(handlers.resolve("qemu-aarch64"));
    assertThatCode(() -> new ForeignPrograms("amd64", handlers).require(Architecture.AARCH64))
        .doesNotThrowAnyException();
  }

  @Test
  void withoutOneTheCureIsNamed() {
    assertThatIOException()
        .isThrownBy(() -> new ForeignPrograms("amd64", handlers).require(Architecture.AARCH64))
        .withMessage(
            "this host does not run programs for aarch64, as installing packages takes; install"
                + " qemu-user-static and arch-test, and see that binfmt_misc has qemu-aarch64");
  }
}
