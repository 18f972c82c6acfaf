package org.pxebootstack.rendering.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.rendering.hostile.ScriptReader.Command;
import org.pxebootstack.rendering.hostile.ScriptReader.Line;
import org.pxebootstack.rendering.ipxe.BootSpec;
import org.pxebootstack.rendering.ipxe.IpxeScript;
import org.pxebootstack.rendering.ipxe.ScriptTemplate;

/** Whatever stands in a definition, iPXE is given the same commands. */
class IpxeScriptPropertyTest {
  /** These decide which commands there are. */
  private static final List<String> KINDS = List.of("arch", "pxeboot");

  /** The other fields that stand in scripts, each with a value that stands there by it alone. */
  private static final Map<String, String> MARKS =
      Map.of(
          "name", "NameMark",
          "mac", "02:aa:bb:cc:dd:ee",
          "distro", "distro-mark",
          "kernel", "KernelMark",
          "initrd", "InitrdMark",
          "install.kernel_args", "ArgumentsMark");

  private static final ScriptTemplate TEMPLATE =
      ScriptTemplate.parse(
          """
          #!ipxe
          echo {{name}} {{mac}} {{arch}} {{distro}} {{title}} {{base_url}}
          kernel {{kernel_url}} {{#initrds}}initrd={{name}} {{/initrds}}{{arguments}} || exit 1
          {{#initrds}}
          initrd --name {{name}} {{url}} || exit 1
          {{/initrds}}
          boot
          """
              .getBytes(StandardCharsets.UTF_8));

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  @Domain(Definitions.class)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aDefinitionIsRefusedOrTheCommandsAreTheSame(@ForAll WrittenDefinition written) {
    ParsedDefinition parsed = written.parse();
    switch (parsed) {
      case ParsedDefinition.Invalid(_, _, List<Problem> problems) -> {
        problems.forEach(each -> Statistics.label("refused for").collect(each.field()));
        assertRefuses(problems);
      }
      case ParsedDefinition.Valid(VmDefinition vm) -> {
        written.changed().forEach(each -> Statistics.label("taken with").collect(each));
        assertSameCommands(written, vm);
      }
    }
    // That much was seen, or it says nothing.
    Statistics.label("taken")
        .collect(parsed instanceof ParsedDefinition.Valid)
        .coverage(seen -> seen.check(true).percentage(p -> p > 20 && p < 80));
    Statistics.label("refused for")
        .coverage(seen ->
            RightValues.OF_FIELDS.keySet().forEach(each -> seen.check(each).count(n -> n > 0)));
    Statistics.label("taken with")
        .coverage(seen ->
            Stream.of("name", "distro", "kernel", "install.kernel_args", "install.user_data")
                .forEach(each -> seen.check(each).count(n -> n > 0)));
  }

  @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
  void aRefusalOnlySays(@ForAll("sentences") List<String> sentences) {
    assertOnlySays(sentences);
  }

  @Provide
  Arbitrary<List<String>> sentences() {
    return HostileText.several().list().ofMaxSize(4);
  }

  @Property(tries = 500)
  void aFileCanHoldAnything(@ForAll byte[] content) {
    ParsedDefinition parsed = VmDefinitionParser.parse("vm.json", content);
    assertThat(parsed).isInstanceOf(ParsedDefinition.Invalid.class);
    assertRefuses(((ParsedDefinition.Invalid) parsed).problems());
  }

  private static void assertRefuses(List<Problem> problems) {
    List<String> sentences = problems.stream().map(Problem::sentence).toList();
    assertThat(sentences).noneMatch(each -> each.matches("(?s).*[\\p{C}\\p{Zl}\\p{Zp}].*"));
    assertOnlySays(sentences);
  }

  private static void assertOnlySays(List<String> sentences) {
    List<Line> script = ScriptReader.read(IpxeScript.refusal(sentences));
    List<Line> says = script.subList(0, sentences.size());
    assertThat(script.subList(sentences.size(), script.size()))
        .isEqualTo(ScriptReader.read("#!ipxe\nsleep 10\nexit 1\n"));
    assertThat(says).allMatch(each -> each.label() == null && each.commands().size() == 1);
    assertThat(says.stream().map(each -> each.commands().getFirst().words()))
        .allMatch(each -> each.subList(0, 2).equals(List.of("echo", "pxeboot-stack:")));
    assertExpandsOnly(script);
  }

  private static void assertSameCommands(WrittenDefinition written, VmDefinition vm) {
    assertSame(written, vm, each -> IpxeScript.bootDisk(each, "is installed"));
    if (vm.distro() != null) {
      String[] ours = {"tries", "step", "step", "step"};
      assertSame(written, vm, each -> IpxeScript.boot(spec(each), null), ours);
      assertSame(written, vm, each -> IpxeScript.boot(spec(each), "TOKEN"), ours);
      assertSame(written, vm, each -> TEMPLATE.render(spec(each), "TOKEN"));
    }
  }

  private static BootSpec spec(VmDefinition vm) {
    DistroImage image =
        new DistroImage(
            Objects.requireNonNull(vm.distro()),
            vm.arch(),
            or(vm.kernel(), "vmlinuz-6.12"),
            or(vm.initrd(), "initrd.img-6.12"),
            new ImageFile("rootfs.tar.zst"),
            new ImageFile("modules.cpio.gz"),
            null,
            null,
            null);
    return BootSpec.of(vm, image, URI.create("http://192.168.105.1"));
  }

  private static ImageFile or(@Nullable ImageFile file, String other) {
    return file == null ? new ImageFile(other) : file;
  }

  /** Word for word the script of a machine with marks, with the values in their places. */
  private static void assertSame(
      WrittenDefinition written,
      VmDefinition vm,
      Function<VmDefinition, String> renderer,
      String... expansions) {
    List<Line> script = ScriptReader.read(renderer.apply(vm));
    List<Line> marked = ScriptReader.read(renderer.apply(marked(written)));
    assertThat(script).isEqualTo(marked.stream().map(each -> withValues(each, written)).toList());
    assertExpandsOnly(script, expansions);
  }

  private static void assertExpandsOnly(List<Line> script, String... settings) {
    List<List<String>> commands =
        script.stream().flatMap(line -> line.commands().stream()).map(Command::words).toList();
    assertThat(
            commands.stream()
                .flatMap(List::stream)
                .map(ScriptReader::expansions)
                .flatMap(List::stream))
        .containsExactly(settings);
    // It takes 255, and its stack is small: see KernelArguments.
    assertThat(commands).allMatch(words -> words.size() < 200);
  }

  private static VmDefinition marked(WrittenDefinition written) {
    Map<String, Object> values = new LinkedHashMap<>();
    KINDS.forEach(each -> values.put(each, Objects.requireNonNull(written.values().get(each))));
    MARKS.forEach((path, mark) -> {
      if (written.text(path) != null) {
        values.put(path, mark);
      }
    });
    return ((ParsedDefinition.Valid) new WrittenDefinition(values, List.of()).parse()).definition();
  }

  private static Line withValues(Line line, WrittenDefinition written) {
    return new Line(
        line.label(),
        line.commands().stream()
            .map(command ->
                new Command(
                    command.words().stream().flatMap(each -> withValues(each, written)).toList(),
                    command.end()))
            .toList());
  }

  private static Stream<String> withValues(String word, WrittenDefinition written) {
    if (word.equals(MARKS.get("install.kernel_args"))) {
      return Stream.of(written.needed("install.kernel_args").split(" "));
    }
    for (Map.Entry<String, String> each : MARKS.entrySet()) {
      if (word.contains(each.getValue())) {
        word = word.replace(each.getValue(), asInScripts(each.getKey(), written));
      }
    }
    return Stream.of(word);
  }

  private static String asInScripts(String path, WrittenDefinition written) {
    String value = written.needed(path);
    return path.equals("mac")
        ? value.replaceAll("[:.-]", "").replaceAll("..(?=.)", "$0:").toLowerCase(Locale.ROOT)
        : value;
  }
}
