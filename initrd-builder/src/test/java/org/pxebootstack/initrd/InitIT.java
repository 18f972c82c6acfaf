package org.pxebootstack.initrd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.command.Command;

/**
 * The script that is PID 1, as PID 1 of a namespace of its own, where a restart ends it alone. What
 * the kernel tells it stands in files. Needs root and busybox.
 */
@Tag("e2e")
class InitIT {
  private static final String TOKEN = "the.token";

  @TempDir private Path root;
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
  private final List<Process> running = new ArrayList<>();
  private String commandLine = "";
  private HttpServer stack = HttpServer.create();

  InitIT() throws IOException {}

  @BeforeEach
  void makeRoot() throws IOException {
    stack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stack.createContext(
        "/",
        exchange -> {
          reports.add(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization"),
                      new String(
                          exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    stack.start();
    commandLine =
        "console=ttyS0 config_url=http://127.0.0.1:%d/config/52:54:00:00:00:01 pxeboot.token=%s"
            .formatted(stack.getAddress().getPort(), TOKEN);
    write("usr/bin/busybox", Files.readAllBytes(Path.of("/usr/bin/busybox")));
    for (String word : Command.of("ldd", "/usr/bin/busybox").tryRun().output().split("\\s+")) {
      if (word.startsWith("/")) {
        write(word.substring(1), Files.readAllBytes(Path.of(word)));
      }
    }
    for (String each :
        "sh cat echo ip kill ln mkdir poweroff reboot setsid sleep sync timeout true uname wget"
            .split(" ")) {
      Files.createSymbolicLink(root.resolve("usr/bin/" + each), Path.of("busybox"));
    }
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    for (String each : List.of("mount", "udevadm", "udhcpc")) {
      script("usr/bin/" + each, "exit 0");
    }
    script("usr/lib/systemd/systemd-udevd", "exit 0");
    write("proc/meminfo", "MemTotal:        1000000 kB\nMemFree:          500000 kB\n");
    write("sys/class/tty/console/active", "ttyS0\n");
    write("dev/ttyS0", "");
    write("dev/null", "");
    write("init", Files.readAllBytes(Path.of("initramfs/init")));
  }

  @AfterEach
  void end() throws InterruptedException {
    stack.stop(0);
    for (Process each : running) {
      each.descendants().forEach(ProcessHandle::destroyForcibly);
      each.destroyForcibly().waitFor();
    }
  }

  @Test
  void anInstallerThatIsKilledIsReportedAndPidOneGoesOn() throws Exception {
    installer("kill -9 $$");
    assertReported(
        "the installer ended early: it was killed, by the kernel where memory ran out: give the"
            + " machine more memory");
  }

  @Test
  void anInstallerThatCrashesIsReported() throws Exception {
    installer("exit 1");
    assertReported(
        "the installer ended early: it crashed with exit code 1; please report it, with what stands"
            + " on the console");
  }

  @Test
  void anInstallerThatIsNotThereIsReported() throws Exception {
    assertReported(
        "the installer ended early: it could not be started: the initramfs is damaged; make it again"
            + " (make initrd)");
  }

  @Test
  void tooLittleMemoryIsSaidBeforeTheInstallerStarts() throws Exception {
    installer("exit 0");
    write("proc/meminfo", "MemTotal:         471040 kB\n");
    assertReported(
        "this machine has 460 MiB of memory, which is too little for the installer; give it 1 GiB or"
            + " more");
  }

  private void assertReported(String message) throws Exception {
    Process init = start();
    assertThat(reports.poll(20, TimeUnit.SECONDS))
        .isEqualTo(
            "/progress/52:54:00:00:00:01 Bearer %s {\"status\":\"failed\",\"phase\":\"installer\",\"message\":\"%s\"}"
                .formatted(TOKEN, message));
    assertGoesOn(init);
  }

  @Test
  void afterAnInstallationTheMachineRestarts() throws Exception {
    installer("exit 0");
    Process init = start();
    assertThat(init.waitFor(20, TimeUnit.SECONDS)).as("restarted").isTrue();
    assertThat(root.resolve("dev/ttyS0"))
        .hasContent("pxeboot: installed; restarting from the disk");
    assertThat(reports).isEmpty();
  }

  @Test
  void orIsSwitchedOffWhereThatIsAskedFor() throws Exception {
    installer("exit 0");
    commandLine += " initrd.finish=poweroff";
    Process init = start();
    assertThat(init.waitFor(20, TimeUnit.SECONDS)).as("switched off").isTrue();
    assertThat(root.resolve("dev/ttyS0"))
        .hasContent("pxeboot: installed; switching off, as initrd.finish=poweroff says");
  }

  @Test
  void whatTheInstallerHasReportedItselfIsNotReportedAgain() throws Exception {
    for (int code : new int[] {10, 20}) {
      installer("exit " + code);
      Process init = start();
      assertThat(reports.poll(3, TimeUnit.SECONDS)).as("code " + code).isNull();
      assertGoesOn(init);
    }
  }

  @Test
  void initrdModeShellStartsNoInstaller() throws Exception {
    installer("echo started >/started; exit 0");
    commandLine += " initrd.mode=shell";
    Process init = start();
    assertThat(init.waitFor(3, TimeUnit.SECONDS)).isFalse();
    assertThat(root.resolve("started")).doesNotExist();
  }

  @Test
  void orphansAreReaped() throws Exception {
    installer("(sleep 1 & sleep 1 & sleep 1 &); sleep 2; exit 20");
    Process init = start();
    assertThat(init.waitFor(5, TimeUnit.SECONDS)).isFalse();
    assertThat(Command.of("ps", "--no-headers", "-o", "stat,args", "--ppid", pidOne(init)).tryRun())
        .satisfies(children -> assertThat(children.output()).doesNotContain("Z"));
  }

  private static String pidOne(Process unshare) {
    return Long.toString(unshare.children().findFirst().orElseThrow().pid());
  }

  private static void assertGoesOn(Process init) throws InterruptedException {
    assertThat(init.waitFor(1, TimeUnit.SECONDS)).as("the end of PID 1, a panic").isFalse();
  }

  private Process start() throws IOException {
    write("proc/cmdline", commandLine + "\n");
    Process init =
        Command.of("unshare", "--pid", "--fork", "--kill-child", "chroot", root.toString(), "/init")
            .startInBackground(root.resolve("init.log"));
    running.add(init);
    return init;
  }

  private void installer(String text) throws IOException {
    script("opt/os-installer/bin/os-installer", text);
  }

  private void script(String path, String text) throws IOException {
    write(path, "#!/bin/sh\n" + text + "\n");
  }

  private void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolve("..").normalize());
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
