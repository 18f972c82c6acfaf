package org.pxebootstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.definition.VmDefinitionSchema;

class VmCommandTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void printsTheSchema() {
    assertThat(run("vm", "schema")).isEqualTo(new CommandRun(0, VmDefinitionSchema.text(), ""));
  }

  @Test
  void saysThatAllIsWell() throws IOException {
    write("web1.json", "{'name': 'web1', 'arch': 'x86_64', 'mac': '52:54:00:00:00:01'}");
    assertThat(run("vm", "validate", directory.toString()))
        .isEqualTo(new CommandRun(0, "1 definition can be used, 0 problems\n", ""));
  }

  @Test
  void namesEveryProblem() throws IOException {
    writeFour();
    assertThat(run("vm", "validate", directory.toString()))
        .isEqualTo(
            new CommandRun(
                1,
                """
                web2.json: mac: "52:54:00:00:00:01" also stands in web1.json, which is used; give each machine its own
                web3.json: arch: "sparc" is not an architecture of this stack; write x86_64 or aarch64
                web3.json: mac: is missing; write the MAC address of the network card that boots, such as 52:54:00:12:34:56
                2 definitions can be used, 3 problems
                """,
                ""));
  }

  @Test
  void anImageThatIsMissingIsAProblemWhereImagesAreKnown() throws IOException {
    writeFour();
    Path images = directory.resolve("images");
    String expected =
        """
        web4.json: distro: "debian-13" for x86_64 was never pulled; run: pxeboot distro pull debian-13 --arch x86_64
        1 definition can be used, 4 problems
        """;
    CommandRun run = run("vm", "validate", directory.toString(), "--images-dir", images.toString());
    assertThat(run.out()).endsWith(expected);
    assertThat(run.exitCode()).isEqualTo(1);
    Map<String, String> environment = Map.of("IMAGES_DIR", images.toString());
    assertThat(CommandRun.of(environment, "vm", "validate", directory.toString())).isEqualTo(run);
  }

  @Test
  void aFileIsValidatedAlone() throws IOException {
    writeFour();
    assertThat(run("vm", "validate", directory + "/web2.json"))
        .isEqualTo(new CommandRun(0, "1 definition can be used, 0 problems\n", ""));
  }

  @Test
  void printsProblemsAsJson() throws IOException {
    write("web1.json", "{'name': 'web1', 'arch': 'sparc', 'mac': '52:54:00:00:00:01'}");
    write("web2.json", "{");
    assertThat(run("vm", "validate", directory.toString(), "--format", "json"))
        .isEqualTo(
            new CommandRun(
                1,
                """
                [ {
                  "file" : "web1.json",
                  "field" : "arch",
                  "value" : "sparc",
                  "complaint" : "is not an architecture of this stack",
                  "cure" : "write x86_64 or aarch64"
                }, {
                  "file" : "web2.json",
                  "field" : "",
                  "complaint" : "is not a JSON object (it ends too early at line 1, column 2)",
                  "cure" : "correct the file"
                } ]
                """,
                ""));
  }

  @Test
  void aDirectoryThatDoesNotExistIsOneSentence() {
    assertThat(run("vm", "validate", "/nowhere"))
        .isEqualTo(
            new CommandRun(
                1,
                "",
                "pxeboot: /nowhere does not exist; name a directory of definitions, or a file\n"));
  }

  /** One right, one that claims its MAC, one that is wrong, and one that needs an image. */
  private void writeFour() throws IOException {
    write("web1.json", "{'name': 'web1', 'arch': 'x86_64', 'mac': '52:54:00:00:00:01'}");
    write("web2.json", "{'name': 'web2', 'arch': 'x86_64', 'mac': '52:54:00:00:00:01'}");
    write("web3.json", "{'name': 'web3', 'arch': 'sparc'}");
    write(
        "web4.json",
        "{'name': 'web4', 'arch': 'x86_64', 'mac': '52:54:00:00:00:04', 'distro': 'debian-13'}");
  }

  private void write(String name, String json) throws IOException {
    Files.writeString(directory.resolve(name), json.replace('\'', '"'));
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(Map.of(), arguments);
  }
}
