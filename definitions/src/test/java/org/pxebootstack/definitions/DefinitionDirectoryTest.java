package org.pxebootstack.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;

class DefinitionDirectoryTest {
  private static final MacAddress MAC1 = MacAddress.parse("52:54:00:00:00:01");

  @TempDir private Path directory = Path.of("");
  private DefinitionDirectory definitions = new DefinitionDirectory(directory);

  @BeforeEach
  void open() {
    definitions = new DefinitionDirectory(directory);
  }

  @Test
  void findsByMacAndByName() throws IOException {
    write("web1.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    write("web2.json", json("web2", "52:54:00:00:00:02", "10.0.0.2"));
    DefinitionSet set = definitions.scan();
    assertThat(set.problems()).isEmpty();
    assertThat(set.byMac(MAC1)).map(VmDefinition::name).contains(new MachineName("web1"));
    assertThat(set.byName(new MachineName("web2"))).isPresent();
    assertThat(set.byName(new MachineName("web3"))).isEmpty();
  }

  @Test
  void aFileThatTurnsBadKeepsItsLastGoodVersionAndIsReported() throws IOException {
    write("web1.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    var _ = definitions.scan();
    write("web1.json", "{\"name\": \"web1\", \"ma");
    DefinitionSet set = definitions.scan();
    assertThat(set.byMac(MAC1)).isPresent();
    assertThat(set.problemsOf(MAC1)).hasSize(1);
    write("web1.json", json("web1", "52:54:00:00:00:01", "10.0.0.9"));
    assertThat(definitions.scan().problems()).isEmpty();
  }

  @Test
  void aBrokenFileThatNowNamesAnotherMachineIsAChange() throws IOException {
    String broken = "{\"name\": \"web1\", \"arch\": \"sparc\", \"mac\": \"52:54:00:00:00:0%d\"}";
    write("web1.json", broken.formatted(1));
    DefinitionSet before = definitions.scan();
    write("web1.json", broken.formatted(2));
    assertThat(definitions.scan()).isNotEqualTo(before);
  }

  @Test
  void aRemovedFileIsGoneAtOnce() throws IOException {
    write("web1.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    var _ = definitions.scan();
    Files.delete(directory.resolve("web1.json"));
    assertThat(definitions.scan()).isEqualTo(DefinitionSet.EMPTY);
  }

  @Test
  void aBrokenFileDoesNotAffectTheOthers() throws IOException {
    write("a.json", "not json");
    write("b.json", json("b\\nreboot", "52:54:00:00:00:02", "10.0.0.2"));
    write("web1.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    Files.createDirectory(directory.resolve("c.json"));
    DefinitionSet set = definitions.scan();
    assertThat(set.all()).singleElement().extracting(VmDefinition::mac).isEqualTo(MAC1);
    assertThat(set.problems())
        .extracting(Problem::file)
        .containsExactly("a.json", "b.json", "c.json");
    assertThat(set.problemsOf(MacAddress.parse("52:54:00:00:00:02"))).hasSize(1);
    assertThat(set.problemsOfUnknownMachines()).hasSize(2);
  }

  @Test
  void ofTwoThatClashTheFirstByFileNameIsUsed() throws IOException {
    write("b.json", json("web1", "52:54:00:00:00:02", "10.0.0.2"));
    write("a.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    write("c.json", json("web3", "52:54:00:00:00:01", "10.0.0.1"));
    DefinitionSet set = definitions.scan();
    assertThat(set.all()).singleElement().extracting(VmDefinition::file).isEqualTo("a.json");
    assertThat(set.problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "b.json: name: web1 also stands in a.json, which is used; give each machine its own",
            "c.json: ip: 10.0.0.1 also stands in a.json, which is used; give each machine its own",
            "c.json: mac: 52:54:00:00:00:01 also stands in a.json, which is used; give each machine its own");
  }

  @Test
  void seesTheFileThatAsksForNoReboot() throws IOException {
    write("web1.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    DefinitionSet before = definitions.scan();
    assertThat(before.staysInInstaller(before.all().getFirst())).isFalse();
    write("web1.noreboot", "");
    DefinitionSet after = definitions.scan();
    assertThat(after.staysInInstaller(after.all().getFirst())).isTrue();
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void aLostDirectoryUndefinesNoMachine() throws IOException {
    write("web1.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    write("web1.noreboot", "");
    var _ = definitions.scan();
    Path moved = directory.resolveSibling(directory.getFileName() + "-moved");
    Files.move(directory, moved);
    DefinitionSet set = definitions.scan();
    Files.move(moved, directory);
    assertThat(set.byMac(MAC1)).map(set::staysInInstaller).contains(true);
    assertThat(set.problems())
        .singleElement()
        .extracting(Problem::sentence)
        .isEqualTo(directory + ": does not exist; create or mount it");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String json(String name, String mac, String ip) {
    return "{\"name\": \"%s\", \"arch\": \"x86_64\", \"mac\": \"%s\", \"ip\": \"%s\"}"
        .formatted(name, mac, ip);
  }
}
