package org.pxebootstack.boothandler.bootapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pxebootstack.contract.machine.InvalidValueException;

class BootAnswerParserTest {
  private static BootAnswer parse(String json) {
    return new BootAnswerParser().parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKernelIsRead() {
    assertThat(
            parse(
                """
                {"kernel": "vmlinuz", "initrd": ["a", "/b"], "cmdline": "quiet", "message": "hello",
                 "unknown": {"is": ["ignored"]}}
                """))
        .isEqualTo(
            new BootAnswer.Kernel(
                "vmlinuz", List.of("a", "/b"), new CommandLineTemplate("quiet"), "hello"));
    assertThat(
            parse(
                """
                {"kernel": "k", "initrd": null, "cmdline": null, "message": null, "ipxe-script": ""}
                """))
        .isEqualTo(new BootAnswer.Kernel("k", List.of(), new CommandLineTemplate(""), null));
    assertThat(parse("{\"kernel\": \"k\", \"cmdline\": {\"b\": true, \"a\": \"x\"}}"))
        .isEqualTo(
            new BootAnswer.Kernel("k", List.of(), new CommandLineTemplate("a=\"x\" b"), null));
  }

  @Test
  void aScriptComesBeforeEverything() {
    assertThat(parse("{\"ipxe-script\": \"#!ipxe\\n\\techo ü\\n\", \"kernel\": 1}"))
        .isEqualTo(new BootAnswer.Script("#!ipxe\n\techo ü\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"kernel": 1}|kernel is no string, but number "1"; write it as a string
          {"kernel": ""}|kernel is missing
          {}|kernel is missing; name it, or answer 404 to leave the machine alone
          {"kernel": "k", "initrd": "i"}|initrd is no list of at most 32 strings, but string
          {"kernel": "k", "initrd": [1]}|initrd is no list
          {"kernel": "k", "initrd": {}}|initrd is no list
          {"kernel": "k", "cmdline": 1}|cmdline is no string, but number "1"
          {"kernel": "k", "cmdline": ["a"]}|cmdline is no string, but array
          {"kernel": "k", "message": true}|message is no string, but boolean
          {"ipxe-script": ["#!ipxe"]}|ipxe-script is no string, but array
          {"ipxe-script": "#!ipxe\\u0000"}|ipxe-script is no text: character 6 is U+0000
          {"ipxe-script": "#!ipxe\\u001b[2J"}|ipxe-script is no text: character 6 is U+001B
          ["kernel"]|the answer is no JSON object
          "kernel"|the answer is no JSON object
          {"kernel"|the answer is not JSON, line 1, column
          {} {}|the answer is not JSON
          <html>|the answer is not JSON, line 1, column 1
          [[[[[[[[[[[[[[[[[[[[[[[[|the answer is not JSON
          """)
  void whatIsWrongIsSaid(String json, String why) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void anEmptyAnswerIsNone() {
    assertThatThrownBy(() -> parse("")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() ->
            new BootAnswerParser().parse(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("the answer is not JSON");
  }
}
