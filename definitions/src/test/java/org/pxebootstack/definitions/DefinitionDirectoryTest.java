package org.pxebootstack.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.machine.IpNetwork;
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
    assertThat(definitions.scan().all()).isEmpty();
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
            "b.json: name: \"web1\" also stands in a.json, which is used; give each machine its own",
            "c.json: ip: \"10.0.0.1\" also stands in a.json, which is used; give each machine its own",
            "c.json: mac: \"52:54:00:00:00:01\" also stands in a.json, which is used; give each machine its own");
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

  @Test
  void nothingChangedGivesTheVerySetOfBefore() throws IOException {
    write("web1.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    write("bad.json", "{");
    DefinitionSet set = definitions.scan();
    write("web1.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    assertThat(definitions.scan()).isSameAs(set);
    assertThat(definitions.sweep()).isSameAs(set);
    assertThat(reread("web1.json", "bad.json", "other.txt")).isSameAs(set);
  }

  @Test
  void oneFileReadAgainChangesOnlyItself() throws IOException {
    write("a.json", json("a", "52:54:00:00:00:0a", "10.0.0.1"));
    write("b.json", json("b", "52:54:00:00:00:0b", "10.0.0.2"));
    var _ = definitions.scan();
    write("b.json", json("b", "52:54:00:00:00:0b", "10.0.0.1"));
    DefinitionSet clash = reread("b.json");
    assertThat(clash.all()).extracting(VmDefinition::file).containsExactly("a.json");
    Files.delete(directory.resolve("a.json"));
    write("b.noreboot", "");
    DefinitionSet after = reread("a.json", "b.noreboot");
    assertThat(after.problems()).isEmpty();
    assertThat(after.all()).extracting(VmDefinition::file).containsExactly("b.json");
    assertThat(after.staysInInstaller(after.all().getFirst())).isTrue();
  }

  @Test
  void aSweepReadsWhatLooksChanged() throws IOException {
    write("a.json", json("a", "52:54:00:00:00:0a", "10.0.0.1"));
    var _ = definitions.scan();
    write("a.json", json("a", "52:54:00:00:00:0a", "10.0.0.11"));
    write("b.json", json("b", "52:54:00:00:00:0b", "10.0.0.2"));
    assertThat(definitions.sweep().all())
        .extracting(VmDefinition::ip)
        .containsExactly(IpNetwork.parseAddress("10.0.0.11"), IpNetwork.parseAddress("10.0.0.2"));
  }

  @Test
  void tellsWhatADefinitionHasPartIn() throws IOException {
    write("a.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    write("b.json", json("web2", "52:54:00:00:00:02", "10.0.0.1"));
    write("c.json", "{\"name\": \"WEB1\", \"arch\": \"x86_64\", \"mac\": \"zz\"}");
    write("d.json", "{\"arch\": \"x86_64\", \"mac\": \"52:54:00:00:00:01\"}");
    write("e.json", json("web3", "52:54:00:00:00:03", "10.0.0.300"));
    DefinitionSet set = definitions.scan();
    assertThat(set.problemsAbout(set.all().getFirst()))
        .extracting(each -> each.file() + " " + each.field())
        .containsExactly("b.json ip", "c.json mac", "d.json name");
    assertThat(set.problemsOf(new MachineName("web3")))
        .extracting(Problem::file)
        .containsExactly("e.json");
  }

  @Test
  void oneFileAloneClashesWithNoOther() throws IOException {
    write("a.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    write("b.json", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    write("c.json", "{");
    write("d.txt", json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    DefinitionSet right = DefinitionDirectory.scanFile(directory.resolve("b.json"));
    assertThat(right.problems()).isEmpty();
    assertThat(right.byMac(MAC1)).isPresent();
    assertThat(problemsOfFile("c.json"))
        .containsExactly(
            "c.json: is not a JSON object (it ends too early at line 1, column 2); correct the file");
    assertThat(problemsOfFile("d.txt"))
        .containsExactly(
            directory + "/d.txt: is not read by the stack; call it <name>.json instead");
    assertThat(problemsOfFile("e.json"))
        .containsExactly(directory + "/e.json: does not exist; correct the path");
  }

  @Test
  void aLinkToNothingIsReportedAndKeepsItsLastGoodVersion() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).resolve("v1");
    Files.writeString(elsewhere, json("web1", "52:54:00:00:00:01", "10.0.0.1"));
    Files.createSymbolicLink(directory.resolve("web1.json"), elsewhere);
    assertThat(definitions.scan().byMac(MAC1)).isPresent();
    Files.delete(elsewhere);
    for (DefinitionSet set : List.of(definitions.sweep(), definitions.scan())) {
      assertThat(set.byMac(MAC1)).isPresent();
      assertThat(set.problems())
          .extracting(Problem::sentence)
          .containsExactly("web1.json: is a link to nothing; correct the link, or remove it");
    }
    Files.delete(directory.resolve("web1.json"));
    assertThat(definitions.sweep().byMac(MAC1)).isEmpty();
    assertThat(definitions.sweep().problems()).isEmpty();
  }

  private DefinitionSet reread(String... names) {
    return definitions.reread(Arrays.stream(names).map(Path::of).toList());
  }

  @Test
  void whatWasWrittenAMomentAgoIsReadAgainThoughItLooksTheSame() throws IOException {
    Path file = directory.resolve("a.json");
    write("a.json", json("a", "52:54:00:00:00:01", "10.0.0.1"));
    var times = Files.getLastModifiedTime(file);
    var _ = definitions.scan();
    write("a.json", json("a", "52:54:00:00:00:01", "10.0.0.2"));
    Files.setLastModifiedTime(file, times);
    assertThat(definitions.sweep().all())
        .extracting(VmDefinition::ip)
        .containsExactly(IpNetwork.parseAddress("10.0.0.2"));
  }

  @Test
  void keepsOfADefinitionWhatIsAskedFor() throws IOException {
    write(
        "a.json",
        "{\"name\": \"a\", \"arch\": \"x86_64\", \"mac\": \"52:54:00:00:00:01\", \"distro\": \"debian-13\"}");
    VmDefinition whole = definitions.scan().all().getFirst();
    assertThat(whole.distro()).isNotNull();
    var part = new DefinitionDirectory(directory, VmDefinition::onTheNetwork);
    assertThat(part.scan().all()).containsExactly(whole.onTheNetwork());
    assertThat(whole.onTheNetwork().distro()).isNull();
  }

  private List<String> problemsOfFile(String name) {
    return DefinitionDirectory.scanFile(directory.resolve(name)).problems().stream()
        .map(Problem::sentence)
        .toList();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String json(String name, String mac, String ip) {
    return "{\"name\": \"%s\", \"arch\": \"x86_64\", \"mac\": \"%s\", \"ip\": \"%s\"}"
        .formatted(name, mac, ip);
  }
}
