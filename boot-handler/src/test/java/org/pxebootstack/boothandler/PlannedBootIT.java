package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pxeboot boot} has planned, on machines that nobody defined. */
class PlannedBootIT {
  private static final String MAC = "52:54:00:00:00:01";
  private static final String OTHER = "52:54:00:00:00:02";
  private static final String[] IPXE = {"User-Agent", "iPXE/1.21.1"};

  @TempDir private Path directory = Path.of("");

  /** Two machines, a file on the command line, and the end after one. */
  private static final String PLAN =
      """
      {"kernel_kind": "bzimage64",
       "files": [{"name": "vmlinuz", "path": "/image/vmlinuz", "bytes": 10000000},
                 {"name": "one.gz", "path": "/image/one.gz", "bytes": 100000000},
                 {"name": "two.gz", "path": "/image/two.gz", "bytes": 1000},
                 {"name": "root.squashfs", "path": "/image/root.squashfs", "bytes": 5000}],
       "initrds": 2, "command_line": "root=live:{{3}} quiet", "message": "hello",
       "macs": ["%s", "%s"], "count": 1, "then_firmware": true}
      """
          .formatted(MAC, OTHER);

  @Test
  void aPlanFromItsFirstQuestionToItsEnd() throws Exception {
    Path planDir = Files.createDirectories(directory.resolve("plan"));
    Files.writeString(planDir.resolve("plan.json"), PLAN);
    assertThat(
            new ProcessBuilder("mkfifo", planDir.resolve("finished").toString()).start().waitFor())
        .isZero();
    CompletableFuture<String> finished =
        CompletableFuture.supplyAsync(() -> contentOf(planDir.resolve("finished")));
    try (RunningBootHandler handler =
        new RunningBootHandler(directory).with("PXEBOOT_PLAN_DIR", planDir.toString()).start()) {
      String base = "http://10.0.0.1/boot/" + MAC;
      assertThat(
              handler.get("/ipxe?mac=" + MAC + "&arch=x86_64&platform=efi&memory=512", IPXE).body())
          .startsWith("#!ipxe\necho hello\necho pxeboot-stack: starting vmlinuz on " + MAC + "\n")
          .contains(
              "\nkernel --name vmlinuz %s/0/vmlinuz initrd=initrd1 initrd=initrd2 root=live:%s/3/root.squashfs quiet || goto trouble\n"
                  .formatted(base, base),
              "\ninitrd --name initrd1 " + base + "/1/one.gz || goto trouble\n",
              "\ninitrd --name initrd2 " + base + "/2/two.gz || goto trouble\n");
      whatCannotBe(handler);
      definedMachinesWin(handler);
      files(handler);

      say(handler, "guessed", "2/two.gz", "200 OK 1000", MAC);
      delivered(handler, "0/vmlinuz", "200 OK 10000000", MAC);
      delivered(handler, "1/one.gz", "200  500", MAC);
      handler.eventually(
          "the cut",
          () -> handler.log().contains(MAC + ": initrd 1 of 2 one.gz was not fetched: answer 200"));
      assertThat(handler.log()).doesNotContain("two.gz fetched");
      delivered(handler, "1/one.gz", "200 OK 100000000", MAC);
      delivered(handler, "2/two.gz", "200 OK 1000", MAC);
      handler.eventually("the second", () -> handler.log().contains("two.gz fetched"));
      assertThat(handler.get("/ipxe?mac=" + MAC, IPXE).body()).contains("\nkernel ");
      assertThat(finished).isNotDone();
      delivered(handler, "3/root.squashfs", "206 OK 5000", MAC);
      handler.eventually(
          "all of it",
          () ->
              handler.log().contains(MAC + ": has everything and starts; 1 machine so far, of 1"));
      assertThat(handler.get("/ipxe?mac=" + MAC, IPXE).body())
          .isEqualTo(
              "#!ipxe\necho pxeboot-stack: "
                  + MAC
                  + " has been booted once (--then-firmware), its firmware goes on\nexit 1\n");
      handler.eventually("the end", finished::isDone);
      assertThat(finished.join()).isEqualTo("done\n");
      assertThat(handler.log())
          .contains(
              MAC + " (x86_64, UEFI, 512.0 MiB) asks: given " + base + "/0/vmlinuz, initrds: 2");
    }
  }

  private static void whatCannotBe(RunningBootHandler handler) throws Exception {
    assertThat(handler.get("/ipxe?mac=" + MAC + "&memory=128").body())
        .isEqualTo(
            MAC
                + " is not booted: the initramfs has 95.4 MiB, and takes twice that while it is"
                + " unpacked, but this machine has 128.0 MiB of memory; give it at least 200.3 MiB,"
                + " or a smaller initramfs\n");
    String otherArchitecture = "/ipxe?mac=" + MAC + "&arch=arm64&platform=efi";
    assertThat(handler.get(otherArchitecture).statusCode()).isEqualTo(409);
    assertThat(handler.get(otherArchitecture, IPXE).body())
        .startsWith("#!ipxe\necho pxeboot-stack: " + MAC)
        .contains(
            "vmlinuz is a Linux kernel for x86_64, but this machine is aarch64, boot it with a"
                + " kernel for aarch64\n")
        .endsWith("exit 1\n");
    assertThat(handler.get("/ipxe?mac=52:54:00:00:00:03", IPXE).body())
        .contains(
            "52:54:00:00:00:03 is not one of the machines to boot (--mac), its firmware goes on");
  }

  private static void definedMachinesWin(RunningBootHandler handler) throws Exception {
    handler.define("web1", ContractTexts.vm("web1", OTHER));
    assertThat(handler.get("/ipxe?mac=" + OTHER + "&arch=x86_64").body())
        .startsWith("#!ipxe\necho pxeboot-stack: installing debian-13 on web1\n");
  }

  private static void files(RunningBootHandler handler) throws Exception {
    HttpResponse<String> file = handler.get("/boot/" + MAC + "/3/whatever");
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("X-Accel-Redirect")).hasValue("/served/3");
    assertThat(handler.get("/boot/" + MAC + "/4/x").statusCode()).isEqualTo(404);
    assertThat(handler.get("/boot/" + MAC + "/-1/x").statusCode()).isEqualTo(404);
    assertThat(handler.get("/boot/zz/0/x").statusCode()).isEqualTo(400);
  }

  /** As nginx says it. */
  private static void delivered(RunningBootHandler handler, String file, String how, String mac)
      throws IOException {
    say(handler, RunningBootHandler.PROXY_KEY, file, how, mac);
  }

  private static void say(
      RunningBootHandler handler, String key, String file, String how, String mac)
      throws IOException {
    byte[] line =
        "<190>Nov 27 05:00:00 nginx: %s GET %s /boot/%s/%s"
            .formatted(key, how, mac, file)
            .getBytes(StandardCharsets.US_ASCII);
    try (DatagramSocket socket = new DatagramSocket()) {
      InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
      socket.send(new DatagramPacket(line, line.length, loopback, handler.url("/").getPort()));
    }
  }

  private static String contentOf(Path pipe) {
    try {
      return Files.readString(pipe);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
